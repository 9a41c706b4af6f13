/* What a lead's phone keeps, sealed: my doors, and what waits to be sent. Used by the pages and by the worker alike.
   The key is made on this device, cannot be taken out of it, and goes with everything else at sign-out. */
"use strict";
globalThis.LinliStore = (() => {
  const NAME = "linli-lead", SENT_KEPT = 864e5;
  const able = Boolean(globalThis.isSecureContext && globalThis.indexedDB && globalThis.crypto?.subtle);
  const tell = (word) => {
    if (typeof BroadcastChannel === "undefined") return;
    const channel = new BroadcastChannel(NAME);
    channel.postMessage(word);
    channel.close();
  };

  const open = () => new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => { for (const each of ["meta", "kept", "queue"]) asked.result.createObjectStore(each); };
    asked.onsuccess = () => { asked.result.onversionchange = () => asked.result.close(); done(asked.result); };
    asked.onerror = () => failed(asked.error);
  });
  /* One transaction; `work` gets the stores and returns a request or nothing. Done only when it is on the disk. */
  const run = async (stores, mode, work) => {
    const base = await open();
    try {
      return await new Promise((done, failed) => {
        const change = base.transaction(stores, mode, { durability: "strict" });
        const asked = work(...stores.map((each) => change.objectStore(each)));
        change.oncomplete = () => done(asked?.result);
        change.onerror = change.onabort = () => failed(change.error);
      });
    } finally { base.close(); }
  };
  const get = (store, key) => run([store], "readonly", (s) => s.get(key));
  const put = (store, key, value) => run([store], "readwrite", (s) => { s.put(value, key); });

  const secret = async () => {
    const found = await get("meta", "key");
    if (found) return found;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await run(["meta"], "readwrite", (s) => { s.add(made, "key").onerror = (event) => { event.preventDefault(); event.stopPropagation(); }; });
    return get("meta", "key");
  };
  const encrypted = async (bytes) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await secret(), bytes) };
  };
  const decrypted = async (kept) => crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, await secret(), kept.data);
  const seal = (value) => encrypted(new TextEncoder().encode(JSON.stringify(value)));
  const unseal = async (kept) => JSON.parse(new TextDecoder().decode(await decrypted(kept)));

  const owner = async () => (await get("meta", "owner")) || "";
  const wipe = async () => {
    await run(["meta", "kept", "queue"], "readwrite", (...stores) => { for (const s of stores) s.clear(); });
    tell("changed");
  };
  /* Another account at this device finds nothing of the one before. */
  const belongsTo = async (who) => {
    const before = await owner();
    if (before && before !== who) await wipe();
    if (before !== who) await put("meta", "owner", who);
  };
  const forgetDoors = () => run(["kept"], "readwrite", (s) => { s.clear(); });
  const keep = async (what) => put("kept", "own", { day: new Date().toDateString(), ...await seal(what) });
  const keptDay = async () => (await get("kept", "own"))?.day || "";
  const kept = async () => { const found = await get("kept", "own"); return found ? unseal(found) : null; };

  /* A matter waits under the key that makes it one. `tried`: it may have arrived, so its words stand. */
  const queue = async (values, files, before) => {
    const sealedFiles = [];
    for (const file of files) sealedFiles.push({ head: await seal([file.field, file.name, file.type]), body: await encrypted(await file.blob.arrayBuffer()) });
    const row = { at: before?.at || Date.now(), state: "waiting", tried: false, body: await seal(values), files: sealedFiles };
    let key = crypto.randomUUID();
    await run(["queue"], "readwrite", (s) => {
      if (!before) { s.put(row, key); return; }
      s.get(before.key).onsuccess = (event) => {
        const now = event.target.result;
        if (now && !now.tried) { key = before.key; s.put(files.length ? row : { ...row, files: now.files }, key); } else s.put(row, key);
      };
    });
    tell("changed");
    return key;
  };
  const rows = async () => {
    const found = [];
    await run(["queue"], "readonly", (s) => {
      s.openCursor().onsuccess = (event) => {
        const at = event.target.result;
        if (at) { found.push({ key: at.key, ...at.value }); at.continue(); }
      };
    });
    return found.sort((a, b) => a.at - b.at);
  };
  const waiting = async () => {
    const found = [];
    for (const row of await rows()) found.push({ ...row, values: await unseal(row.body) });
    return found;
  };
  const unsent = async () => (await rows()).filter((row) => row.state !== "sent").length;
  const mark = async (key, changed) => {
    await run(["queue"], "readwrite", (s) => {
      s.get(key).onsuccess = (event) => { if (event.target.result) s.put({ ...event.target.result, ...changed }, key); };
    });
    tell("changed");
  };
  const drop = async (key) => { await run(["queue"], "readwrite", (s) => { s.delete(key); }); tell("changed"); };
  const tidy = async () => {
    for (const row of await rows()) if (row.state === "sent" && Date.now() - row.sentAt > SENT_KEPT) await drop(row.key);
  };

  const filled = async (row) => {
    const form = new FormData();
    form.append("key", row.key);
    for (const [name, value] of Object.entries(await unseal(row.body))) form.append(name, value);
    for (const each of row.files) {
      const [field, name, type] = await unseal(each.head);
      form.append(field, new File([await decrypted(each.body)], name, { type }));
    }
    return form;
  };
  /* "signed-out", or the server's word on whose device this is. Raises when there is no network. */
  const ask = async (places, more) => {
    const answer = await fetch(places.state + more, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
    if (answer.status === 401) { await forgetDoors(); tell("changed"); return null; }
    if (!answer.ok) throw new Error(`state ${answer.status}`);
    const told = await answer.json();
    await belongsTo(told.owner);
    return told;
  };
  const sendNow = async (places) => {
    if (!(await rows()).some((row) => row.state === "waiting" || row.state === "sending")) return "nothing";
    const told = await ask(places, "");
    if (!told) return "signed-out";
    for (const row of await rows()) {
      if (row.state !== "waiting" && row.state !== "sending") continue;
      await mark(row.key, { state: "sending", tried: true }); // from here on its words stand
      const body = await filled({ key: row.key, ...await get("queue", row.key) });
      let answer;
      try {
        answer = await fetch(places.send, { method: "POST", body, credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": told.token } });
        if (answer.status !== 200 && answer.status !== 422) throw new Error(`send ${answer.status}`);
        const words = await answer.json();
        if (answer.status === 422) await mark(row.key, { state: "refused", tried: false, words: words.words, asks: Boolean(words.asks) });
        else await mark(row.key, { state: "sent", number: words.number, sentAt: Date.now(), files: [] });
      } catch (error) {
        await mark(row.key, { state: "waiting" });
        throw error;
      }
    }
    return "sent";
  };
  /* One sender at a time, page or worker; the server makes sure anyway. */
  const send = (places) => (navigator.locks ? navigator.locks.request(NAME, () => sendNow(places)) : sendNow(places));

  return { NAME, able, ask, belongsTo, drop, keep, kept, keptDay, owner, queue, send, tidy, unsent, waiting, wipe };
})();
