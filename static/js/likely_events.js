/* While one types the days, the places and who organised: the records that may tell the same event. */
(function () {
  "use strict";

  const WAIT = 600;
  const ASKED = /^(when|title_fr|venue|programmes|where|organisers|event_places-\d+-place|roles-\d+-(organisation|role))$/;
  const box = document.getElementById("likely-events");
  const form = box && box.closest("form");
  if (!form) {
    return;
  }
  let timer = 0;
  let last = "";
  let request = null;

  function question() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && value && ASKED.test(name)) {
        fields.append(name, value);
      }
    }
    if (box.dataset.event) {
      fields.append("evenement", box.dataset.event);
    }
    fields.append("fragment", "1");
    return fields.toString();
  }

  async function ask() {
    const asked = question();
    if (asked === last) {
      return;
    }
    last = asked;
    if (request) {
      request.abort();
    }
    request = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.address}?${asked}`, { signal: request.signal, redirect: "error" });
      if (answer.ok) {
        const found = (await answer.text()).trim();
        // Said again only when it differs: a reader of the screen hears every change.
        if (found !== box.innerHTML.trim()) {
          box.innerHTML = found;
        }
      }
    } catch {
      // Without the line nothing is pointed out, and the question may be asked again.
      last = "";
    }
  }

  function soon(event) {
    if (event.target.name && ASKED.test(event.target.name)) {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    }
  }

  last = question();
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // Fields of search tell of their choice by jQuery alone.
  if (window.django && window.django.jQuery) {
    window.django.jQuery(form).on("change", soon);
  }
})();
