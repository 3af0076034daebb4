/** A circle of the plane, on the map: how far a step may go. */

import { casedLine } from "../map-shapes.js";

/** @typedef {{center: import("../picture.js").Place, radius: number, role: string}} Ring */

const PARTS = 72;

/** @param {Ring} ring */
export const ring = (ring) => ({ ...ring, kind: RING });

/** @satisfies {import("../picture.js").Kind} */
export const RING = {
  name: "ring",

  /** @param {Ring} ring @param {import("../picture.js").MapPen} pen */
  onMap({ center, radius, role }, pen) {
    const places = Array.from({ length: PARTS + 1 }, (_, k) => {
      const angle = (2 * Math.PI * k) / PARTS;
      return [center[0] + radius * Math.cos(angle), center[1] + radius * Math.sin(angle)];
    });
    return [casedLine(places.map(pen.toPixel), { role, weight: 0.8, dashes: "5 4" }, pen)];
  },
};
