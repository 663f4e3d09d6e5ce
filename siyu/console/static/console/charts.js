// Pictures of figures. A page names one with data-chart and the id of its data with data-data; a file of its own may
// add to `siyu.charts`. Doubt is drawn: intervals as bars, doubtful values hollow, unknown as a hatched gap.
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

  const charts = {
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
    days(chart, data) {
      chart.setOption({
        ...common(),
        grid: { left: 8, right: 24, top: 32, bottom: 8, containLabel: true },
        tooltip: { ...common().tooltip, trigger: "axis" },
        xAxis: { type: "time", ...axis(""), splitLine: { show: false }, minInterval: 86400000, axisLabel: { color: token("--soft"), hideOverlap: true, formatter: (at) => { const d = new Date(at); return `${d.getMonth() + 1}-${String(d.getDate()).padStart(2, "0")}`; } } },
        yAxis: { type: "value", ...axis(data.words.amount), nameTextStyle: { color: token("--soft"), align: "left" } },
        series: [{ name: data.words.amount, type: "bar", barMaxWidth: 16, data: data.series.map(([day, amount]) => [`${day}T00:00`, amount]), itemStyle: { color: token("--tea") } }],
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

  // Draws what is new on the page, and lets go of what has left it.
  const drawn = new Map();
  function drawAll() {
    for (const [place, chart] of drawn) if (!place.isConnected) { chart.dispose(); drawn.delete(place); }
    for (const place of document.querySelectorAll("[data-chart]")) {
      if (drawn.has(place) || !window.echarts) continue;
      const data = read(place.dataset.data);
      const lines = data && data.points ? data.points.length + (data.unknown || []).length : 0;
      if (!lines && !(data && (data.series || data.cells || []).length)) continue;
      if (lines) place.style.height = `${64 + 32 * lines}px`;
      const chart = echarts.init(place, null, { renderer: "canvas" });
      drawn.set(place, chart);
      charts[place.dataset.chart](chart, data);
    }
  }
  addEventListener("resize", () => { for (const chart of drawn.values()) chart.resize(); });
  // The theme may change while the page is open.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const [place, chart] of drawn) { chart.dispose(); drawn.delete(place); }
    drawAll();
  });
  document.addEventListener("htmx:after:swap", drawAll);
  document.addEventListener("DOMContentLoaded", drawAll);
  window.siyu = { charts, colour, token, common, axis, drawAll };
})();
