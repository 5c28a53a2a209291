/* What stands in a form of the admin, what of it was typed, and the same put back: rows that were added by
   hand included. A row that is stored is known by its key, for its place may have changed meanwhile. */
(function () {
  "use strict";

  const NEVER = new Set(["file", "password", "submit", "button", "image", "reset", "hidden"]);
  const NOT_TYPED = /__prefix__|-clear$|^_|^csrf/;

  function same(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }

  function prefixesOf(form) {
    return [...form.querySelectorAll(".js-inline-admin-formset")].map(
      (group) => JSON.parse(group.dataset.inlineFormset).options.prefix,
    );
  }

  function partsOf(name, prefixes) {
    for (const prefix of prefixes) {
      const rest = name.startsWith(`${prefix}-`) && /^(\d+|__prefix__)-(.+)$/.exec(name.slice(prefix.length + 1));
      if (rest) {
        return { prefix, number: rest[1], field: rest[2] };
      }
    }
    return null;
  }

  function chosen(element) {
    if (element.type === "checkbox" || element.type === "radio") {
      return element.checked ? [element.value] : [];
    }
    if (element.tagName === "SELECT") {
      return [...element.selectedOptions].map((option) => option.value).filter(Boolean);
    }
    return [element.value];
  }

  function rowKey(form, prefix, number) {
    const id = form.elements.namedItem(`${prefix}-${number}-id`);
    return id && id.value ? id.value : `+${number}`;
  }

  /* { fields: {name: values}, rows: {prefix: {key: {field: values}}}, blank: {prefix: {field: values}} } */
  function read(form) {
    const prefixes = prefixesOf(form);
    const state = { fields: {}, rows: {}, blank: {} };
    for (const element of form.elements) {
      if (!element.name || element.disabled || NEVER.has(element.type)) {
        continue;
      }
      const part = partsOf(element.name, prefixes);
      let into = state.fields;
      let name = element.name;
      if (part) {
        name = part.field;
        if (part.number === "__prefix__") {
          into = state.blank[part.prefix] ||= {};
        } else {
          const rows = (state.rows[part.prefix] ||= {});
          into = rows[rowKey(form, part.prefix, part.number)] ||= {};
        }
      } else if (NOT_TYPED.test(name)) {
        continue;
      }
      into[name] = [...(into[name] || []), ...chosen(element)];
    }
    return state;
  }

  function differing(now, before, touched) {
    return Object.fromEntries(
      Object.entries(now).filter(([name, values]) => name in touched || !same(values, before[name] || [])),
    );
  }

  /* What differs from `base`, and what `touched` (a copy) says was typed before the page came back. */
  function typed(now, base, touched) {
    const rows = {};
    for (const [prefix, each] of Object.entries(now.rows)) {
      for (const [key, values] of Object.entries(each)) {
        const known = touched?.rows[prefix]?.[key];
        const before = base.rows[prefix]?.[key];
        const isNew = key.startsWith("+");
        if (isNew && !known && before && same(values, before)) {
          continue;
        }
        const found = differing(values, isNew ? now.blank[prefix] || {} : before || {}, (!isNew && known) || {});
        if (Object.keys(found).length) {
          (rows[prefix] ||= {})[key] = found;
        }
      }
    }
    return { fields: differing(now.fields, base.fields, touched?.fields || {}), rows };
  }

  function count(copy) {
    const rows = Object.values(copy.rows).flatMap((each) => Object.values(each));
    return [copy.fields, ...rows].reduce((sum, fields) => sum + Object.keys(fields).length, 0);
  }

  /* How each choice of a list that opens while one types reads: the page will not know it again. */
  function words(form) {
    const found = {};
    form.querySelectorAll("select.admin-autocomplete").forEach((select) => {
      for (const option of select.selectedOptions) {
        if (option.value) {
          found[`${select.dataset.fieldName}:${option.value}`] = option.textContent;
        }
      }
    });
    return found;
  }

  function put(form, name, values, texts) {
    const elements = [...form.elements].filter((element) => element.name === name && !NEVER.has(element.type));
    for (const element of elements) {
      if (element.type === "checkbox" || element.type === "radio") {
        element.checked = values.includes(element.value);
      } else if (element.tagName === "SELECT") {
        for (const value of values) {
          if (![...element.options].some((option) => option.value === value)) {
            element.add(new Option(texts[`${element.dataset.fieldName}:${value}`] || value, value));
          }
        }
        for (const option of element.options) {
          option.selected = values.length ? values.includes(option.value) : option.value === "";
        }
      } else {
        element.value = values[0] || "";
      }
      element.dispatchEvent(new Event("change", { bubbles: true }));
      element.closest(".form-row > div, td, .translation > div, .form-row")?.classList.add("given-back");
      for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
        fold.open = true;
      }
    }
    return elements.length > 0;
  }

  function numberOf(form, prefix, key) {
    const total = Number(form.elements.namedItem(`${prefix}-TOTAL_FORMS`)?.value || 0);
    return [...Array(total).keys()].find((number) => rowKey(form, prefix, number) === key);
  }

  /* The number of a row for what was typed into a new one: an empty one, or one more. */
  function emptyRow(form, prefix, taken) {
    const state = read(form);
    const free = Object.entries(state.rows[prefix] || {}).find(
      ([key, values]) => key.startsWith("+") && !taken.has(key) && same(values, state.blank[prefix]),
    );
    if (free) {
      taken.add(free[0]);
      return Number(free[0].slice(1));
    }
    const before = Number(form.elements.namedItem(`${prefix}-TOTAL_FORMS`)?.value);
    document.querySelector(`#${prefix}-group .add-row a`)?.click();
    const after = Number(form.elements.namedItem(`${prefix}-TOTAL_FORMS`)?.value);
    taken.add(`+${before}`);
    return after > before ? before : undefined;
  }

  /* Returns the texts that have no box on this page: a record that can only be read now, a row that is full. */
  function putBack(form, copy) {
    const without = [];
    const putOrTell = (name, values) => {
      if (!put(form, name, values, copy.words)) {
        without.push(...values.filter(Boolean));
      }
    };
    for (const [name, values] of Object.entries(copy.fields)) {
      putOrTell(name, values);
    }
    for (const [prefix, rows] of Object.entries(copy.rows)) {
      const taken = new Set();
      for (const [key, fields] of Object.entries(rows)) {
        let number = key.startsWith("+") ? undefined : numberOf(form, prefix, key);
        number ??= emptyRow(form, prefix, taken);
        for (const [field, values] of Object.entries(fields)) {
          putOrTell(`${prefix}-${number}-${field}`, values);
        }
      }
    }
    return without;
  }

  /* Whether the page already says all that the copy does: it was saved, and only the answer was lost. */
  function isThere(copy, now) {
    const within = (fields, place) =>
      Object.entries(fields).every(([name, values]) => same(values, place[name] || []));
    return (
      within(copy.fields, now.fields) &&
      Object.entries(copy.rows).every(([prefix, rows]) =>
        Object.entries(rows).every(([key, fields]) => {
          const places = now.rows[prefix] || {};
          return key.startsWith("+")
            ? Object.values(places).some((place) => within(fields, place))
            : key in places && within(fields, places[key]);
        }),
      )
    );
  }

  window.typedValues = { read, typed, count, words, putBack, isThere };
})();
