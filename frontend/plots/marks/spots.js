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

  /** @param {{found: Sign[]}} mark @param {import("./strokes.js").Pen} pen */
  inSpace({ found }, { palette }) {
    if (!found.length) return [];
    return [
      {
        type: "scatter3d",
        mode: "text",
        ...columns(found.map(({ place }) => place)),
        text: found.map(({ kind }) => outlineOf(kind).sign),
        textfont: { size: 1.5 * palette.fontSize, color: found.map(({ kind }) => palette.color(kind)) },
        textposition: "middle center",
        hoverinfo: "skip",
      },
    ];
  },
};
