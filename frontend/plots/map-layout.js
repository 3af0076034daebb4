/** Axes of a map, as Plotly is told about them. Pure functions. */

import { mapTicks, roomAt } from "./frame.js";
import { NUMBER } from "./palette.js";
import { axisTitle, plotlyTicks } from "./plotly-text.js";

/**
 * @typedef {import("./geometry.js").Domain} Domain
 * @typedef {{frame: import("./frame.js").Frame, palette: import("./palette.js").Palette}} Pen
 */

/**
 * Axes and colours of what Plotly draws.
 * @param {Domain} domain
 * @param {{x: string, y: string}} names
 * @param {Pen} pen
 */
export function mapLayout(domain, names, pen) {
  const { palette } = pen;
  const axis = (/** @type {string} */ title, /** @type {import("./scales.js").Ticks} */ numbers) => ({
    title: {
      text: axisTitle(title, numbers.note),
      font: { size: palette.fontSize * 1.15, color: palette.ink },
      standoff: 6,
    },
    ...plotlyTicks(numbers.ticks),
    tickangle: 0,
    tickfont: { size: NUMBER * palette.fontSize, color: palette.inkSoft },
    showgrid: false,
    zeroline: false,
    ticks: "outside",
    ticklen: 4,
    tickcolor: palette.inkSoft,
  });
  return {
    xaxis: { ...axis(names.x, numbersAt("x", domain.x, pen)), range: domain.x },
    yaxis: { ...axis(names.y, numbersAt("y", domain.y, pen)), range: domain.y },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: palette.fontFamily, color: palette.ink },
    hovermode: false,
    showlegend: false,
  };
}

/**
 * What another part of the plane changes in Plotly's layout.
 * @param {Domain} view
 * @param {{x: string, y: string}} names
 * @param {Pen} pen
 */
export function mapRanges({ x, y }, names, pen) {
  const changes = (/** @type {"x" | "y"} */ side, /** @type {[number, number]} */ range) => {
    const numbers = numbersAt(side, range, pen);
    const { tickvals, ticktext } = plotlyTicks(numbers.ticks);
    return {
      [`${side}axis.range`]: range,
      [`${side}axis.tickvals`]: tickvals,
      [`${side}axis.ticktext`]: ticktext,
      [`${side}axis.title.text`]: axisTitle(names[side], numbers.note),
    };
  };
  return { ...changes("x", x), ...changes("y", y) };
}

/** @param {"x" | "y"} side @param {[number, number]} range @param {Pen} pen */
function numbersAt(side, range, { frame, palette }) {
  return mapTicks(range, roomAt(frame, palette.fontSize)[side]);
}
