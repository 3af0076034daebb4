/** A piece of a plane in space, by its four corners. */

import { FLAT } from "../space-shapes.js";
import { columns } from "./strokes.js";

/** @typedef {import("./strokes.js").SpacePlace} SpacePlace */

/** @param {SpacePlace[]} corners */
export const patch = (corners) => ({ corners, kind: PATCH });

export const PATCH = {
  name: "patch",

  /** @param {{corners: SpacePlace[]}} mark @param {import("./strokes.js").Pen} pen */
  inSpace({ corners }, { palette }) {
    const triangles = { i: [0, 0], j: [1, 2], k: [2, 3] };
    const look = { color: palette.color("tangent"), opacity: 0.45, flatshading: true, lighting: FLAT };
    return [{ type: "mesh3d", ...columns(corners), ...triangles, ...look, hoverinfo: "skip" }];
  },
};
