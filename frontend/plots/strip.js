/** The band of colours along the x axis. */

import { basinRole } from "./colour-map.js";
import { svg } from "./svg.js";

/**
 * @typedef {import("./curve-picture.js").Strip} Strip
 * @typedef {{from: number, to: number, color: number}} Part
 */

/**
 * Neighbouring cells of one colour as one part; a part ends half way between two cells.
 * @param {Strip} strip
 * @returns {Part[]}
 */
export function stripParts({ x, colors }) {
  const edge = (/** @type {number} */ k) => {
    if (k <= 0) return x[0] - half(x[0], x[1]);
    return k >= x.length ? x[x.length - 1] + half(x[x.length - 2], x[x.length - 1]) : (x[k - 1] + x[k]) / 2;
  };
  /** @type {Part[]} */
  const parts = [];
  for (let k = 0; k < x.length; k++) {
    const last = parts[parts.length - 1];
    if (last?.color === colors[k]) last.to = edge(k + 1);
    else parts.push({ from: edge(k), to: edge(k + 1), color: colors[k] });
  }
  return parts;
}

/** Half the width of a cell. @param {number | undefined} a @param {number | undefined} b */
function half(a, b) {
  return a === undefined || b === undefined ? 0 : (b - a) / 2;
}

/**
 * One path for each colour, as a basin may have hundreds of parts, and a dot where those of a colour end.
 * @param {Strip} strip
 * @param {import("./scales.js").Scale} across
 * @param {{top: number, height: number}} band  px
 * @param {import("./palette.js").Palette} palette
 */
export function stripShapes(strip, across, { top, height }, palette) {
  const [left, right] = across.range;
  const colorOf = (/** @type {number} */ label) => (label >= 0 ? palette.color(basinRole(label)) : palette.gridLine);
  /** @type {Map<number, string>} */
  const paths = new Map();
  for (const { from, to, color } of stripParts(strip)) {
    const [x, end] = [Math.max(across.toPixel(from), left), Math.min(across.toPixel(to), right)];
    if (end > x)
      paths.set(color, `${paths.get(color) ?? ""}M${x.toFixed(2)} ${top}H${end.toFixed(2)}v${height}H${x.toFixed(2)}Z`);
  }
  const dots = (strip.ends ?? [])
    .map(({ x, color }) => ({ cx: across.toPixel(x), color }))
    .filter(({ cx }) => cx >= left && cx <= right);
  return [
    ...[...paths].map(([color, d]) => svg("path", { d, class: "strip", fill: colorOf(color) })),
    ...dots.map(({ cx, color }) =>
      svg("circle", {
        cx,
        cy: top + height / 2,
        r: 0.42 * height,
        class: "strip-end",
        fill: colorOf(color),
        stroke: palette.ink,
        "stroke-width": 1.5,
      }),
    ),
  ];
}
