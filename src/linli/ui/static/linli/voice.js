/* 说一句: a minute of voice into the file field that is there anyway. Nothing is recorded before the press, nothing is
   sent before the form is; where the device cannot record, the field for a file remains and this shows nothing. */
(() => {
  "use strict";
  const LONGEST = 60;
  if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === "undefined" || typeof DataTransfer === "undefined") return;
  const KINDS = [["audio/webm;codecs=opus", "webm"], ["audio/ogg;codecs=opus", "ogg"], ["audio/mp4", "m4a"]];
  const kind = KINDS.find(([type]) => MediaRecorder.isTypeSupported(type));
  if (!kind) return;

  for (const box of document.querySelectorAll("[data-voice]")) {
    const field = document.getElementById(box.dataset.voice);
    if (!field) continue;
    const at = (name) => box.querySelector(`[data-voice-${name}]`);
    const start = at("start"), stop = at("stop"), drop = at("drop"), told = at("told");
    let recorder = null, timer = 0, began = 0;
    box.hidden = false;
    for (const other of document.querySelectorAll("[data-voice-file]")) other.hidden = true;

    const keep = (file) => {
      const files = new DataTransfer();
      if (file) files.items.add(file);
      field.files = files.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const rest = (words, has) => {
      clearInterval(timer);
      start.hidden = false;
      start.querySelector("span").textContent = has ? "重新说" : "说一句";
      stop.hidden = true;
      drop.hidden = !has;
      told.textContent = words;
    };
    const seconds = () => Math.min(LONGEST, Math.round((Date.now() - began) / 1000));

    start.addEventListener("click", async () => {
      let heard;
      try { heard = await navigator.mediaDevices.getUserMedia({ audio: true }); }
      catch { rest("没有打开话筒。可以选一段录音，或者写下来。", field.files.length > 0); return; }
      const parts = [];
      recorder = new MediaRecorder(heard, { mimeType: kind[0], audioBitsPerSecond: 32000 });
      recorder.addEventListener("dataavailable", (event) => { if (event.data.size) parts.push(event.data); });
      recorder.addEventListener("stop", () => {
        for (const track of heard.getTracks()) track.stop();
        const file = new File(parts, `说一句.${kind[1]}`, { type: kind[0].split(";")[0] });
        keep(file);
        rest(`录好了，${seconds()} 秒。送出才会发走。`, true);
        drop.focus();
      });
      began = Date.now();
      recorder.start();
      start.hidden = true;
      drop.hidden = true;
      stop.hidden = false;
      stop.focus();
      told.textContent = `正在录，最长 ${LONGEST} 秒`;
      timer = setInterval(() => {
        stop.textContent = `说完了（${seconds()} 秒）`;
        if (Date.now() - began >= LONGEST * 1000 - 200 && recorder.state === "recording") recorder.stop();
      }, 250);
    });
    stop.addEventListener("click", () => { if (recorder?.state === "recording") recorder.stop(); });
    drop.addEventListener("click", () => { keep(null); rest("没有录音。", false); start.focus(); });
    field.form?.addEventListener("reset", () => rest("", false));
    /* Sent while it still records: the clip is finished first, and sending is pressed once more. */
    field.form?.addEventListener("submit", (event) => {
      if (recorder?.state !== "recording") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      recorder.stop();
    }, true);
  }
})();
