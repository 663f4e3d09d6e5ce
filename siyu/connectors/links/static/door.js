// Copies words for the visitor, and says that it did. Without this script they can be marked by hand.
"use strict";
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const words = document.getElementById(button.dataset.copy);
  words.focus();
  words.select();
  let copied = false;
  try {
    await navigator.clipboard.writeText(words.value);
    copied = true;
  } catch {
    copied = document.execCommand("copy");
  }
  if (copied) button.textContent = button.dataset.done;
});
