// 念给我听: reads the page with the device's own voice; where there is none, the button stays hidden.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("aloud");
  if (!button || !("speechSynthesis" in window)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
    const words = new SpeechSynthesisUtterance(document.getElementById("content").innerText);
    words.lang = "zh-CN";
    words.rate = 0.85;
    speechSynthesis.speak(words);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
});
