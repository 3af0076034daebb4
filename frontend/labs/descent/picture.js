/** From the lab's state and the backend's answers to what the plots draw. Pure functions. */

import { formatNumber } from "../../core/format.js";
import { niceStep, niceTicks } from "../../plots/ticks.js";
import { rangesOf } from "../../plots/ranges.js";
import { gapsOf } from "../common/curve.js";
import { nameOf } from "../common/meaning.js";

/**
 * @typedef {import("./state.js").DescentState} DescentState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./state.js").Run} Run
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("../../plots/curve-picture.js").Curve} Curve
 * @typedef {import("../../plots/curve-picture.js").Line} Line
 * @typedef {{state: DescentState, answers: Answers, selected: number, theme: string}} Scene  what all pictures are made
 *   of
 */

const TRAIL = 200; // iterates: more would be a blot
const AHEAD = 12;
const TANGENT = 0.07; // half its length, in parts of the frame

/** @param {number} k */
export function roleOf(k) {
  return `run-${k + 1}`;
}

/** The last step of the longest walk. @param {Walk[]} walks */
export function lastStep(walks) {
  return Math.max(0, ...walks.map(({ points }) => points.length - 1));
}

/** Where a walk is at a step: it rests where it has ended. @param {Walk} walk @param {number} step */
export function placeAt({ points }, step) {
  return Math.min(step, points.length - 1);
}

/**
 * The function with all walks on it, up to the cursor.
 * @param {Scene} scene  with a curve
 * @returns {CurvePicture}
 */
export function mainPicture({ state, answers, selected, theme }) {
  const { curve, walks, domain, meaning, goal } = /** @type {any} */ (answers);
  const [name, variable] = [nameOf(meaning.source), meaning.variables[0]];
  const at = walks.map((/** @type {Walk} */ walk) => placeAt(walk, state.step));
  /** @type {Curve} */
  const graph = {
    x: curve.x,
    y: curve.values[0],
    role: "function",
    label: `${name}(${variable})`,
    breaks: gapsOf(curve),
  };
  const { y } = rangesOf({ curves: [graph], xRange: domain, xLabel: "", yLabel: "", theme }, null);
  const steepest = (y[1] - y[0]) / (domain[1] - domain[0]);
  const trail = goal === "zero" ? tangentTrail : chordTrail;
  const order = selectedLast(walks.length, selected);
  return {
    curves: [graph, ...modelCurve(walks[selected], at[selected], curve.x)],
    lines: [
      ...(goal === "zero"
        ? []
        : order.flatMap((k) => tangentAt(walks[k], at[k], TANGENT * (domain[1] - domain[0]), steepest))),
      ...order.flatMap((k) => trail(walks[k], at[k], roleOf(k))),
    ],
    marks: order.map((k) => ({ x: walks[k].points[at[k]], y: walks[k].values[at[k]], role: roleOf(k) })),
    handles: order.map((k) => ({
      id: `start ${k}`,
      x: walks[k].points[0],
      y: walks[k].values[0],
      role: roleOf(k),
      label: String(k + 1),
    })),
    guides: goal === "zero" ? [{ y: 0 }] : [],
    strip: basinStrip(state, answers),
    xLabel: variable,
    yLabel: `${name}(${variable})`,
    xRange: domain,
    theme,
  };
}

/**
 * Runs in the order in which they are drawn: where several begin in one place, the hand takes the selected one.
 * @param {number} count
 * @param {number} selected
 */
function selectedLast(count, selected) {
  return [...Array(count).keys()].filter((k) => k !== selected).concat(selected);
}

/**
 * A short piece of the tangent at an iterate, as long on paper wherever it is.
 * @param {Walk} walk
 * @param {number} n
 * @param {number} reach  of a level one, to each side
 * @param {number} diagonal  the slope that rises at 45° on paper, in a square frame
 * @returns {Line[]}
 */
function tangentAt({ points, values, slopes }, n, reach, diagonal) {
  const [x, value, slope] = [points[n], values[n], slopes[n]];
  if (value === null || slope === null) return [];
  const half = reach / Math.hypot(1, slope / diagonal);
  return [
    {
      points: [
        [x - half, value - slope * half],
        [x + half, value + slope * half],
      ],
      role: "tangent",
      weight: 1.2,
    },
  ];
}

/**
 * Newton's parabola at the cursor, whose vertex is the next iterate.
 * @param {Walk | undefined} walk
 * @param {number} n
 * @param {Float64Array} x
 * @returns {Curve[]}
 */
function modelCurve(walk, n, x) {
  const [at, value, slope, curvature] = [walk?.points[n], walk?.values[n], walk?.slopes[n], walk?.curvatures[n]];
  if (
    walk?.run.method !== "newton" ||
    typeof at !== "number" ||
    typeof value !== "number" ||
    typeof slope !== "number" ||
    typeof curvature !== "number"
  )
    return [];
  const y = Float64Array.from(x, (each) => value + slope * (each - at) + (curvature / 2) * (each - at) ** 2);
  return [{ x, y, role: "hessian", dash: "4 5", weight: 0.7, counts: false, label: "model" }];
}

/** From iterate to iterate. @param {Walk} walk @param {number} n @param {string} role @returns {Line[]} */
function chordTrail({ points, values }, n, role) {
  const from = Math.max(0, n - TRAIL);
  const trail = pairsOf(points, values).slice(from, n + 1);
  const ahead = pairsOf(points, values).slice(n, n + AHEAD);
  return [
    { points: trail, role, arrows: true, dots: true, weight: 0.7 },
    ...(ahead.length > 1 ? [{ points: ahead, role, dash: "1 5", weight: 0.5 }] : []),
  ];
}

/**
 * Along each tangent to the axis, and up or down to the curve again.
 * @param {Walk} walk
 * @param {number} n
 * @param {string} role
 * @returns {Line[]}
 */
function tangentTrail({ points, values }, n, role) {
  /** @type {[number, number | null][]} */
  const trail = [];
  for (let k = Math.max(0, n - TRAIL); k <= n; k++) trail.push([points[k], 0], [points[k], values[k]]);
  // The start has no tangent before it, and the cursor shows the next one.
  const next = points[n + 1];
  const shown = next === undefined ? trail.slice(1) : [...trail.slice(1), /** @type {[number, number]} */ ([next, 0])];
  return [
    { points: shown, role, weight: 0.7 },
    {
      points: /** @type {[number, number][]} */ (points.slice(0, n + 2).map((x) => [x, 0])),
      role,
      dots: true,
      weight: 0,
    },
  ];
}

/** @param {number[]} x @param {(number | null)[]} y @returns {[number, number | null][]} */
function pairsOf(x, y) {
  return x.map((each, k) => [each, y[k]]);
}

/** @param {DescentState} state @param {Answers} answers @returns {CurvePicture["strip"]} */
function basinStrip({ show }, { basins }) {
  if (!show.basins || !basins) return null;
  const ends = basins.attractors.map((/** @type {any} */ { point }, /** @type {number} */ color) => ({
    x: point[0],
    color,
  }));
  return { x: basins.x, colors: basins.labels, ends };
}

/**
 * x_n against n for every walk, and for the selected one its closed form, where there is one.
 * @param {Scene} scene
 * @returns {CurvePicture}
 */
export function iteratesPicture({ state, answers, selected, theme }) {
  const { walks, domain, meaning } = /** @type {any} */ (answers);
  const last = Math.max(1, lastStep(walks));
  const curves = walks.flatMap((/** @type {Walk} */ walk, /** @type {number} */ k) => [
    ...(k === selected ? closedFormCurve(walk) : []),
    { x: numbered(walk), y: untilLost(walk.points, domain), role: roleOf(k), dots: last <= 100, weight: 0.7 },
  ]);
  return {
    curves,
    ...stepAxis(state.step, last),
    yLabel: `${meaning.variables[0]}ₙ`,
    yRange: rangeInside(
      walks.flatMap((/** @type {Walk} */ { points }) => points),
      domain,
    ),
    theme,
  };
}

/**
 * Steps from 0 to the last, with the cursor.
 * @param {number} step
 * @param {number} last
 * @returns {Pick<CurvePicture, "guides" | "xLabel" | "xRange" | "xTicks">}
 */
function stepAxis(step, last) {
  const room = 0.015 * last; // for the first and the last dot
  return {
    guides: [{ x: step, role: "point", dash: "2 4" }],
    xLabel: "step n",
    xRange: [-room, last + room],
    xTicks: niceTicks(0, last, 6).filter(Number.isInteger),
  };
}

/**
 * The iterates up to the one with which a walk leaves the interval for good: what swings ever wider would cover the
 * others.
 * @param {number[]} points
 * @param {[number, number]} interval
 */
export function untilLost(points, [low, high]) {
  return points.slice(0, points.findLastIndex((x) => x >= low && x <= high) + 2);
}

/**
 * From the lowest to the highest of the values that lie in the interval: what has run away is not waited for.
 * @param {ArrayLike<number>} values
 * @param {[number, number]} interval
 * @returns {[number, number]}
 */
export function rangeInside(values, [low, high]) {
  const inside = Array.from(values).filter((value) => value >= low && value <= high);
  const [from, to] = inside.length ? [Math.min(...inside), Math.max(...inside)] : [low, high];
  const room = 0.1 * (to - from || high - low);
  return [from - room, to + room];
}

/** @param {Walk} walk @returns {Curve[]} */
function closedFormCurve({ closedForm, points }) {
  if (!closedForm) return [];
  const y = closedForm.points.slice(0, points.length);
  return [{ x: y.map((_, n) => n), y, role: "guide", dash: "2 3", weight: 2 }];
}

/** @param {Walk} walk */
function numbered({ points }) {
  return points.map((_, n) => n);
}

/** The limit that a walk tends to; null where there is none, or none that could be told. @param {Walk} walk */
export function limitOf({ points, stop, order }) {
  // Errors from the last iterate would seem to shrink ever faster as they near it.
  if (order.limit) return order.limit[0];
  return stop.reason === "converged" ? points[points.length - 1] : null;
}

/** |x_n - x*| by powers of ten: linear convergence is a straight line. @param {Scene} scene @returns {CurvePicture} */
export function errorPicture({ state, answers, theme }) {
  const { walks } = answers;
  const curves = walks.flatMap((walk, k) => {
    const limit = limitOf(walk);
    if (limit === null) return [];
    const errors = walk.points.map((x) => Math.abs(x - limit) || null);
    return [
      ...predictedCurve(walk, errors),
      { x: errors.map((_, n) => n), y: errors, role: roleOf(k), dots: errors.length <= 100, weight: 0.7 },
    ];
  });
  return {
    curves,
    ...stepAxis(state.step, Math.max(1, lastStep(walks))),
    yLabel: "distance to where it ends",
    yScale: "log",
    theme,
  };
}

/**
 * Errors that shrink by the predicted rate, through the middle of those measured.
 * @param {Walk} walk
 * @param {(number | null)[]} errors
 * @returns {Curve[]}
 */
function predictedCurve({ predictedRate }, errors) {
  const middle = Math.floor(errors.length / 2);
  const error = errors[middle];
  if (!predictedRate || predictedRate >= 1 || !error) return [];
  return [
    {
      x: errors.map((_, n) => n),
      y: errors.map((_, n) => error * predictedRate ** (n - middle)),
      role: "guide",
      dash: "4 4",
      weight: 0.8,
      counts: false,
    },
  ];
}

/**
 * What one step makes of x, for every x of the curve; Newton's steps have poles where they divide by zero.
 * @param {Answers} answers
 * @param {Walk} walk
 * @returns {Float64Array}
 */
export function stepMap({ curve, goal }, { run: { method, rate } }) {
  const { x, values } = /** @type {import("../common/curve.js").Curve} */ (curve);
  const [f, slope, curvature] = values;
  const [above, below, factor] =
    goal === "zero" ? [f, slope, 1] : [slope, method === "newton" ? curvature : null, rate];
  return Float64Array.from(x, (each, k) => {
    if (!below) return each - factor * above[k];
    return k > 0 && below[k] * below[k - 1] < 0 ? NaN : each - (factor * above[k]) / below[k];
  });
}

/**
 * The selected run as stairs between the map of one step and the diagonal.
 * @param {Scene} scene
 * @returns {CurvePicture}
 */
export function cobwebPicture({ state, answers, selected, theme }) {
  const { walks, domain, curve, meaning } = /** @type {any} */ (answers);
  const walk = walks[selected];
  const n = placeAt(walk, state.step);
  /** @type {[number, number][]} */
  const stairs = [];
  for (let k = Math.max(0, n - TRAIL); k < n; k++)
    stairs.push([walk.points[k], walk.points[k]], [walk.points[k], walk.points[k + 1]]);
  stairs.push([walk.points[n], walk.points[n]]);
  const variable = meaning.variables[0];
  return {
    curves: [{ x: curve.x, y: stepMap(answers, walk), role: "function", label: "one step" }],
    lines: [
      {
        points: [
          [domain[0], domain[0]],
          [domain[1], domain[1]],
        ],
        role: "guide",
        weight: 0.5,
        label: "no change",
      },
      { points: stairs, role: roleOf(selected), weight: 0.7 },
    ],
    marks: [{ x: walk.points[n], y: walk.points[n], role: roleOf(selected) }],
    xLabel: `${variable}ₙ`,
    yLabel: `${variable}ₙ₊₁`,
    xRange: domain,
    equal: true,
    theme,
  };
}

/**
 * Where walks end, against the learning rate.
 * @param {Scene} scene
 * @param {[number, number]} rates
 * @returns {CurvePicture}
 */
export function mapPicture({ state, answers, selected, theme }, rates) {
  const { map, domain, meaning, walks } = /** @type {any} */ (answers);
  const method = state.runs[selected].method;
  const limit = stabilityLimit(walks, method) ?? limitOfMap(answers);
  // The rates of other methods mean something else.
  const shown = selectedLast(state.runs.length, selected).filter((k) => state.runs[k].method === method);
  const rateAt = (/** @type {number} */ k) => state.runs[k].rate;
  return {
    curves: [],
    scatters: map ? [{ x: map.x, y: map.y, role: roleOf(map.run), size: 1.6 }] : [],
    guides: [
      ...shown.map((k) => ({ x: rateAt(k), role: roleOf(k), weight: k === selected ? 0.8 : 0.4 })),
      ...(limit ? [{ x: limit, dash: "5 4", label: limitText(limit, method) }] : []),
    ],
    handles: shown.map((k) => ({ id: `rate ${k}`, x: rateAt(k), y: null, role: roleOf(k), label: String(k + 1) })),
    xLabel: "learning rate",
    yLabel: `where ${meaning.variables[0]}ₙ ends`,
    xRange: rates,
    yRange: map ? rangeInside(map.y, domain) : domain,
    theme,
  };
}

/**
 * The learning rate beyond which walks are driven away: 2/f'' at the first minimum that one has come to. Newton's step
 * is
 * divided by f'' already: near its end it multiplies the error by 1 − a.
 * @param {Walk[]} walks
 * @param {Run["method"]} method
 */
export function stabilityLimit(walks, method) {
  if (method === "newton") return 2;
  const curvature = walks.find(
    ({ kind, curvature }) => kind === "minimum" && curvature !== null && curvature > 0,
  )?.curvature;
  return curvature ? 2 / curvature : null;
}

/** The same at the minimum where the slowest walks of the map end. @param {Answers} answers */
function limitOfMap({ map, curve }) {
  if (!map || !curve) return null;
  const column = map.answer.outcomes.indexOf("converged", 1);
  const curvature = column < 0 ? NaN : heightOver(curve.x, curve.values[2], map.answer.ends[column].at(-1));
  return curvature > 0 ? 2 / curvature : null;
}

/**
 * Between two samples, on the straight line.
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @param {number} place
 */
function heightOver(x, y, place) {
  const share = ((place - x[0]) / (x[x.length - 1] - x[0])) * (x.length - 1);
  const k = Math.min(Math.max(Math.floor(share), 0), x.length - 2);
  return y[k] + (share - k) * (y[k + 1] - y[k]);
}

/** @param {number} limit @param {Run["method"]} method */
function limitText(limit, method) {
  return method === "newton" ? "limit 2" : `2/f″ = ${formatNumber(limit, 3)}`;
}

/**
 * Learning rates of a method worth a look: a bit beyond the limit and beyond every run.
 * @param {Walk[]} walks
 * @param {Run[]} runs
 * @param {Run["method"]} method
 * @returns {[number, number]}
 */
export function ratesToMap(walks, runs, method) {
  const rates = runs.filter((run) => run.method === method).map(({ rate }) => rate);
  const high = Math.max(1.4 * (stabilityLimit(walks, method) ?? 0), 1.2 * Math.max(...rates), 1e-6);
  const step = niceStep(0, high, 20);
  return [0, Math.ceil(high / step) * step];
}
