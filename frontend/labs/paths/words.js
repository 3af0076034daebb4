/** What the paths lab says in words. Pure functions. */

import { formatNumber, formatVector, placesWithoutRounding, typeset, withoutRounding } from "../../core/format.js";
import { t } from "../../core/texts.js";
import { GLYPHS } from "../../plots/marks/glyph.js";
import { noRateText, orderText, SUBLINEAR } from "../common/order-text.js";
import { placeAt } from "../walks/places.js";
import { leastValue } from "./picture.js";

/**
 * @typedef {import("./state.js").PathsState} PathsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("../common/methods.js").Method} Method
 */

const MOST_COLUMNS = 6; // variables in a table

/** @param {string} name @param {Method[]} methods */
export function labelOf(name, methods) {
  return methods.find((method) => method.name === name)?.label ?? name;
}

/**
 * Where the selected run is at the cursor.
 * @param {PathsState} state
 * @param {Answers} answers
 * @param {number} selected
 * @param {Method[]} methods
 */
export function stepSentence({ step, runs }, { walks, meaning }, selected, methods) {
  const walk = walks[selected];
  if (!walk || !meaning) return "";
  const n = placeAt(walk, step);
  const label = labelOf(walk.run.method, methods);
  const name = runs.length > 1 ? `Run ${selected + 1}, ${label}` : label;
  if (n === walk.points.length - 1) return `${name}: ${typeset(walk.stop.message)}`;
  const names = meaning.variables.length > 4 ? "" : `(${meaning.variables.join(", ")}) = `;
  return (
    `${name}, step ${n}: ${names}${placeText(placesWithoutRounding(walk.points)[n])}, f = ` +
    `${formatNumber(walk.values[n])}, |∇f| = ${formatNumber(walk.norms[n], 3)}.`
  );
}

/** @param {number[]} point */
function placeText(point) {
  return point.length > 4 ? `${formatVector(point.slice(0, 4), 4).slice(0, -1)}, …)` : formatVector(point, 5);
}

/**
 * How the selected run ends, and what the plots measure f against.
 * @param {PathsState} state
 * @param {Answers} answers
 * @param {number} selected
 */
export function endSentence({ step, show }, answers, selected) {
  const walk = answers.walks[selected];
  if (!walk) return "";
  const end = step < walk.points.length - 1 ? `How it ends: ${typeset(walk.stop.message)}` : "";
  if (!show.progress) return end;
  const least = leastValue(answers);
  if (!Number.isFinite(least.value)) return end;
  const heights = answers.walks.map(({ values }) => Math.abs(values[0] ?? 0));
  const [[value], { isKnown }] = [withoutRounding([least.value], Math.max(...heights)), least];
  const whose = isKnown ? "its least value at a critical point in the box" : "the lowest value that any run has met";
  return `${end} f is measured from ${formatNumber(value)}, ${whose}.`.trim();
}

/** What a run came to where that is no critical point. @type {Record<string, string>} */
const ENDS = {
  converged: "arrived",
  cycling: "cycling",
  diverged: "diverged",
  "left-domain": "left domain",
  "no-derivative": "no derivative",
  flat: "flat",
  "no-descent": "no descent",
  "no-curvature": "no curvature",
  unbounded: "unbounded",
  jump: "jump",
  undecided: "undecided",
  "step-limit": "step limit",
  "time-limit": "time limit",
};

/** What kind of point a run came to, with its glyph. @param {Walk} walk */
export function endText({ end, stop }) {
  if (!end) return ENDS[stop.reason] ?? stop.reason;
  return `${GLYPHS[/** @type {keyof typeof GLYPHS} */ (end.kind)] ?? ""} ${t(end.kind)}`;
}

/** The Hessian's eigenvalues where a run came to; of more than three the least and the largest. @param {Walk} walk */
export function eigenvaluesText({ end }) {
  if (!end?.eigenvalues.length) return "";
  const numbers = end.eigenvalues.map((each, k) => (each === null ? signText(end, k) : formatNumber(each, 3)));
  return numbers.length > 3 ? `${numbers[0]} … ${numbers[numbers.length - 1]}` : numbers.join(", ");
}

/**
 * What is known of an eigenvalue where rounding leaves its sign alone; they ascend.
 * @param {NonNullable<Walk["end"]>} end
 * @param {number} k
 */
function signText({ kind, eigenvalues }, k) {
  const after = eigenvalues.slice(k + 1).some((each) => each !== null && each <= 0);
  const before = eigenvalues.slice(0, k).some((each) => each !== null && each >= 0);
  if (kind === "maximum" || after || (kind === "saddle" && k === 0)) return "< 0";
  if (kind === "minimum" || before || (kind === "saddle" && k === eigenvalues.length - 1)) return "> 0";
  return "not 0";
}

/** How fast, measured and predicted. @param {Walk} walk */
export function rateText(walk) {
  const { order, predictedRate } = walk;
  const predicted =
    predictedRate === null
      ? ""
      : predictedRate === 0
        ? "predicted: faster than linear"
        : `predicted ${formatNumber(predictedRate, 4)}`;
  if (!order.kind) return [noRateText(walk), predicted].filter(Boolean).join("; ");
  if (order.kind === "quadratic" || order.kind === "superlinear") return orderText(order.order);
  if (order.kind === "sublinear") return SUBLINEAR;
  return [`${order.kind}, × ${formatNumber(order.rate, 4)} a step`, predicted].filter(Boolean).join("; ");
}

/** @param {Walk} walk */
export function workText({ evaluations: { value, gradient, hessian, hessian_vector: product } }) {
  const counts = /** @type {[number, string][]} */ ([
    [value, "f"],
    [gradient, "∇f"],
    [product, "H·v"],
    [hessian, "H"],
  ]);
  return counts
    .filter(([count]) => count)
    .map(([count, what]) => `${count} × ${what}`)
    .join(", ");
}

/** Over the iterates. @param {string[]} variables */
export function tableTitles(variables) {
  return ["n", ...variables.slice(0, MOST_COLUMNS).map((variable) => `${variable}ₙ`), "f", "|∇f|"];
}

/** The iterates of one walk as rows of a table. @param {Walk} walk @param {number} from @param {number} to */
export function tableRows({ points, values, norms }, from, to) {
  const [heights, slopes] = [withoutRounding(values), withoutRounding(norms)];
  return placesWithoutRounding(points)
    .slice(from, to)
    .map((point, k) => [
      String(from + k),
      ...point.slice(0, MOST_COLUMNS).map((entry) => formatNumber(entry, 9)),
      formatNumber(heights[from + k], 6),
      formatNumber(slopes[from + k], 4),
    ]);
}
