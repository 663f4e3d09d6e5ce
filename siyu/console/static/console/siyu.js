// The little that the console's pages do by themselves: charts, keyboard, dropping files, asking before danger.
"use strict";
(function () {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();
  const PLATFORM = {
    tencent: "#2f7d4f", alibaba: "#c66a1b", bytedance: "#37474f", baidu: "#3358b8", xiaohongshu: "#b8323f",
    bilibili: "#2b8fb3", kuaishou: "#b07f12", jd: "#96313a", weibo: "#a5562a", offline: "#6d6a5f",
    referral: "#7a4f9a", own: "#4d7d7d", other: "#7d7d7d", unknown: "#999999",
  };
  const colour = (platform) => PLATFORM[platform] || token("--tea");

  function read(id) {
    const element = document.getElementById(id);
    return element ? JSON.parse(element.textContent) : null;
  }

  const common = () => ({
    animation: false,
    textStyle: { fontFamily: token("--sans"), color: token("--ink") },
    tooltip: { renderMode: "richText", confine: true, backgroundColor: token("--sheet"), borderColor: token("--line"), textStyle: { color: token("--ink") } },
    grid: { left: 8, right: 24, top: 24, bottom: 8, containLabel: true },
  });
  const axis = (name) => ({
    name, nameTextStyle: { color: token("--soft"), align: "right" }, nameLocation: "end",
    axisLabel: { color: token("--soft") }, splitLine: { lineStyle: { color: token("--line") } }, axisLine: { lineStyle: { color: token("--line") } },
  });

  const draw = {
    depressions(chart, data) {
      // Unknown rows stand below as hatched gaps with the reason, never as a point.
      const narrow = chart.getWidth() < 560;
      const lines = [...data.unknown.map((u) => ({ ...u, none: true })), ...data.points];
      const told = (d) => `${d.index.toFixed(2)}  (${d.low.toFixed(2)} – ${d.high.toFixed(2)})`;
      const hatch = (x, y, width, height) => {
        const children = [{ type: "rect", shape: { x, y, width, height }, style: { fill: "transparent", stroke: token("--line") } }];
        for (let at = 6; at < width; at += 8) children.push({ type: "line", shape: { x1: x + at - 6, y1: y + height, x2: x + at, y2: y }, style: { stroke: token("--bar"), lineWidth: 1 } });
        return children;
      };
      const ends = [1, ...data.points.flatMap((p) => [p.low, p.high])];
      const power = (v, round) => 2 ** round(Math.log2(v));
      chart.setOption({
        ...common(),
        grid: { left: 8, right: narrow ? 16 : 180, top: 24, bottom: 8, containLabel: true },
        tooltip: { ...common().tooltip, trigger: "item", formatter: (p) => { const d = lines[p.dataIndex]; return d.none ? `${d.name}\n${data.words.unknown}: ${d.reason}` : `${d.name}\n${data.words.index} ${d.index.toFixed(2)}\n${data.words.interval} ${d.low.toFixed(2)} – ${d.high.toFixed(2)}\n${data.words.p_best} ${(d.p_best * 100).toFixed(0)}%`; } },
        xAxis: { type: "log", logBase: 2, min: power(Math.min(...ends), Math.floor), max: power(Math.max(...ends), Math.ceil) * (ends.length > 1 ? 1 : 2), ...axis(""), axisLabel: { color: token("--soft"), formatter: (v) => String(+v.toFixed(3)) } },
        yAxis: { type: "category", data: lines.map((p) => p.name), axisLabel: { color: token("--ink"), width: narrow ? 90 : 170, overflow: "truncate" }, axisLine: { show: false }, axisTick: { show: false } },
        series: [
          { type: "custom", data: lines.map((p, i) => (p.none ? [1, i, 1, 1] : [p.index, i, p.low, p.high])), encode: { x: [0, 2, 3], y: 1 },
            renderItem: (params, api) => {
              const p = lines[params.dataIndex]; const area = params.coordSys;
              const at = (v) => api.coord([v, api.value(1)]);
              const [x, y] = at(api.value(0));
              if (p.none) {
                const words = { type: "text", style: { text: `${data.words.unknown}: ${p.reason.length > 48 || narrow && p.reason.length > 16 ? `${p.reason.slice(0, narrow ? 15 : 47)}…` : p.reason}`, x: area.x + 12, y, verticalAlign: "middle", fill: token("--soft"), font: `12px ${token("--sans")}`, backgroundColor: token("--paper"), padding: [2, 6] } };
                return { type: "group", children: [...hatch(area.x, y - 8, area.width, 16), words] };
              }
              const [low] = at(api.value(2)); const [high] = at(api.value(3));
              const fill = colour(p.platform); const opacity = p.doubtful ? 0.55 : 1;
              const children = [
                { type: "line", shape: { x1: low, y1: y, x2: high, y2: y }, style: { stroke: fill, lineWidth: 3, opacity, lineDash: p.doubtful ? [4, 3] : null } },
                { type: "circle", shape: { cx: x, cy: y, r: 6 }, style: { fill: p.doubtful ? token("--paper") : fill, stroke: fill, lineWidth: 2 } },
              ];
              if (!narrow) children.push({ type: "text", style: { text: `${told(p)}  ${data.words.best.replace("{}", `${(p.p_best * 100).toFixed(0)}%`)}`, x: area.x + area.width + 12, y, verticalAlign: "middle", fill: p.doubtful ? token("--soft") : token("--ink"), font: `12px ${token("--sans")}` } });
              return { type: "group", children };
            } },
          { type: "line", data: [], markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: token("--soft"), type: "solid" }, data: [{ xAxis: 1 }] } },
        ],
      });
    },
    curves(chart, data) {
      const longest = Math.max(1, ...data.series.map((s) => s.mean.length));
      const highest = Math.max(...data.series.flatMap((s) => [...s.mean, s.cost || 0, ...s.bands.map((band) => band[2])]));
      const least = Math.min(0, ...data.series.flatMap((s) => [...s.mean, ...s.bands.map((band) => band[1])]));
      chart.setOption({
        ...common(),
        grid: { left: 8, right: 120, top: 32, bottom: 24, containLabel: true },
        tooltip: { ...common().tooltip, trigger: "axis" },
        xAxis: { type: "value", min: 0, max: longest, ...axis(data.words.age) },
        yAxis: { type: "value", min: Math.floor(least / 50) * 50, max: Math.ceil(highest / 50) * 50, ...axis(data.words.value), nameTextStyle: { color: token("--soft"), align: "left" } },
        series: data.series.flatMap((s) => [
          { type: "custom", silent: true, tooltip: { show: false }, data: s.bands, renderItem: (params, api) => {
            const [x, low] = api.coord([api.value(0), api.value(1)]); const [, high] = api.coord([api.value(0), api.value(2)]);
            const style = { stroke: colour(s.platform), lineWidth: 2, opacity: 0.5 };
            return { type: "group", children: [
              { type: "line", shape: { x1: x, y1: low, x2: x, y2: high }, style },
              { type: "line", shape: { x1: x - 4, y1: low, x2: x + 4, y2: low }, style }, { type: "line", shape: { x1: x - 4, y1: high, x2: x + 4, y2: high }, style },
            ] };
          } },
          { name: s.name, type: "line", showSymbol: false, step: "end", data: s.mean.map((v, a) => [a, v]), lineStyle: { color: colour(s.platform), width: 2 }, itemStyle: { color: colour(s.platform) }, endLabel: { show: true, formatter: s.name, color: colour(s.platform), width: 110, overflow: "truncate" },
            markPoint: s.payback === null ? undefined : { symbol: "circle", symbolSize: 9, data: [{ coord: [s.payback, s.mean[s.payback]] }], itemStyle: { color: colour(s.platform) } },
            markLine: s.cost === null ? undefined : { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colour(s.platform), type: "dotted" }, data: [{ yAxis: s.cost }] } },
        ]),
      });
    },
    levelling(chart, data) {
      chart.setOption({
        ...common(),
        grid: { left: 8, right: 120, top: 32, bottom: 8, containLabel: true },
        tooltip: { ...common().tooltip, trigger: "axis" },
        xAxis: { type: "category", data: data.weeks, ...axis("") },
        yAxis: [{ type: "value", min: 0, ...axis(data.words.price), nameTextStyle: { color: token("--soft"), align: "left" } }],
        series: data.series.map((s) => ({ name: s.name, type: "line", connectNulls: false, data: s.values, lineStyle: { color: colour(s.platform) }, itemStyle: { color: colour(s.platform) }, endLabel: { show: true, formatter: s.name, color: colour(s.platform), width: 110, overflow: "truncate" } })),
      });
    },
  };

  function drawAll() {
    for (const place of document.querySelectorAll("[data-chart]")) {
      const data = read(place.dataset.data);
      const lines = data && data.points ? data.points.length + data.unknown.length : 0;
      const some = lines || (data && data.series && data.series.length);
      if (!some || !window.echarts) continue;
      if (lines) place.style.height = `${64 + 32 * lines}px`;
      const chart = echarts.init(place, null, { renderer: "canvas" });
      draw[place.dataset.chart](chart, data);
      window.addEventListener("resize", () => chart.resize());
    }
  }

  // `/` searches people, `g` then a letter goes to a page, Esc closes.
  let going = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape") { document.querySelectorAll("details[open]").forEach((d) => { d.open = false; }); if (typing) typing.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); const find = document.querySelector(".find input"); if (find) find.focus(); return; }
    if (going) {
      going = false;
      const link = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
      if (link) link.click();
    } else if (event.key === "g") { going = true; setTimeout(() => { going = false; }, 1500); }
  });

  for (const zone of document.querySelectorAll(".drop")) {
    const input = zone.querySelector("input[type=file]");
    const name = zone.querySelector("[data-file-name]");
    const show = () => { if (name && input.files.length) name.textContent = input.files[0].name; };
    input.addEventListener("change", show);
    for (const kind of ["dragover", "dragenter"]) zone.addEventListener(kind, (e) => { e.preventDefault(); zone.classList.add("over"); });
    for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, (e) => { e.preventDefault(); zone.classList.remove("over"); });
    zone.addEventListener("drop", (e) => { if (e.dataTransfer.files.length) { input.files = e.dataTransfer.files; show(); } });
    // Sending shows its progress: the form goes by XMLHttpRequest, the answer's address is opened.
    const form = zone.closest("form");
    const bar = form.querySelector("progress");
    form.addEventListener("submit", (event) => {
      if (!input.files.length) return;
      event.preventDefault();
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.upload.addEventListener("progress", (e) => { if (bar && e.lengthComputable) { bar.hidden = false; bar.max = e.total; bar.value = e.loaded; } });
      request.addEventListener("load", () => { location.assign(request.responseURL || form.action); });
      request.addEventListener("error", () => form.submit());
      request.send(new FormData(form));
    });
  }

  for (const form of document.querySelectorAll("form[data-ask]")) {
    form.addEventListener("submit", (event) => { if (!window.confirm(form.dataset.ask)) event.preventDefault(); });
  }

  // Tables sort by their heading; unknown values stay at the end.
  for (const head of document.querySelectorAll("table.sorts th")) {
    const button = document.createElement("button");
    button.type = "button"; button.className = "plain"; button.textContent = head.textContent; head.textContent = ""; head.append(button);
    button.addEventListener("click", () => {
      const table = head.closest("table"); const at = [...head.parentNode.children].indexOf(head);
      const down = head.getAttribute("aria-sort") !== "descending";
      for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const body = table.tBodies[0]; const value = (row) => row.cells[at].dataset.value ?? row.cells[at].textContent.trim();
      const rows = [...body.rows].filter((row) => !row.classList.contains("total"));
      rows.sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        if (x === "" || y === "") return (x === "") - (y === "");
        const numbers = !Number.isNaN(+x) && !Number.isNaN(+y);
        const order = numbers ? +x - +y : x.localeCompare(y);
        return down ? -order : order;
      });
      body.prepend(...rows);
    });
  }

  // A listing follows what is typed and chosen; what is empty stays out of the address.
  let typed = 0;
  const filter = (event) => { const form = event.target.closest(".listing form"); if (form) form.requestSubmit(); };
  document.addEventListener("change", (event) => { if (event.target.matches("select")) filter(event); });
  document.addEventListener("input", (event) => { if (event.target.matches("[type=search]")) { clearTimeout(typed); typed = setTimeout(filter, 300, event); } });
  document.addEventListener("htmx:config:request", (event) => {
    const { method, body } = event.detail.ctx.request;
    if (method === "GET" && body) for (const name of [...body.keys()]) if (!body.get(name)) body.delete(name);
  });

  // A filter keeps the page where it is; whoever waits sees it.
  const KEPT = `stay:${location.pathname}`;
  const busy = () => setTimeout(() => { document.body.dataset.busy = ""; }, 150);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.origin !== location.origin || link.hasAttribute("download") || link.pathname.startsWith("/export")) return;
    if (link.closest(".bar") && link.pathname === location.pathname && !link.hash) sessionStorage.setItem(KEPT, String(scrollY));
    if (link.pathname !== location.pathname || link.search !== location.search) busy();
  });
  document.addEventListener("submit", (event) => { if (event.target.method === "get") busy(); });
  addEventListener("pageshow", () => { delete document.body.dataset.busy; });
  const kept = sessionStorage.getItem(KEPT);
  if (kept !== null) { sessionStorage.removeItem(KEPT); scrollTo(0, +kept); }

  drawAll();
})();
