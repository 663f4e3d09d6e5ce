// The mapping answers at once: whatever is changed is kept, and the preview follows.
"use strict";
(function () {
  let asked = 0;

  // What is only meant with a button: nothing of the preview depends on it.
  function own(field) {
    return ["preset_name", "companion"].includes(field.name) || field.name.startsWith("combine-");
  }

  async function keep(form, changed) {
    const mine = ++asked;
    const body = new FormData(form);
    body.set("wish", changed === "preset" ? "preset" : "keep");
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("mapping");
    if (!fresh) { location.reload(); return; }
    for (const details of fresh.querySelectorAll("details")) details.open = details.open || Boolean(form.querySelector("details[open]"));
    // A name that a person wrote stays; one that was only proposed follows the answers.
    const before = form.elements.preset_name;
    const written = before.value !== before.defaultValue ? before.value : null;
    form.replaceChildren(...fresh.childNodes);
    if (written !== null) form.elements.preset_name.value = written;
    const same = form.elements[changed];
    if (same && same.focus) same.focus({ preventScroll: true });
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form.mapping");
    if (form && !own(event.target)) keep(form, event.target.name);
  });

  // Whoever was quicker than this script, or came back to a form the browser had kept, is answered too.
  function differs(field) {
    if (own(field) || field.type === "hidden") return false;
    if (!field.options) return "defaultValue" in field && field.value !== field.defaultValue;
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  }

  for (const form of document.querySelectorAll("form.mapping")) {
    const changed = [...form.elements].find(differs);
    if (changed) keep(form, changed.name);
  }

  // Pressed twice is meant once.
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("form.mapping")) return;
    asked += 1;
    setTimeout(() => { for (const button of event.target.querySelectorAll("button")) button.disabled = true; });
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
