/* Copies of what was typed and not saved, on this device: one each for a window, a form and an account
   (docs/decisions/0034). Loaded by every page of the admin: it also forgets what is over. */
(function () {
  "use strict";

  const BEGINNING = "rss-registry:typed:";
  const SIGNED_OUT = "rss-registry:signed-out";
  const MOST_DAYS = 7;
  const MOST_COPIES = 20;

  // A private window, or a browser told to keep nothing, refuses: then there are no copies, and nothing else changes.
  function attempt(action, otherwise) {
    try {
      return action();
    } catch {
      return otherwise;
    }
  }

  function keys() {
    return attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(BEGINNING)), []);
  }

  function read(key) {
    return attempt(() => JSON.parse(localStorage.getItem(key)), null);
  }

  function forget(key) {
    attempt(() => localStorage.removeItem(key));
  }

  function keyOf(account, path, name) {
    return `${BEGINNING}${account}:${path}:${name}`;
  }

  /* The copies whose key begins so, the newest first. */
  function copiesBelow(beginning) {
    return keys()
      .filter((key) => key.startsWith(beginning))
      .map((key) => ({ key, name: key.slice(key.lastIndexOf(":") + 1), copy: read(key) }))
      .filter((each) => each.copy)
      .sort((one, other) => other.copy.at - one.copy.at);
  }

  function write(key, copy) {
    const own = copiesBelow(`${key.split(":").slice(0, 3).join(":")}:`).filter((each) => each.key !== key);
    own.slice(MOST_COPIES - 1).forEach((each) => forget(each.key));
    return attempt(() => {
      localStorage.setItem(key, JSON.stringify(copy));
      return true;
    }, false);
  }

  function forgetOld() {
    const limit = Date.now() - MOST_DAYS * 24 * 60 * 60 * 1000;
    keys().forEach((key) => {
      const copy = read(key);
      if (!copy || !(copy.at > limit)) {
        forget(key);
      }
    });
  }

  /* What the server says in a cookie, once: that it has it, it alone knows. */
  function takeCookie(name) {
    const found = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${name}=`));
    if (!found) {
      return [];
    }
    document.cookie = `${name}=; path=/; max-age=0; samesite=strict`;
    return found.slice(name.length + 1).split(".");
  }

  function forgetWhatIsOver() {
    const saved = takeCookie("saved_form");
    keys()
      .filter((key) => saved.includes(key.slice(key.lastIndexOf(":") + 1)))
      .forEach(forget);
    takeCookie("signed_out").forEach((account) => {
      keys()
        .filter((key) => key.startsWith(`${BEGINNING}${account}:`))
        .forEach(forget);
      // The other windows of this account hear of it, and copy no more.
      attempt(() => localStorage.setItem(SIGNED_OUT, `${account}:${Date.now()}`));
    });
    forgetOld();
  }

  function newName() {
    return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function onSignOut(account, action) {
    window.addEventListener("storage", (event) => {
      if (event.key === SIGNED_OUT && (event.newValue || "").startsWith(`${account}:`)) {
        action();
      }
    });
  }

  forgetWhatIsOver();
  window.typedCopies = {
    of: (account, path) => copiesBelow(`${BEGINNING}${account}:${path}:`),
    keyOf,
    read,
    write,
    forget,
    newName,
    onSignOut,
  };
})();
