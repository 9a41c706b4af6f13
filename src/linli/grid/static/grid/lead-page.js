/* A lead's pages with script: what is said waits in the phone, sealed, and goes out once when there is a network.
   Without script, or on plain http, the same form is sent as any other. */
(() => {
  "use strict";
  const root = document.documentElement, store = globalThis.LinliStore;
  const places = { state: root.dataset.state, send: root.dataset.send };
  const by = (id) => document.getElementById(id);
  const part = (parent, name) => parent.querySelector(`[data-${name}]`);
  const offline = by("offline");
  const shown = () => { if (offline) offline.hidden = navigator.onLine && !("shell" in root.dataset); };
  addEventListener("online", shown);
  addEventListener("offline", shown);
  shown();
  for (const input of document.querySelectorAll(".ll-tool input")) {
    input.addEventListener("change", () => {
      const label = part(input.parentElement, "files");
      label.textContent = input.files.length ? (input.name === "voice" ? "录好了" : `照片 ${input.files.length} 张`) : label.dataset.files;
    });
  }
  const guess = document.querySelector("[data-guess]"), place = by("id_place"), spot = by("id_spot");
  const named = () => { guess.textContent = [place.value ? place.selectedOptions[0].textContent : "", spot.value].filter(Boolean).join(" ") || "我的邻"; };
  for (const each of [place, spot]) each?.addEventListener("input", named);
  if (!store.able) { const note = by("plain-http"); if (note) note.hidden = false; return; }

  const WORDS = { waiting: "等网络", sending: "正在送", sent: "已送出", refused: "没有收下" };
  const form = by("tell"), list = by("queue");
  let drawing = Promise.resolve();
  const time = (at) => { const t = new Date(at); return `${String(t.getHours()).padStart(2, "0")}:${String(t.getMinutes()).padStart(2, "0")}`; };
  const drawOne = (row) => {
    const drawn = by("queued").content.cloneNode(true), edit = part(drawn, "edit"), chip = part(drawn, "chip");
    drawn.firstElementChild.dataset.row = row.state;
    part(drawn, "text").textContent = row.values.text;
    part(drawn, "state").textContent = row.tried && row.state === "waiting" ? "等网络确认" : row.asks ? "等您说是不是" : WORDS[row.state];
    chip.className = `ll-chip ${{ sent: "pine", sending: "lake", refused: row.asks ? "amber" : "cinn" }[row.state] || "amber"}`;
    const photos = row.files.length ? `·附件 ${row.files.length} 个` : "";
    part(drawn, "at").textContent = row.number ? `编号 ${row.number}` : time(row.at) + photos;
    const words = part(drawn, "words");
    words.textContent = row.state === "refused" ? row.words : "";
    words.hidden = !words.textContent;
    edit.hidden = row.tried;
    edit.setAttribute("aria-label", `改：${row.values.text}`);
    edit.addEventListener("click", () => takeBack(row));
    return drawn;
  };
  const draw = () => { drawing = drawing.then(async () => {
    if (!list) return;
    const rows = await store.waiting();
    part(list, "list").replaceChildren(...rows.map(drawOne));
    part(list, "count").textContent = `${rows.filter((row) => row.state !== "sent").length} 件`;
    list.hidden = rows.length === 0;
  }).catch(() => {}); return drawing; };
  /* Back into the form; it stays in the phone until it is said again or sent. */
  let editing = null;
  const sounds = by("sounds");
  /* Whether the matter in the form is to be asked about: it sounds like an accusation, and is sent openly only if sent again. */
  const ask = (is) => {
    sounds.hidden = form.elements.begin.disabled = !is; // enabled, the first button is what the enter key presses
    part(sounds, "need").hidden = true;
    form.elements.openly.value = is ? "1" : "";
  };
  const takeBack = (row) => {
    editing = row;
    ask(false);
    for (const [name, value] of Object.entries(row.values)) {
      for (const field of form.elements[name]?.length && !form.elements[name].options ? form.elements[name] : [form.elements[name]]) {
        if (!field) continue;
        if (field.type === "radio") field.checked = field.value === value;
        else if (field.type !== "file") field.value = value;
      }
    }
    named();
    if (row.asks) { ask(true); sounds.focus(); } else form.elements.text.focus();
  };
  /* To the sealed channel, which needs the network: then nothing of it stays in the phone. */
  const toSealed = async (button) => {
    const told = await store.ask(places, "").catch(() => null);
    if (!told) { part(sounds, "need").hidden = false; return; }
    if (editing) await store.drop(editing.key);
    editing = null;
    if (!form.elements.csrfmiddlewaretoken) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken" }));
    form.elements.csrfmiddlewaretoken.value = told.token;
    form.dataset.sealed = "1";
    form.requestSubmit(button);
    delete form.dataset.sealed;
  };
  if (typeof BroadcastChannel !== "undefined") new BroadcastChannel(store.NAME).addEventListener("message", draw);

  const send = async () => {
    try { return await store.send(places); } catch {
      try { await (await navigator.serviceWorker.ready).sync.register(store.NAME); } catch { /* sent when a page opens, or the network is back */ }
      return "later";
    } finally { await draw(); }
  };
  const later = async () => { await send(); };
  addEventListener("online", later);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) later(); });

  form?.addEventListener("submit", async (event) => {
    if (form.dataset.sealed) return;
    event.preventDefault();
    if (event.submitter?.name === "begin") { await toSealed(event.submitter); return; }
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const values = { act: event.submitter?.value || "report" }, files = [];
    for (const [name, value] of new FormData(form)) {
      if (value instanceof File) { if (value.size) files.push({ field: name, name: value.name, type: value.type, blob: value }); }
      else if (!["csrfmiddlewaretoken", "act", "key"].includes(name)) values[name] = value;
    }
    let key = form.elements.key.value;
    try {
      if (root.dataset.owner) await store.belongsTo(root.dataset.owner);
      key = await store.queue(values, files, editing);
      editing = null;
      form.reset();
      ask(false);
      for (const each of form.querySelectorAll("[data-files]")) each.textContent = each.dataset.files;
      named();
      await draw();
      if (await send() === "sent") {
        const row = (await store.waiting()).find((each) => each.key === key);
        if (row?.state === "sent" && !("shell" in root.dataset)) location.assign(root.dataset.told);
        if (row?.asks && row.state === "refused") takeBack(row);
      }
    } catch { /* the phone is full or refuses to keep: the form goes as without script */
      form.elements.text.value = values.text;
      form.elements.key.value = key;
      form.submit();
    } finally { delete form.dataset.busy; }
  });

  const leave = document.querySelector("form[data-drafts-end]"), dialog = by("leaving");
  leave?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const count = await store.unsent();
    const go = async () => { await store.wipe(); leave.submit(); };
    if (!count) { await go(); return; }
    part(dialog, "count").textContent = count;
    part(dialog, "go").onclick = go;
    part(dialog, "stay").onclick = () => dialog.close();
    dialog.showModal();
  });

  const fillShell = async () => {
    const own = await store.kept();
    if (!own) return;
    part(document, "here").textContent = own.here;
    part(document, "to").textContent = own.to;
    place.replaceChildren(...own.places.map(([code, name]) => new Option(name, code)), new Option("不在这些地方", ""));
    named();
    const doors = by("kept");
    if (!own.doors.length) return;
    part(doors, "count").textContent = `${own.doors.length} 户`;
    part(doors, "list").replaceChildren(...own.doors.map(([building, door, name]) => {
      const row = document.createElement("div"), what = document.createElement("span"), who = document.createElement("small");
      row.className = "ll-row";
      who.textContent = name === "—" ? "没有留联系人" : name;
      what.append(`${building} ${door}`, who);
      row.append(what);
      return row;
    }));
    doors.hidden = false;
    if (location.pathname !== "/desk/my/tell/") return;
    doors.before(form);
    form.after(list);
  };
  const begin = async () => {
    navigator.serviceWorker?.register(root.dataset.worker, { scope: "/desk/" }).catch(() => {});
    if ("shell" in root.dataset) await fillShell();
    else if (root.dataset.owner) {
      await store.belongsTo(root.dataset.owner);
      if (await store.keptDay() !== new Date().toDateString()) {
        const told = await store.ask(places, "?keep=1").catch(() => null);
        if (told?.kept) await store.keep(told.kept);
      }
    }
    await store.tidy();
    await draw();
    await later();
    root.dataset.ready = "1";
  };
  begin().catch(() => { root.dataset.ready = "1"; });
})();
