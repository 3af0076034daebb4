/** Which colour of the strip under the curve leads where. */

import { html } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";
import { basinRole } from "../../plots/colour-map.js";
import { GLYPHS } from "../../plots/marks/glyph.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {{label: number, text: string}} Entry  label -1: no place that starts lead to
 */

const MOST = 12; // places that are named: as many as there are colours

export class BasinsLegend {
  constructor() {
    this.list = html("ul", { class: "legend line-legend" });
    this.element = html("div", { class: "strip-legend", hidden: true }, [
      html("span", {}, ["The strip shows where each start leads:"]),
      this.list,
    ]);
  }

  /**
   * It has its place before the answer comes, so that nothing below it moves.
   * @param {Pick<Scene, "state" | "answers">} scene
   */
  show({ state, answers: { basins, meaning } }) {
    this.element.hidden = !state.show.basins;
    if (this.drawnFrom === basins) return;
    this.drawnFrom = basins;
    const entries = basins ? entriesOf(basins, meaning?.variables[0] ?? "x") : [];
    this.list.replaceChildren(...entries.map(({ label, text }) => html("li", {}, [swatch(label), text])));
  }
}

/** @param {number} label */
function swatch(label) {
  if (label < 0) return html("span", { class: "swatch none" });
  return html("span", { class: "swatch", style: `background: var(--color-${basinRole(label)})` });
}

/**
 * Where starts lead to, and how many of them.
 * @param {{labels: number[], attractors: {kind: string, point: number[]}[]}} basins
 * @param {string} variable
 * @returns {Entry[]}
 */
export function entriesOf({ labels, attractors }, variable) {
  const glyph = (/** @type {string} */ kind) => GLYPHS[/** @type {keyof typeof GLYPHS} */ (kind)] ?? "○";
  const places = attractors.slice(0, MOST).map(({ kind, point }, label) => ({
    label,
    text: `${glyph(kind)} ${kind} at ${variable} = ${formatNumber(point[0])} (${shareOf(labels, label)})`,
  }));
  const more = attractors.length - places.length;
  const lost = labels.some((label) => label < 0);
  return [
    ...places,
    ...(more > 0 ? [{ label: -1, text: `${more} more, in the same colours again` }] : []),
    ...(lost ? [{ label: -1, text: `no end within the steps (${shareOf(labels, -1)})` }] : []),
  ];
}

/** @param {number[]} labels @param {number} wanted  a label; all below 0 are one */
function shareOf(labels, wanted) {
  const count = labels.filter((label) => Math.max(label, -1) === wanted).length;
  const percent = (100 * count) / labels.length;
  return percent > 0 && percent < 0.5 ? "under 1 %" : `${Math.round(percent)} %`;
}
