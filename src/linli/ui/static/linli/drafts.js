/* What is typed into a form marked data-draft stays on this device until it was sent: nothing leaves it.
   Kept per form, record and account; never passwords, files or hidden fields; wiped when sent and at sign-out. */
(() => {
  "use strict";
  const PREFIX = "linli-draft:", SENT = "linli_sent", FIELD = "_draft", KEPT_DAYS = 14;
  const owner = document.documentElement.dataset.owner;
  const store = (() => { try { localStorage.getItem("x"); return localStorage; } catch { return null; } })();
  if (!store) return;

  const own = () => Object.keys(store).filter((key) => key.startsWith(PREFIX));
  for (const form of document.querySelectorAll("form[data-drafts-end]")) {
    form.addEventListener("submit", () => { for (const key of own()) store.removeItem(key); });
  }
  if (!owner) return;
  for (const key of own()) {
    let at = 0;
    try { at = JSON.parse(store.getItem(key)).at; } catch { /* not ours to read: dropped below */ }
    if (!at || Date.now() - at > KEPT_DAYS * 864e5) store.removeItem(key);
  }

  const skipped = new Set(["password", "file", "hidden", "submit", "button", "reset"]);
  const fields = (form) => [...form.elements].filter((e) => e.name && !skipped.has(e.type) && !e.dataset.neverKeep
    && !/password|one-time-code/.test(e.autocomplete || ""));
  const read = (form) => fields(form).map((e) =>
    [e.name, e.type === "checkbox" || e.type === "radio" ? [e.value, e.checked] : e.value]);
  const write = (form, kept) => {
    const left = kept.slice();
    for (const e of fields(form)) {
      const at = left.findIndex(([name, value]) => name === e.name && (!Array.isArray(value) || value[0] === e.value));
      if (at < 0) continue;
      const [, value] = left.splice(at, 1)[0];
      if (Array.isArray(value)) e.checked = value[1]; else e.value = value;
      e.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  /* The server names what it took (linli.ui.drafts): only then is a draft wiped; a send that failed keeps it. */
  const taken = document.cookie.split("; ").find((each) => each.startsWith(`${SENT}=`));
  if (taken) {
    store.removeItem(`${PREFIX}${owner}:${decodeURIComponent(taken.slice(SENT.length + 1))}`);
    document.cookie = `${SENT}=; path=/; max-age=0; samesite=lax`;
  }

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = `${PREFIX}${owner}:${form.dataset.draft}`;
    const asRendered = JSON.stringify(read(form));
    const sentBack = document.querySelector("#problems") !== null;
    const named = document.createElement("input");
    named.type = "hidden";
    named.name = FIELD;
    named.value = form.dataset.draft;
    form.append(named);
    let kept = null;
    try { kept = JSON.parse(store.getItem(key)); } catch { store.removeItem(key); }
    if (kept && !sentBack && JSON.stringify(kept.values) !== asRendered) {
      write(form, kept.values);
      const note = document.createElement("div");
      note.className = "ll-note ll-draft";
      note.setAttribute("role", "status");
      const at = new Date(kept.at);
      const words = document.createElement("div");
      const bold = document.createElement("b");
      bold.textContent = "接着上次没送出的写";
      words.append(bold, `${at.getMonth() + 1}月${at.getDate()}日 ${String(at.getHours()).padStart(2, "0")}:`
        + `${String(at.getMinutes()).padStart(2, "0")} 存在这台设备上，还没有送出。`);
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "btn";
      drop.textContent = "丢弃草稿";
      drop.addEventListener("click", () => {
        store.removeItem(key);
        write(form, JSON.parse(asRendered));
        note.remove();
        fields(form)[0]?.focus();
      });
      note.append(words, drop);
      form.before(note);
    }
    let waiting = 0;
    const keep = () => {
      waiting = 0;
      const values = read(form);
      try {
        if (JSON.stringify(values) === asRendered && !sentBack) store.removeItem(key);
        else store.setItem(key, JSON.stringify({ at: Date.now(), values }));
      } catch { /* the device is full: the form works as without drafts */ }
    };
    form.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      clearTimeout(waiting);
      waiting = setTimeout(keep, 400);
    });
    form.addEventListener("submit", () => { clearTimeout(waiting); keep(); });
  }
})();
