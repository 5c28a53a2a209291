/* Organisations are offered as of the dates typed in the form: one that was closed by then is not. */
(function ($) {
  "use strict";

  function pad(number) {
    return String(number).padStart(2, "0");
  }

  function when() {
    const typed = document.getElementById("id_when");
    if (typed && typed.value.trim()) {
      return typed.value.trim();
    }
    const outcome = document.getElementById("id_outcome");
    const today = new Date();
    const undatedPlan = outcome && outcome.value !== "held";
    return undatedPlan ? `${today.getFullYear()}-${pad(today.getMonth() + 1)}-${pad(today.getDate())}` : "";
  }

  $.ajaxPrefilter(function (options) {
    if (/model_name=eventrole(&|$)/.test(`${options.url}&${options.data || ""}`)) {
      options.data = `${options.data || ""}&on=${encodeURIComponent(when())}`;
    }
  });
})(django.jQuery);
