/** Texts and ticks as Plotly is given them. Pure functions. */

import { t } from "../core/texts.js";

/** It reads <b> and the like in titles: a name is only ever itself. @param {string} text */
export function plainText(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The title of an axis. @param {string} name @param {string} note  on how to read its numbers */
export function axisTitle(name, note) {
  const title = plainText(t(name));
  return note ? `${title} (${note})` : title;
}

/** In place of its own numbers, which say 1n and 2T. @param {import("./scales.js").Tick[]} ticks */
export function plotlyTicks(ticks) {
  return { tickmode: "array", tickvals: ticks.map(({ value }) => value), ticktext: ticks.map(({ text }) => text) };
}
