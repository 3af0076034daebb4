/** The slope along one axis: a straight piece in the tangent plane. A map has no heights to show it by. */

import { lineTrace, nowhere } from "../space-shapes.js";
import { barInPlane } from "./bar.js";

/** @typedef {{along: "x" | "y", tangent: import("../tangent.js").Tangent | null}} Slope */

const REACH = 0.24; // of the domain, to each side

/** @param {Slope} slope */
export const slope = (slope) => ({ ...slope, kind: SLOPE });

/** @satisfies {import("../picture.js").Kind} */
export const SLOPE = {
  name: "slope",

  /** @param {Slope} slope @param {import("../picture.js").SpacePen} pen */
  inSpace({ along, tangent }, pen) {
    const { x, y } = pen.domain;
    const step = along === "x" ? [REACH * (x[1] - x[0]), 0] : [0, REACH * (y[1] - y[0])];
    const places = tangent ? barInPlane(tangent, step) : nowhere(pen);
    return [lineTrace(places, { role: "tangent", weight: 2.2, isUpright: true }, pen)];
  },
};
