/** The marks on the surface and its map. Pure functions. */

import { heightLimits } from "../../plots/geometry.js";
import { arrow } from "../../plots/marks/arrow.js";
import { bar } from "../../plots/marks/bar.js";
import { field as fieldMark } from "../../plots/marks/field.js";
import { glyphs } from "../../plots/marks/glyph.js";
import { model } from "../../plots/marks/model.js";
import { plane } from "../../plots/marks/plane.js";
import { point } from "../../plots/marks/point.js";
import { slice } from "../../plots/marks/slice.js";
import { slope } from "../../plots/marks/slope.js";
import { directionStep, eigenSteps, gradientStep } from "../../plots/steps.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {import("../../plots/geometry.js").Domain} Domain
 */

/** The surface and its map. @param {Sight} sight @returns {import("../../plots/picture.js").Picture} */
export function pictureOf(sight) {
  const { grid, names, domain, theme, point: place, base, value } = sight;
  const isAnswered = place[0] === base[0] && place[1] === base[1];
  const marks = [
    ...marksAround(sight),
    point({ place, value: isAnswered ? value : null, hint: sight.hint }),
    ...criticalMarks(sight),
    ...(sight.laid ?? []),
  ];
  return { grid, names, domain, theme, marks };
}

/** What is shown of the function at the point. @param {Sight} sight */
function marksAround({ grid, domain, point: place, base, value, gradient, hessian, eigen, direction, field, show }) {
  const tangent = value !== null && gradient ? { at: base, value, slopes: gradient } : null;
  const turned = directionStep(direction.angle, domain);
  const uphill = gradient && gradientStep(gradient, domain, heightLimits(grid));
  const axes = /** @type {const} */ (["x", "y"]);
  return [
    ...(show.field && field ? [fieldMark(field)] : []),
    ...(show.tangent ? [plane({ tangent })] : []),
    ...(show.quadratic ? [model({ tangent, hessian })] : []),
    ...(show.slices ? axes.map((along) => slice({ along, through: place })) : []),
    ...(show.slices ? axes.map((along) => slope({ along, tangent })) : []),
    ...(show.eigenvectors ? eigenBars(base, eigen, tangent, domain) : []),
    ...(show.direction
      ? [arrow({ from: place, step: turned, role: "direction", label: "u", tangent, turns: true })]
      : []),
    ...(show.gradient ? [arrow({ from: base, step: uphill, role: "gradient", label: "∇f", tangent })] : []),
  ];
}

/**
 * Two of them, dashed where the function curves downwards; where there is no Hessian they are nowhere.
 * @param {[number, number]} at
 * @param {Sight["eigen"]} eigen
 * @param {import("../../plots/tangent.js").Tangent | null} tangent
 * @param {Domain} domain
 */
function eigenBars(at, eigen, tangent, domain) {
  const steps = eigen ? eigenSteps(eigen, domain) : [null, null];
  return steps.map((step, k) => bar({ at, step, role: "hessian", isDashed: (eigen?.values[k] ?? 0) < 0, tangent }));
}

/** Over the point, or it would hide the kind of the critical point that it was dragged to. @param {Sight} sight */
function criticalMarks({ show, critical }) {
  return show.critical && critical ? [glyphs(critical)] : [];
}

/**
 * Fifteen by fifteen places to draw the gradient field at, half a step from the edges.
 * @param {Domain} domain
 * @returns {number[][]}
 */
export function fieldPoints(domain) {
  const count = 15;
  const ticks = (/** @type {[number, number]} */ [low, high]) =>
    Array.from({ length: count }, (_, k) => low + ((k + 0.5) / count) * (high - low));
  return ticks(domain.y).flatMap((y) => ticks(domain.x).map((x) => [x, y]));
}
