// Inserts a figure where the cursor stands, and shows the part as it reads while it is written. Without this file the
// page works as well: 插入 puts the figure at the end, and saving shows the rest.
(() => {
  "use strict";
  const form = document.querySelector("form[data-preview]");
  if (!form) return;
  const body = form.elements.body;
  const live = document.getElementById("live");
  let waiting = 0;
  const refresh = async () => {
    const asked = ++waiting;
    live.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
      if (answer.ok && asked === waiting) live.innerHTML = await answer.text();
    } catch (_) {
      // No network: what is written stays where it is.
    }
    live.removeAttribute("aria-busy");
  };
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 600);
  };
  body.addEventListener("input", soon);
  form.elements.heading.addEventListener("input", soon);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-token]");
    if (!link) return;
    event.preventDefault();
    body.setRangeText(link.dataset.token, body.selectionStart, body.selectionEnd, "end");
    body.focus();
    refresh();
  });
  live.addEventListener("change", (event) => {
    const chosen = event.target.closest("select[name^=manner-]");
    if (!chosen) return;
    const wanted = Number(chosen.name.slice("manner-".length));
    let number = -1;
    body.value = body.value.replace(/\{\{([^{}:：]*)(?:[:：]([^{}]*))?\}\}/g, (whole, name) => {
      if (name.trim() === "人工") return whole;
      number += 1;
      const manner = chosen.value;
      return number === wanted ? "{{" + name + "：" + manner + "}}" : whole;
    });
    refresh();
  });
  // Search without leaving what is being written.
  const search = document.querySelector("form[role=search]");
  search.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch("?" + new URLSearchParams(new FormData(search)));
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("section[aria-labelledby=insert] .ll-bd");
    const here = search.closest(".ll-bd");
    [...here.children].slice(1).forEach((each) => each.remove());
    [...fresh.children].slice(1).forEach((each) => here.append(each));
  });
})();
