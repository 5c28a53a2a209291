/* Organisations are offered as of the day typed in the form: one that was closed by then is not. */
(function ($) {
  "use strict";

  function pad(number) {
    return String(number).padStart(2, "0");
  }

  function firstDay() {
    const typed = document.getElementById("id_starts_on");
    const french = typed && /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(typed.value.trim());
    if (french) {
      return `${french[3]}-${pad(french[2])}-${pad(french[1])}`;
    }
    const iso = typed && /^\d{4}-\d{2}-\d{2}$/.exec(typed.value.trim());
    if (iso) {
      return iso[0];
    }
    const outcome = document.getElementById("id_outcome");
    const today = new Date();
    const undatedPlan = outcome && outcome.value !== "held";
    return undatedPlan ? `${today.getFullYear()}-${pad(today.getMonth() + 1)}-${pad(today.getDate())}` : "";
  }

  $.ajaxPrefilter(function (options) {
    if (/model_name=eventrole(&|$)/.test(`${options.url}&${options.data || ""}`)) {
      options.data = `${options.data || ""}&on=${firstDay()}`;
    }
  });
})(django.jQuery);
