/** A place in space, as a dot. */

import { dotsTrace } from "../space-shapes.js";
import { columns } from "./strokes.js";

/** @param {import("./strokes.js").SpacePlace} place */
export const spot = (place) => ({ place, kind: SPOT });

export const SPOT = {
  name: "spot",

  /** @param {{place: import("./strokes.js").SpacePlace}} mark @param {import("./strokes.js").Pen} pen */
  inSpace({ place }, pen) {
    const look = { colors: pen.palette.color("point"), size: 2.8, rim: 2 };
    return [dotsTrace(/** @type {any} */ (columns([place])), look, pen)];
  },
};
