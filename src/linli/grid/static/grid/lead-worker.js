/* Opens the kept page when there is no network, and sends what waits when it is back. Keeps no page of anybody. */
"use strict";
const BOX = `linli-${LINLI.version}`;
const PLACES = { state: "/desk/my/state/", send: "/desk/my/send/" };

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(BOX).then((box) => box.addAll([LINLI.shell, ...LINLI.files])).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("linli-") && name !== BOX) await caches.delete(name);
    await self.clients.claim();
  })());
});
self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  /* Signing out on whatever page takes everything of this account off the device first. */
  if (request.method === "POST" && pathname === "/desk/sign-out/") {
    event.respondWith((async () => { await LinliStore.wipe(); return fetch(request); })());
    return;
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(LINLI.shell)));
  } else if (LINLI.files.includes(pathname)) {
    event.respondWith(caches.match(pathname).then((found) => found || fetch(request)));
  }
});
self.addEventListener("sync", (event) => {
  if (event.tag === LinliStore.NAME) event.waitUntil(LinliStore.send(PLACES));
});
