/* Small comforts; every page works without them. */
(() => {
  "use strict";
  const offline = document.getElementById("offline");
  const tell = () => { if (offline) offline.hidden = navigator.onLine; };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();

  /* A toast goes after 8 seconds, but not while somebody reads it: the page itself shows what it said. */
  for (const toast of document.querySelectorAll(".ll-toasts > .ll-toast")) {
    let timer = 0;
    const go = () => { timer = setTimeout(() => toast.remove(), 8000); };
    for (const stop of ["mouseenter", "focusin"]) toast.addEventListener(stop, () => clearTimeout(timer));
    for (const on of ["mouseleave", "focusout"]) toast.addEventListener(on, go);
    go();
  }

  /* Pressed twice is sent once. The button keeps its width and says what is going on. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.busy) { event.preventDefault(); return; }
    const button = event.submitter;
    if (!button || !button.classList.contains("btn") || form.target || form.hasAttribute("data-again")) return;
    form.dataset.busy = "1";
    setTimeout(() => {
      button.style.minWidth = `${button.offsetWidth}px`;
      button.dataset.was = button.innerHTML;
      button.classList.add("ll-busy");
      button.setAttribute("aria-busy", "true");
      button.textContent = "正在送出";
    });
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-busy]")) {
      delete form.dataset.busy;
      const button = form.querySelector(".ll-busy");
      if (button) { button.innerHTML = button.dataset.was; button.classList.remove("ll-busy"); button.removeAttribute("aria-busy"); }
    }
  });

  /* A usual sentence goes into its field at once; without a script the server writes it there. */
  for (const pick of document.querySelectorAll("[data-fill]")) {
    pick.addEventListener("click", (event) => {
      const field = document.getElementById(pick.dataset.fill);
      if (!field) return;
      event.preventDefault();
      const before = field.value.trimEnd();
      field.value = before ? `${before}\n${pick.textContent}` : pick.textContent;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  }

  /* On a phone the row of rooms is wider than the page: the one we are in is brought into view. */
  const room = document.querySelector(".ll-rooms [aria-current]");
  if (room) room.parentElement.scrollLeft = room.offsetLeft - room.parentElement.offsetLeft - 16;

  const printing = document.querySelector("[data-print]");
  if (printing) { printing.hidden = false; printing.addEventListener("click", () => print()); }
})();
