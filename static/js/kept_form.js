/* Nothing typed into a form of the admin is lost: copied to this device while one types, offered back at the next
   opening, never put back unasked. Forms that name participants are never copied; they only warn. */
(function () {
  "use strict";

  const box = document.querySelector(".kept-form");
  const form = box && box.closest("form");
  if (!form) {
    return;
  }
  const { typedCopies: copies, typedValues: values } = window;
  const REST = 400;
  const LOOK_AGAIN = 4000;
  // A second click on the same button sends nothing; after so long the line is cut, and one may try again.
  const ANSWER = 8000;
  const FEW_WORDS = 80;
  const account = box.dataset.account;
  const isAnswer = box.dataset.isAnswer === "true";
  const part = new URLSearchParams(location.search).get("section");
  const address =
    location.pathname.replace(/^\/[a-z]{2}\//, "/") + (part ? `?${part}` : "") + (form.elements._popup ? "#popup" : "");
  const note = box.querySelector(".kept-note");
  const offers = box.querySelector(".kept-offers");
  const base = values.read(form);
  let isCopied = box.dataset.onDevice === "true";
  let name = form.elements._copy.value || copies.newName();
  let key = copies.keyOf(account, address, name);
  // The page of a refusal begins with what was typed before it.
  let touched = isAnswer ? copies.read(key) : null;
  let isChanged = isAnswer;
  let isSending = false;
  let sentAt = 0;
  let timer = null;

  function say(sentence) {
    note.textContent = sentence;
    note.hidden = !sentence;
  }

  function look() {
    clearTimeout(timer);
    const found = values.typed(values.read(form), base, touched);
    isChanged = isAnswer || values.count(found) > 0;
    if (!isCopied) {
      return;
    }
    if (values.count(found) === 0) {
      copies.forget(key);
      return;
    }
    const version = form.elements.version ? form.elements.version.defaultValue : "";
    const copy = { ...found, words: values.words(form), version, record: box.dataset.record };
    const { at, ...stored } = copies.read(key) || {};
    if (!at || JSON.stringify(stored) !== JSON.stringify(copy)) {
      copies.write(key, { ...copy, at: Date.now() });
    }
  }

  function lookSoon() {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(look, REST);
  }

  /* « 30 novembre » and « 14 », « 05 » in the sentence of the page's language. */
  function dated(sentence, at) {
    const moment = new Date(at);
    const language = document.documentElement.lang;
    const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(moment);
    return sentence
      .replace("{day}", language === "fr" ? day.replace(/^1 /, "1er ") : day)
      .replace("{hour}", moment.getHours())
      .replace("{minute}", String(moment.getMinutes()).padStart(2, "0"));
  }

  function take(found) {
    const without = values.putBack(form, found.copy);
    if (without.length) {
      const rest = box.querySelector(".kept-rest");
      rest.querySelector("textarea").value = without.join("\n\n");
      rest.hidden = false;
      if (without.length >= values.count(found.copy)) {
        return;
      }
    }
    if (form.elements.version && found.copy.version) {
      // So that the register says if somebody has saved the record since.
      form.elements.version.value = found.copy.version;
      form.elements.version.defaultValue = found.copy.version;
    }
    copies.forget(key);
    ({ key, name } = found);
    form.elements._copy.value = name;
    look();
    say(box.dataset.taken.replace("{number}", values.count(found.copy)));
    note.focus();
  }

  /* What was typed begins so. */
  function firstWords(copy) {
    const rows = Object.values(copy.rows || {}).flatMap((each) => Object.values(each));
    const typed = [copy.fields || {}, ...rows].flatMap((each) => Object.values(each)).flat();
    const text = typed.filter((value) => typeof value === "string" && /\p{L}{2}/u.test(value)).join(" · ");
    return text.length > FEW_WORDS ? `${text.slice(0, FEW_WORDS)}…` : text;
  }

  /* Of the chosen files, in bytes. */
  function weight() {
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    return files.reduce((sum, file) => sum + file.size, 0);
  }

  function close(line) {
    line.remove();
    offers.hidden = !offers.querySelector("li");
  }

  function offer() {
    for (const found of copies.of(account, address)) {
      if (values.isThere(found.copy, base)) {
        copies.forget(found.key);
        continue;
      }
      const line = box.querySelector("template").content.firstElementChild.cloneNode(true);
      const of = found.copy.record || box.dataset.record;
      line.querySelector("p").textContent = dated(box.dataset.found, found.copy.at).replace("{record}", () => of);
      const words = line.querySelector(".kept-words");
      words.textContent = firstWords(found.copy);
      words.hidden = !words.textContent;
      line.querySelector(".take").addEventListener("click", () => {
        close(line);
        take(found);
      });
      line.querySelector(".forget").addEventListener("click", () => {
        copies.forget(found.key);
        close(line);
      });
      offers.querySelector("ul").append(line);
      offers.hidden = false;
    }
  }

  form.elements._copy.value = name;
  if (isCopied && !isAnswer) {
    offer();
  }
  form.addEventListener("input", lookSoon);
  form.addEventListener("change", lookSoon);
  document.addEventListener("formset:added", lookSoon);
  document.addEventListener("formset:removed", lookSoon);
  // select2 speaks through jQuery alone, and the shortcuts of a date say nothing at all.
  window.django?.jQuery?.(form).on("change", lookSoon);
  setInterval(look, LOOK_AGAIN);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pagehide", look);
  window.addEventListener("pageshow", () => {
    isSending = false;
    sentAt = 0;
  });
  copies.onSignOut(account, () => {
    isCopied = false;
  });

  window.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) {
      return;
    }
    look();
    if (navigator.onLine === false) {
      event.preventDefault();
      say(box.dataset.offline);
      note.focus();
      return;
    }
    if (weight() > Number(box.dataset.megabytes) * 1024 * 1024) {
      event.preventDefault();
      say(box.dataset.tooLarge);
      note.focus();
      return;
    }
    if (Date.now() - sentAt < ANSWER) {
      event.preventDefault();
      return;
    }
    sentAt = Date.now();
    isSending = true;
  });
  window.addEventListener("offline", () => say(box.dataset.offline));
  window.addEventListener("online", () => say(""));
  window.addEventListener("beforeunload", (event) => {
    if (isChanged && !isSending) {
      event.preventDefault();
    }
  });
})();
