// The little that every page does by itself: the keyboard, asking before danger, following a filter, saying it works.
"use strict";
(function () {
  // `/` searches people, `g` then a letter goes to a page, Esc closes.
  let going = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape") { document.querySelectorAll("details[open]").forEach((d) => { d.open = false; }); if (typing) typing.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); const find = document.querySelector(".find input"); if (find) find.focus(); return; }
    if (going) {
      going = false;
      const link = document.querySelector(`#menu a[data-key="${CSS.escape(event.key)}"]`);
      if (link) link.click();
    } else if (event.key === "g") { going = true; setTimeout(() => { going = false; }, 1500); }
  });

  document.addEventListener("submit", (event) => {
    const asked = event.target.dataset.ask;
    if (asked && !window.confirm(asked)) event.preventDefault();
  }, true);

  // A listing follows what is typed and chosen; what is empty stays out of the address.
  let typed = 0;
  const filter = (event) => { const form = event.target.closest(".listing form"); if (form) form.requestSubmit(); };
  document.addEventListener("change", (event) => { if (event.target.matches("select")) filter(event); });
  document.addEventListener("input", (event) => { if (event.target.matches("[type=search]")) { clearTimeout(typed); typed = setTimeout(filter, 300, event); } });
  document.addEventListener("htmx:config:request", (event) => {
    const { method, body } = event.detail.ctx.request;
    if (method === "GET" && body) for (const name of [...body.keys()]) if (!body.get(name)) body.delete(name);
  });

  // Whoever waits sees it, and hears it.
  let waiting = 0;
  const say = (text) => { const place = document.querySelector(".working"); if (place) place.textContent = text; };
  const busy = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { document.body.dataset.busy = ""; say(document.querySelector(".working")?.dataset.say || ""); }, 200);
  };
  const rest = () => { clearTimeout(waiting); delete document.body.dataset.busy; say(""); };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented && !link.hasAttribute("data-htmx-powered") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.origin !== location.origin || link.hasAttribute("download") || link.pathname.startsWith("/export")) return;
    if (link.pathname !== location.pathname || link.search !== location.search) busy();
  });
  document.addEventListener("submit", (event) => { if (event.target.method === "get") busy(); });
  document.addEventListener("htmx:before:request", busy);
  document.addEventListener("htmx:finally:request", rest);
  addEventListener("pageshow", rest);

  // On a phone the menu is wider than the screen: where one is stands in sight.
  function wake() {
    const here = document.querySelector("#menu [aria-current]");
    if (here) here.parentNode.scrollLeft = here.offsetLeft - here.parentNode.offsetLeft - 48;
  }
  document.addEventListener("htmx:after:swap", wake);
  wake();
})();
