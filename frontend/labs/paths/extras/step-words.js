/** What makes the next step of each method: arrows, and formulas with their numbers. Pure functions. */

import { formatNumber, formatVector } from "../../../core/format.js";
import { traitsOf } from "../../common/methods.js";

/**
 * @typedef {import("../requests.js").Walk} Walk
 * @typedef {{role: string, label: string, vector: number[]}} Arrow
 * @typedef {{label: string, role: string, text: string}} Line
 * @typedef {Record<string, number | string>} Settings  all of the run's method
 */

/**
 * Steps of Adam's kind divide by the root of the second moment: its bias is corrected by 1 − β₂ⁿ.
 * @param {number[]} moment
 * @param {Settings} settings
 * @param {number} n
 */
export function scaleOfAdam(moment, { beta2 }, n) {
  return moment.map((each) => Math.sqrt(each / (1 - Number(beta2) ** (n + 1))));
}

/** @param {number[]} vector @param {number} factor */
export function times(vector, factor) {
  return vector.map((entry) => entry * factor);
}

/**
 * The arrows of the step from iterate n, as long as what they add to the step.
 * @param {Walk} walk
 * @param {number} n  before the last
 * @param {Settings} settings
 * @returns {Arrow[]}
 */
export function arrowsOf({ run: { method }, points, gradients, internals }, n, settings) {
  const { isPlain, hasMomentum, looksAhead, squares, isTrusted, isCurved } = traitsOf(method);
  const gradient = /** @type {number[]} */ (gradients[n]);
  const step = points[n + 1].map((entry, k) => entry - points[n][k]);
  const length = Math.hypot(...step);
  const size = Math.hypot(...gradient) || 1;
  const rate = internals?.step_sizes?.[n] ?? 1;
  const next = { role: "point", label: "step", vector: step };
  const downhill = { role: "gradient", label: "−∇f", vector: times(gradient, -length / size) };
  if (isPlain)
    return [
      { role: "gradient", label: "−a∇f", vector: times(gradient, -rate) },
      ...(internals?.perturbed?.[n] ? [next] : []),
    ];
  if (hasMomentum)
    return [
      { role: "gradient", label: "−a∇f", vector: times(gradient, -rate) },
      {
        role: "direction",
        label: "−aβv",
        vector: carried(internals, looksAhead ? n : n - 1, rate, settings),
      },
      next,
    ];
  if (squares) return [downhill, { ...next, label: "adapted" }];
  if (isTrusted) return [downhill, ...trustArrows(internals, n), next];
  if (isCurved)
    return [
      downhill,
      { role: "hessian", label: internals?.products ? "p" : "−H⁻¹∇f", vector: internals?.direction?.[n] ?? step },
    ];
  return [downhill, { role: "direction", label: "p", vector: internals?.direction?.[n] ?? step }];
}

/**
 * What a velocity adds to the step: momentum's that of before, Nesterov's the new one.
 * @param {Walk["internals"]} internals
 * @param {number} n  of the velocity
 * @param {number} rate
 * @param {Settings} settings
 */
function carried(internals, n, rate, { momentum }) {
  const velocity = internals?.velocity?.[n];
  return velocity ? times(velocity, -rate * Number(momentum)) : times(internals?.velocity?.[0] ?? [0, 0], 0);
}

/** @param {Walk["internals"]} internals @param {number} n @returns {Arrow[]} */
function trustArrows(internals, n) {
  const newton = internals?.newton?.[n];
  return [
    { role: "tangent", label: "Cauchy", vector: internals?.cauchy?.[n] ?? [0, 0] },
    ...(newton ? [{ role: "hessian", label: "Newton", vector: newton }] : []),
  ];
}

/**
 * The formulas of the step from iterate n with their numbers in place.
 * @param {Walk} walk
 * @param {number} n
 * @param {Settings} settings
 * @returns {Line[]}
 */
export function linesOf(walk, n, settings) {
  const {
    run: { method },
    points,
    gradients,
    internals,
  } = walk;
  const { family, isPlain, hasMomentum, looksAhead, squares, hasMoments, isTrusted } = traitsOf(method);
  const vector = (/** @type {(number | null)[] | undefined} */ entries) =>
    entries
      ? entries.length > 4
        ? `${formatVector(entries.slice(0, 4), 4).slice(0, -1)}, …)`
        : formatVector(entries, 4)
      : "";
  const gradient = { label: "gradient ∇f", role: "gradient", text: vector(gradients[n]) };
  const rate = formatNumber(internals?.step_sizes?.[n] ?? 1, 4);
  const along = vector(internals?.direction?.[n]);
  const next = (/** @type {string} */ how) => ({
    label: "next point",
    role: "point",
    text: `${how} = ${vector(points[n + 1])}`,
  });
  const moved = next(`${vector(points[n])} + ${rate} · ${along}`);
  if (isPlain) {
    const kick = internals?.perturbed?.[n]
      ? [
          {
            label: "random kick",
            role: "direction",
            text: `because |∇f| is at most ${formatNumber(Number(settings.threshold))}: ${vector(kickOf(walk, n))}`,
          },
        ]
      : [];
    return [
      gradient,
      ...kick,
      next(
        `x − a ∇f${kick.length ? " + kick" : ""} = ${vector(points[n])} − ${rate} · ` +
          `${vector(gradients[n])}${kick.length ? " + kick" : ""}`,
      ),
    ];
  }
  if (hasMomentum) {
    const before = n > 0 ? internals?.velocity?.[n - 1] : points[n].map(() => 0);
    const beta = formatNumber(Number(settings.momentum), 4);
    const velocity = {
      label: "velocity v ← β v + ∇f",
      role: "direction",
      text: `${beta} · ${vector(before)} + ${vector(gradients[n])} = ${vector(internals?.velocity?.[n])}`,
    };
    const how = looksAhead
      ? `x − a (∇f + β v) = ${vector(points[n])} + ${rate} · ${along}`
      : `x − a v = ${vector(points[n])} − ${rate} · ${vector(internals?.velocity?.[n])}`;
    return [gradient, velocity, next(how)];
  }
  const first = hasMoments
    ? [{ label: "first moment m", role: "direction", text: vector(internals?.velocity?.[n]) }]
    : [];
  if (squares) {
    const moment = internals?.second_moment?.[n] ?? [];
    const scale = hasMoments ? scaleOfAdam(moment, settings, n) : moment.map(Math.sqrt);
    return [
      gradient,
      ...first,
      { label: squares, role: "hessian", text: vector(moment) },
      { label: hasMoments ? "divided by √v̂" : "divided by √s", role: "hessian", text: vector(scale) },
      { label: "adapted direction", role: "point", text: along },
      moved,
    ];
  }
  if (isTrusted)
    return [
      gradient,
      { label: "radius Δ of the trust region", role: "hessian", text: formatNumber(internals?.radii?.[n], 4) },
      {
        label: "Newton's step, if it were free",
        role: "hessian",
        text: vector(internals?.newton?.[n] ?? undefined) || "none: H is singular",
      },
      { label: "best step against ∇f (Cauchy)", role: "tangent", text: vector(internals?.cauchy?.[n]) },
      moved,
    ];
  if (internals?.products)
    return [
      gradient,
      {
        label: "Hessian-vector products",
        role: "hessian",
        text:
          `${internals?.products?.[n]}, residuals ` +
          (internals?.residuals?.[n] ?? []).map((/** @type {number} */ each) => formatNumber(each, 3)).join(", ") +
          (internals?.negative_curvature?.[n] ? "; negative curvature was met, and the step follows it" : ""),
      },
      { label: "direction p", role: "hessian", text: along },
      moved,
    ];
  const names = /** @type {Record<string, string>} */ ({
    "first-order": "direction of the step",
    "quasi-newton": "direction p = −B ∇f",
    conjugate: "direction p = −∇f + β p",
  });
  return [
    gradient,
    ...first,
    { label: names[family] ?? "Newton's direction −H⁻¹∇f", role: names[family] ? "direction" : "hessian", text: along },
    moved,
  ];
}

/** What a random kick added to the step. @param {Walk} walk @param {number} n */
function kickOf({ points, gradients, internals }, n) {
  const rate = internals?.step_sizes?.[n] ?? 0;
  return points[n + 1].map((entry, k) => entry - points[n][k] + rate * (gradients[n][k] ?? 0));
}
