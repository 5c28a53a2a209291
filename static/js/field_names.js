/* The lists that open while one types (select2) take the name of the field that they stand for. */
(function () {
  "use strict";

  function nameOf(select) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    return label ? label.textContent.trim().replace(/\s*:$/, "") : "";
  }

  function name(select) {
    const box = select.nextElementSibling;
    const text = nameOf(select);
    if (!text || !box || !box.classList.contains("select2")) {
      return;
    }
    const typed = box.querySelector(".select2-search__field");
    const shown = box.querySelector(".select2-selection__rendered");
    if (typed) {
      typed.setAttribute("aria-label", text);
    } else if (shown) {
      const selection = box.querySelector(".select2-selection");
      selection.removeAttribute("aria-labelledby");
      selection.setAttribute("aria-label", text);
      shown.setAttribute("aria-label", text);
    }
  }

  function nameAll() {
    // After select2, which listens to the same events.
    setTimeout(() => document.querySelectorAll("select.admin-autocomplete").forEach(name), 0);
  }

  window.addEventListener("load", nameAll);
  document.addEventListener("formset:added", nameAll);
  document.addEventListener("focusin", nameAll, { once: true });
})();
