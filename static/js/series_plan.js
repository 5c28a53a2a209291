/* Beside each line of the plan, the title that its event will have. */
(function () {
  "use strict";

  const form = document.querySelector("form.plan");
  const pattern = form && form.querySelector("#id_title");
  if (!pattern) {
    return;
  }

  function placeOf(line) {
    const chosen = line.querySelector("select").selectedOptions[0];
    // « Kayes (région, Mali) » is how a choice reads; the title takes the name alone.
    return chosen && chosen.value ? chosen.text.replace(/ \([^()]*\)$/, "") : "";
  }

  function show() {
    for (const line of form.querySelectorAll(".plan-lines > li")) {
      const place = placeOf(line);
      line.querySelector(".plan-title").textContent = place ? pattern.value.replaceAll("{lieu}", place) : "";
    }
  }

  form.addEventListener("input", show);
  if (window.django && window.django.jQuery) {
    window.django.jQuery(form).on("change", show);
  }
  show();
})();
