/** The data_visualization block: bars and lines, each with its values beside it. */

import { h } from "./dom.js";

const WIDTH = 640;
const HEIGHT = 190;
const TOP = 18;
const BELOW = 24;
// Okabe and Ito's colours, which colour-blind people tell apart, without those that are faint on white or on black.
const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"];

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const written = (value) => value.toLocaleString("en");

function text(x, y, words, anchor = "middle") {
  return svg("text", { x, y, "text-anchor": anchor, class: "chart-text" }, words);
}

function bars(series, categories, height) {
  const group = WIDTH / categories.length;
  const width = Math.min(46, (group * 0.8) / series.length);
  return series.flatMap((one, which) =>
    one.data.map(({ value }, at) => {
      const x = group * at + group / 2 + (which - series.length / 2) * width;
      const tall = Math.max(1, height(value));
      const y = TOP + HEIGHT - tall;
      return svg(
        "g",
        {},
        svg("rect", { x: x + 1, y, width: width - 2, height: tall, rx: 2, fill: COLOURS[which % 6] }),
        text(x + width / 2, y - 4, written(value)),
      );
    }),
  );
}

function lines(series, categories, height) {
  const group = WIDTH / categories.length;
  return series.flatMap((one, which) => {
    const colour = COLOURS[which % 6];
    const points = one.data.map(({ value }, at) => [group * (at + 0.5), TOP + HEIGHT - height(value)]);
    return [
      svg("polyline", { points: points.join(" "), fill: "none", stroke: colour, "stroke-width": 2.5 }),
      ...points.map(([cx, cy]) => svg("circle", { cx, cy, r: 3.5, fill: colour })),
      ...points.map(([x, y], at) => text(x, y - 7, written(one.data[at].value))),
    ];
  });
}

function legend(series) {
  return h(
    "div",
    { class: "chart-legend" },
    series.map((one, which) =>
      h("span", {}, h("i", { class: "chart-key", style: `background: ${COLOURS[which % 6]}` }), one.name),
    ),
  );
}

/** A chart block; a kind that is not drawn here is null. */
export function chart(block) {
  const { type, series, axis_config: axis } = block.chart;
  if (!["bar", "line", "area"].includes(type)) return null;
  const most = Math.max(...series.flatMap((one) => one.data.map((point) => point.value)), 1);
  const height = (value) => (HEIGHT * Math.max(value, 0)) / most;
  const categories = axis?.categories ?? series[0].data.map((point) => point.label);
  const told = series.map((one) => `${one.name}: ${one.data.map((p) => `${p.label} ${p.value}`).join(", ")}`);
  const group = WIDTH / categories.length;
  return h(
    "figure",
    { class: "block chart", "data-testid": "chart" },
    h("figcaption", {}, block.title),
    svg(
      "svg",
      {
        viewBox: `0 0 ${WIDTH} ${TOP + HEIGHT + BELOW}`,
        role: "img",
        "aria-label": `${block.title}. ${told.join("; ")}`,
      },
      svg("line", { x1: 0, x2: WIDTH, y1: TOP + HEIGHT, y2: TOP + HEIGHT, class: "chart-axis" }),
      ...(type === "bar" ? bars : lines)(series, categories, height),
      ...categories.map((label, at) => text(group * (at + 0.5), TOP + HEIGHT + 17, label)),
    ),
    series.length > 1 && legend(series),
  );
}
