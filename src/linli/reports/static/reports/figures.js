// A figure's link opens what the page already tells of it, beside the text. Without this file the link leads there.
(() => {
  "use strict";
  if (!("popover" in HTMLElement.prototype)) return;
  const cards = (link) => document.getElementById("f" + link.dataset.no);
  document.querySelectorAll(".ll-told[id^=f-]").forEach((card) => {
    // On the public page the card lies below the text; a copy opens beside the figure.
    const copy = card.cloneNode(true);
    copy.id = "pop-" + card.id;
    copy.className = "ll-pop";
    copy.popover = "auto";
    document.body.append(copy);
  });
  const target = (link) => document.getElementById("pop-" + decodeURIComponent(link.hash.slice(1))) || cards(link);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ll-fig[data-no]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const card = target(link);
    if (!card || !card.popover) return;
    event.preventDefault();
    card.showPopover();
    const at = link.getBoundingClientRect();
    const size = card.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8));
    const below = at.bottom + 8 + size.height <= innerHeight;
    card.style.left = left + "px";
    card.style.top = (below ? at.bottom + 8 : Math.max(8, at.top - 8 - size.height)) + "px";
    card.focus({ preventScroll: true });
    const back = (change) => {
      if (change.newState !== "closed") return;
      card.removeEventListener("toggle", back);
      link.focus({ preventScroll: true });
    };
    card.addEventListener("toggle", back);
  });
})();
