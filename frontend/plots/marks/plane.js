/** A patch of the tangent plane. A map has no heights to show it by. */

import { onTangent } from "../tangent.js";
import { FLAT, lineTrace, nowhere } from "../space-shapes.js";

/**
 * @typedef {import("../tangent.js").Tangent} Tangent
 * @typedef {{tangent: Tangent | null}} Plane
 */

/** @param {Plane} plane */
export const plane = (plane) => ({ ...plane, kind: PLANE });

/** @satisfies {import("../picture.js").Kind} */
export const PLANE = {
  name: "plane",

  /** @param {Plane} plane @param {import("../picture.js").SpacePen} pen */
  inSpace({ tangent }, pen) {
    const places = tangent ? tangentPatch(tangent, pen.domain, pen.limits) : nowhere(pen, 4);
    const corners = { i: [0, 0], j: [1, 2], k: [2, 3] };
    const color = pen.palette.color("tangent");
    return [
      {
        type: "mesh3d",
        ...places,
        ...corners,
        color,
        opacity: 0.55,
        flatshading: true,
        lighting: FLAT,
        hoverinfo: "skip",
        meta: { isUpright: true },
      },
      lineTrace(closed(places), { role: "tangent", weight: 0.8, casing: false, isUpright: true }, pen),
    ];
  },
};

/** Its rim, which is seen where the surface hides the rest. @param {import("../geometry.js").Polyline} corners */
function closed({ x, y, z }) {
  return { x: [...x, x[0]], y: [...y, y[0]], z: [...z, z[0]] };
}

/**
 * Four corners around the place, about a quarter of the domain wide.
 * @param {Tangent} tangent
 * @param {import("../geometry.js").Domain} domain
 * @param {{low: number, high: number}} limits
 */
export function tangentPatch(tangent, domain, limits) {
  const { at, slopes } = tangent;
  let half = [(domain.x[1] - domain.x[0]) * 0.22, (domain.y[1] - domain.y[0]) * 0.22];
  const rise = Math.abs(slopes[0]) * half[0] + Math.abs(slopes[1]) * half[1];
  const room = (limits.high - limits.low) * 0.45;
  // A steep plane would leave the picture: a smaller patch shows the same slope.
  if (rise > room) half = half.map((h) => (h * room) / rise);
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([a, b]) => [at[0] + a * half[0], at[1] + b * half[1]]);
  return onTangent(tangent, corners);
}
