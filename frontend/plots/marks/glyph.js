/**
 * The signs of critical and inflection points, the same in every view, text and table. One of them has a colour of its
 * own where tokens.css has one of its name; else it is in ink.
 */

import { placeData } from "../map-shapes.js";
import { svg } from "../svg.js";

/**
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {keyof typeof LOOKS} GlyphKind
 * @typedef {{point: number[], value: number, kind: GlyphKind}} Found
 * @typedef {object} Look
 * @property {string} sign  in texts
 * @property {(x: number, y: number, r: number) => string} outline  around (x, y), r px wide to each side
 * @property {boolean} [isLines]  with nothing to fill
 */

/** @satisfies {Record<string, Look>} */
const LOOKS = {
  minimum: { sign: "▼", outline: (x, y, r) => `M${x - r} ${y - 0.75 * r}H${x + r}L${x} ${y + r}Z` },
  maximum: { sign: "▲", outline: (x, y, r) => `M${x - r} ${y + 0.75 * r}H${x + r}L${x} ${y - r}Z` },
  saddle: {
    sign: "✕",
    outline: (x, y, r) =>
      `M${x - 0.8 * r} ${y - 0.8 * r}L${x + 0.8 * r} ${y + 0.8 * r}M${x - 0.8 * r} ${y + 0.8 * r}` +
      `L${x + 0.8 * r} ${y - 0.8 * r}`,
    isLines: true,
  },
  // A disk with its right half cut out, all but the rim: the inner arc runs the other way round.
  inflection: {
    sign: "◐",
    outline: (x, y, r) =>
      `M${x} ${y - r}A${r} ${r} 0 0 0 ${x} ${y + r}A${r} ${r} 0 0 0 ${x} ${y - r}ZM${x} ${y - 0.75 * r}A${0.75 * r} ` +
      `${0.75 * r} 0 0 1 ${x} ${y + 0.75 * r}Z`,
  },
  undecided: { sign: "◆", outline: (x, y, r) => `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z` },
};

const KINDS = /** @type {GlyphKind[]} */ (Object.keys(LOOKS));

/** How a kind of point is drawn; a kind without a sign of its own is undecided. @param {string} kind @returns {Look} */
export const outlineOf = (kind) => LOOKS[/** @type {GlyphKind} */ (kind)] ?? LOOKS.undecided;

/** Signs in texts and tables. */
export const GLYPHS = /** @type {Record<GlyphKind, string>} */ (
  Object.fromEntries(KINDS.map((kind) => [kind, LOOKS[kind].sign]))
);

/** @param {Found[]} found */
export const glyphs = (found) => ({ found, kind: GLYPH });

/** @satisfies {import("../picture.js").Kind} */
export const GLYPH = {
  name: "glyphs",

  /** @param {{found: Found[]}} mark @param {import("../picture.js").SpacePen} pen */
  inSpace({ found }, { limits, palette }) {
    if (!found.length) return [];
    // Above the surface, which would swallow the lower half of a glyph.
    const lift = 0.03 * (limits.high - limits.low);
    return [
      {
        type: "scatter3d",
        mode: "text",
        x: found.map(({ point }) => point[0]),
        y: found.map(({ point }) => point[1]),
        z: found.map(({ value }) => value + lift),
        text: found.map(({ kind }) => GLYPHS[kind]),
        textfont: {
          size: palette.fontSize * 1.6,
          color: found.map(({ kind }) => palette.color(kind)),
          weight: 700,
        },
        textposition: "middle center",
        hoverinfo: "skip",
        meta: { isPinned: true },
      },
    ];
  },

  /**
   * With a casing, which WebGL's letters do not have.
   * @param {{found: Found[]}} mark
   * @returns {import("../picture.js").Pin[]}
   */
  pins({ found }) {
    return found.map(({ point, value, kind }) => ({
      place: [point[0], point[1]],
      value,
      look: kind,
      shapes: (palette) => [glyphShape(kind, [0, 0], palette)],
    }));
  },

  /** @param {{found: Found[]}} mark @param {import("../picture.js").MapPen} pen */
  onMap({ found }, pen) {
    return found.map((each) => cased(each, pen));
  },
};

/** @param {Found} found @param {import("../picture.js").MapPen} pen */
function cased({ point, kind }, { palette, toPixel }) {
  return glyphShape(kind, toPixel(point), palette, placeData(point));
}

/**
 * @param {GlyphKind} kind
 * @param {[number, number]} pixel
 * @param {Palette} palette
 * @param {Record<string, number>} [attributes]
 */
function glyphShape(kind, pixel, palette, attributes = {}) {
  const { outline, isLines = false } = /** @type {Look} */ (LOOKS[kind]);
  const color = palette.color(kind);
  const shape = {
    d: outline(...pixel, palette.lineWidth * 2.4),
    fill: isLines ? "none" : color,
    "stroke-linejoin": "round",
    "stroke-linecap": "round",
  };
  return svg("g", { class: `critical ${kind}`, ...attributes }, [
    svg("path", { ...shape, stroke: palette.rim, "stroke-width": isLines ? 6 : 3.5 }),
    svg("path", { ...shape, stroke: color, "stroke-width": isLines ? 2.6 : 0.5 }),
  ]);
}

/**
 * On a curve, where a thin casing is enough.
 * @param {GlyphKind} kind
 * @param {[number, number]} pixel
 * @param {string} role
 * @param {Palette} palette
 */
export function glyphOnCurve(kind, [x, y], role, palette) {
  const { outline, isLines = false } = /** @type {Look} */ (LOOKS[kind]);
  const color = palette.color(role);
  return svg("path", {
    class: `${role} ${kind}`,
    d: outline(x, y, palette.lineWidth * 2.6),
    fill: isLines ? "none" : color,
    stroke: isLines ? color : palette.rim,
    "stroke-width": isLines ? palette.lineWidth : 2.5,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
  });
}
