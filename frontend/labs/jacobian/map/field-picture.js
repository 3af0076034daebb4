/** A map of the plane as a field: its arrows, and the flow line through the point. Pure functions. */

import { nameText } from "../../../core/format.js";
import { fieldRanges } from "./field.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("../../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("./field.js").FlowLine} FlowLine
 */

const DASHES = "7 5"; // of where the point comes from

/** @param {Scene} scene @returns {CurvePicture} */
export function fieldPicture({ state, answers, theme }) {
  const { meaning, arrows, flow } = answers;
  const [x, y] = /** @type {import("../../common/meaning.js").Meaning} */ (meaning).variables;
  const { x: xRange, y: yRange } = fieldRanges(state);
  const lines = flow ? linesOf(flow) : [];
  return {
    curves: [],
    field: arrows,
    lines: lines.map(({ points, isBack }) => ({
      points,
      role: "tangent",
      weight: 1.1,
      ...(isBack ? { dash: DASHES } : {}),
    })),
    marks: lines.flatMap(({ points, end }) => (end === "rest" ? [restAt(points)] : [])),
    handles: [{ id: "point", x: state.point[0], y: state.point[1], role: "point" }],
    xLabel: nameText(x),
    yLabel: nameText(y),
    xRange,
    yRange,
    equal: true,
    theme,
  };
}

/** A closed line is the same both ways. @param {import("./field.js").Flow} flow */
function linesOf({ forward, backward }) {
  return [...(forward.end === "closed" ? [] : [{ ...backward, isBack: true }]), { ...forward, isBack: false }];
}

/** @param {FlowLine["points"]} points */
function restAt(points) {
  const [x, y] = points[points.length - 1];
  return { x, y, role: "tangent", label: "at rest" };
}
