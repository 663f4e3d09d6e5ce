// Sending files: dropped or chosen, with progress, and what is wrong said where one stands.
"use strict";
(function () {
  const form = document.querySelector("form.sending");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const zone = form.querySelector(".dropzone");
  const chosen = form.querySelector(".chosen");
  const problems = form.querySelector(".problems");
  const sent = form.querySelector(".sent");
  const bar = sent.querySelector("progress");
  const words = sent.querySelector("span");
  const button = form.querySelector("button.primary");
  const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

  function complain(told) {
    problems.replaceChildren(...told.map((text) => {
      const line = document.createElement("p");
      line.className = "notice error";
      line.textContent = text;
      return line;
    }));
    sent.hidden = true;
    button.disabled = false;
  }

  function show() {
    problems.replaceChildren();
    chosen.replaceChildren(...[...input.files].map((file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name} · ${size(file.size)}`;
      return line;
    }));
    zone.classList.toggle("full", input.files.length > 0);
  }

  input.addEventListener("change", show);
  for (const kind of ["dragover", "dragenter"]) zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.remove("over"); });
  zone.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; show(); form.requestSubmit(); }
  });
  // A file that misses the zone must not replace the page.
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.disabled) return;
    const total = [...input.files].reduce((sum, file) => sum + file.size, 0);
    if (total > Number(form.dataset.most)) { complain([form.dataset.tooLarge]); return; }
    button.disabled = true;
    sent.hidden = false;
    bar.value = 0;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (moved) => {
      if (!moved.lengthComputable) return;
      bar.max = moved.total;
      bar.value = moved.loaded;
      words.textContent = moved.loaded < moved.total ? `${size(moved.loaded)} / ${size(moved.total)}` : form.dataset.reading;
    });
    request.addEventListener("load", () => {
      const answer = request.response;
      if (answer && answer.to) location.assign(answer.to);
      else if (answer && answer.problems) complain(answer.problems);
      else complain([form.dataset.lost]);
    });
    request.addEventListener("error", () => complain([form.dataset.lost]));
    request.send(new FormData(form));
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { button.disabled = false; sent.hidden = true; } });
})();
