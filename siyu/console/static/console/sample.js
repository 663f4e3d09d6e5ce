// Waits for the sample, or for the way back: the console changes its database, and answers again in a moment.
"use strict";
(function () {
  const waiting = document.querySelector(".waiting");
  if (!waiting) return;
  const bar = waiting.querySelector("progress");
  const doing = waiting.querySelector(".doing");
  const leaving = waiting.dataset.leaving === "1";

  async function look() {
    try {
      const answer = await fetch("/sample/progress", { headers: { Accept: "application/json" }, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      const now = await answer.json();
      if (leaving ? !now.shown : now.shown) { location.replace("/"); return; }
      if (!leaving && !now.wanted) { location.replace("/sample"); return; }
      if (now.share !== null) { bar.value = now.share; doing.textContent = now.doing; }
    } catch {
      bar.removeAttribute("value");
      doing.textContent = doing.dataset.switching;
    }
    setTimeout(look, 700);
  }
  setTimeout(look, 700);
})();
