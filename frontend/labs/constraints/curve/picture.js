/** The map with the constraint. Pure functions. */

import { heightLimits } from "../../../plots/geometry.js";
import { arrow } from "../../../plots/marks/arrow.js";
import { glyphs } from "../../../plots/marks/glyph.js";
import { point } from "../../../plots/marks/point.js";
import { trails } from "../../../plots/marks/trail.js";
import { gradientStep } from "../../../plots/steps.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {[number, number]} Place
 */

/** @param {Sight} sight @returns {import("../../../plots/picture.js").Picture} */
export function mapPicture(sight) {
  const { grid, names, domain, theme, show, curve, contour, point: place, at, extrema } = sight;
  const line = (
    /** @type {Place[]} */ places,
    /** @type {string} */ role,
    /** @type {string} */ dash,
    isSelected = true,
  ) => ({
    places,
    role,
    dash,
    isSelected,
    isWhole: true,
  });
  const marks = [
    trails([
      ...(show.contour ? contour.map((places) => line(places, "point", "7 5", false)) : []),
      ...curve.map(({ points }) => line(/** @type {Place[]} */ (points), "constraint", "none")),
    ]),
    ...(show.solutions ? [glyphs([...extrema.points.map(shown), ...extrema.singular.map(undecided)])] : []),
    ...(show.arrows ? arrowsOf(sight) : []),
    point({ place, value: at?.value ?? null }),
    ...(sight.laid ?? []),
  ];
  return { grid, names, domain, theme, marks };
}

/** @param {import("./requests.js").Solution} solution */
function shown({ point, value, kind }) {
  return { point, value: value ?? NaN, kind };
}

/** @param {number[]} point */
function undecided(point) {
  return { point, value: NaN, kind: /** @type {const} */ ("undecided") };
}

/** ∇f, what of it is normal to the curve, and what is left along it, all in one scale. @param {Sight} sight */
function arrowsOf({ at, grid, domain, names, point: from }) {
  if (!at || at.gradient.some((entry) => entry === null) || !grid) return [];
  const whole = gradientStep(at.gradient, domain, heightLimits(grid));
  const size = Math.hypot(...at.gradient);
  const scale = size > 0 ? Math.hypot(...whole) / size : 0;
  const scaled = (/** @type {Place} */ [x, y]) => /** @type {Place} */ ([scale * x, scale * y]);
  const isKnown = at.normal.every((entry) => entry !== null);
  return [
    ...(isKnown
      ? [
          arrow({ from, step: scaled(at.normal), role: "constraint", label: "λ∇g" }),
          arrow({ from, step: scaled(at.tangential), role: "tangent", label: "rest" }),
        ]
      : []),
    arrow({ from, step: whole, role: "gradient", label: `∇${names.f}` }),
  ];
}
