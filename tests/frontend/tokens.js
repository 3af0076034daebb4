/** The colours of styles/tokens.css, by day and by night, as the page and its pictures read them. */

import { readFileSync } from "node:fs";
import { GLYPHS } from "../../frontend/plots/marks/glyph.js";
import { paletteOf } from "../../frontend/plots/palette.js";

const SHEET = readFileSync(new URL("../../frontend/styles/tokens.css", import.meta.url), "utf8");
export const THEMES = /** @type {const} */ (["light", "dark"]);

/** Each custom property's value; the first block that has one is that of the plain page. */
const VALUES = new Map(
  [...SHEET.matchAll(/(--[\w-]+):\s*([^;]+);/g)].reverse().map(([, name, value]) => [name, value.trim()]),
);

/** Names of colours: "tangent", "run-1", ... */
export const ROLES = [...VALUES.keys()].flatMap((name) => name.match(/^--color-(.+?)$/)?.[1] ?? []).reverse();
export const RUNS = ROLES.filter((role) => role.startsWith("run-"));
export const BASINS = ROLES.filter((role) => role.startsWith("basin-"));
/** Kinds of points that have a colour of their own. */
export const SIGNS = ROLES.filter((role) => role in GLYPHS);
export const CONCEPTS = ROLES.filter((role) => !/^(run|basin)-|-text$/.test(role) && !(role in GLYPHS));

/** @param {string} name of a custom property @param {"light" | "dark"} theme */
export function token(name, theme) {
  const value = VALUES.get(name);
  const [, day, night] = value?.match(/^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/) ?? [];
  return day === undefined ? value : theme === "light" ? day : night;
}

/** @param {"light" | "dark"} theme */
export function palette(theme = "light") {
  const color = (/** @type {string[]} */ names) =>
    names.map((name) => token(name, theme)).find((value) => value !== undefined) ?? "";
  return paletteOf({
    color,
    mark: color,
    number: (name) => Number.parseFloat(token(name, theme) ?? ""),
    fontFamily: "sans-serif",
  });
}
