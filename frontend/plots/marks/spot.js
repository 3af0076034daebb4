/** A place in space, as a dot. */

import { dotsTrace } from "../space-shapes.js";
import { columns } from "./strokes.js";

/**
 * @param {import("./strokes.js").SpacePlace} place
 * @param {boolean} [shines]  through what lies before it
 */
export const spot = (place, shines = false) => ({ place, shines, kind: SPOT });

export const SPOT = {
  name: "spot",

  /** @param {{place: import("./strokes.js").SpacePlace}} mark */
  covers: ({ place }) => /** @type {number[][]} */ ([place]),

  /**
   * @param {{place: import("./strokes.js").SpacePlace, shines: boolean}} mark
   * @param {import("./strokes.js").Pen} pen
   */
  inSpace({ place, shines }, pen) {
    const look = { colors: pen.palette.color("point"), size: 2.8, rim: 2 };
    const trace = dotsTrace(/** @type {any} */ (columns([place])), look, pen);
    return [shines ? { ...trace, meta: { ...trace.meta, shines } } : trace];
  },
};
