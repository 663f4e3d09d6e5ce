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
      const points = data.points;
      chart.setOption({
        ...common(),
        tooltip: { ...common().tooltip, trigger: "item", formatter: (p) => { const d = points[p.dataIndex]; return `${d.name}\n${data.words.index} ${d.index.toFixed(2)}\n${data.words.interval} ${d.low.toFixed(2)} – ${d.high.toFixed(2)}\n${data.words.p_best} ${(d.p_best * 100).toFixed(0)}%`; } },
        xAxis: { type: "log", logBase: 2, ...axis(""), axisLabel: { color: token("--soft"), formatter: (v) => String(+v.toFixed(3)) } },
        yAxis: { type: "category", data: points.map((p) => p.name), axisLabel: { color: token("--ink"), width: 150, overflow: "truncate" }, axisLine: { show: false }, axisTick: { show: false } },
        series: [
          { type: "custom", data: points.map((p, i) => [p.index, i, p.low, p.high]), encode: { x: [0, 2, 3], y: 1 },
            renderItem: (params, api) => {
              const p = points[params.dataIndex];
              const at = (v) => api.coord([v, api.value(1)]);
              const [x, y] = at(api.value(0)); const [low] = at(api.value(2)); const [high] = at(api.value(3));
              const fill = colour(p.platform); const opacity = p.doubtful ? 0.45 : 1;
              return { type: "group", children: [
                { type: "line", shape: { x1: low, y1: y, x2: high, y2: y }, style: { stroke: fill, lineWidth: 3, opacity, lineDash: p.doubtful ? [4, 3] : null } },
                { type: "circle", shape: { cx: x, cy: y, r: 6 }, style: { fill: p.doubtful ? token("--paper") : fill, stroke: fill, lineWidth: 2, opacity } },
              ] };
            } },
          { type: "line", data: [], markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: token("--soft"), type: "solid" }, data: [{ xAxis: 1 }] } },
        ],
      });
    },
    curves(chart, data) {
      const longest = Math.max(1, ...data.series.map((s) => s.mean.length));
      chart.setOption({
        ...common(),
        grid: { left: 8, right: 120, top: 32, bottom: 24, containLabel: true },
        tooltip: { ...common().tooltip, trigger: "axis" },
        xAxis: { type: "value", min: 0, max: longest, ...axis(data.words.age) },
        yAxis: { type: "value", ...axis(data.words.value), nameTextStyle: { color: token("--soft"), align: "left" } },
        series: data.series.flatMap((s) => [
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
      const some = data && ((data.points && data.points.length) || (data.series && data.series.length));
      if (!some || !window.echarts) continue;
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

  drawAll();
})();
