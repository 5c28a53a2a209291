/* A row that folds on a phone says that it holds a change, for its sentence is the stored one. */
(function () {
  "use strict";

  function differs(field) {
    if (field.type === "checkbox") {
      return field.checked !== field.defaultChecked;
    }
    if (field.options) {
      return Array.from(field.options).some((option) => option.selected && option.value && !option.defaultSelected)
        || Array.from(field.options).some((option) => option.defaultSelected && option.value && !option.selected);
    }
    return field.value !== field.defaultValue;
  }

  function mark(event) {
    const row = event.target.closest && event.target.closest("tr.has_original, .inline-related.has_original");
    const word = row && row.querySelector(".row-fold .row-changed");
    if (word) {
      word.hidden = !Array.from(row.querySelectorAll("input, select, textarea")).some(differs);
    }
  }

  document.addEventListener("input", mark);
  document.addEventListener("change", mark);
  window.addEventListener("load", () => {
    // select2 changes its field through jQuery alone.
    if (window.django && django.jQuery) {
      django.jQuery(document).on("change", "select.admin-autocomplete", mark);
    }
  });
})();
