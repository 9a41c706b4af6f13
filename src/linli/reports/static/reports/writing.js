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
      if (asked !== waiting) return;
      if (answer.ok && !answer.redirected) live.innerHTML = await answer.text();
      else tell("您可能已退出登录。先把写的复制下来，再重新登录。");
    } catch (_) {
      tell("现在连不上，写的还在这里。连上后再保存。");
    }
    live.removeAttribute("aria-busy");
  };
  const tell = (words) => {
    const note = document.createElement("p");
    note.className = "ll-note amber";
    note.textContent = words;
    live.replaceChildren(note);
  };
  let touched = false;
  let dirty = false;
  body.addEventListener("focus", () => (touched = true));
  form.addEventListener("submit", () => (dirty = false));
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
  let timer = 0;
  const soon = () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(refresh, 600);
  };
  body.addEventListener("input", soon);
  form.elements.heading.addEventListener("input", soon);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-token]");
    if (!button) return;
    event.preventDefault();
    const [from, to] = touched ? [body.selectionStart, body.selectionEnd] : [body.value.length, body.value.length];
    body.setRangeText(button.dataset.token, from, to, "end");
    dirty = true;
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
  const search = document.querySelector("section[aria-labelledby=insert] [role=search]");
  const find = async () => {
    const answer = await fetch("?" + new URLSearchParams({ q: search.querySelector("[name=q]").value }));
    if (!answer.ok || answer.redirected) return tell("查找没有成功，写的还在这里。");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("section[aria-labelledby=insert] .ll-bd");
    const here = search.closest(".ll-bd");
    [...here.children].slice(1).forEach((each) => each.remove());
    [...fresh.children].slice(1).forEach((each) => here.append(each));
  };
  search.addEventListener("click", (event) => {
    if (!event.target.closest("[name=search]")) return;
    event.preventDefault();
    find();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    find();
  });
})();
