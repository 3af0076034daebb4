/** Places in space as dots of one colour, or as signs of what they are. */

import { dotsTrace } from "../space-shapes.js";
import { outlineOf } from "./glyph.js";
import { columns } from "./strokes.js";

/**
 * @typedef {import("./strokes.js").SpacePlace} SpacePlace
 * @typedef {{place: SpacePlace, kind: string}} Sign
 */

/**
 * @param {SpacePlace[]} places
 * @param {string} role
 * @param {boolean} [shines]  through what lies before them
 */
export const spots = (places, role, shines = false) => ({ places, role, shines, kind: SPOTS });

const SIZE = 1.6; // in widths of lines
const SIGN = 1.5; // in sizes of letters
const CASED = 1.45; // in sizes of the sign itself

export const SPOTS = {
  name: "spots",

  /** @param {{places: SpacePlace[], role: string, shines: boolean}} mark @param {import("./strokes.js").Pen} pen */
  inSpace({ places, role, shines }, pen) {
    const look = { colors: pen.palette.color(role), size: SIZE, rim: 1 };
    const trace = dotsTrace(/** @type {any} */ (columns(places)), look, pen);
    return [{ ...trace, meta: { ...trace.meta, shines } }];
  },
};

/** @param {Sign[]} found */
export const signs = (found) => ({ found, kind: SIGNS });

export const SIGNS = {
  name: "signs",

  /** @param {{found: Sign[]}} mark */
  covers: ({ found }) => /** @type {number[][]} */ (found.map(({ place }) => place)),

  /** @param {{found: Sign[]}} mark @param {import("./strokes.js").Pen} pen */
  inSpace({ found }, { palette }) {
    if (!found.length) return [];
    const letters = {
      type: "scatter3d",
      mode: "text",
      ...columns(found.map(({ place }) => place)),
      text: found.map(({ kind }) => outlineOf(kind).sign),
      textposition: "middle center",
      hoverinfo: "skip",
    };
    // WebGL's letters have no casing: a larger sign behind each is one, by day and by night.
    const casing = { size: CASED * SIGN * palette.fontSize, color: palette.rim };
    const ink = { size: SIGN * palette.fontSize, color: found.map(({ kind }) => palette.color(kind)) };
    return [casing, ink].map((textfont) => ({ ...letters, textfont }));
  },
};
