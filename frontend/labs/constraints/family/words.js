/** What the picture of distributions says, in sentences. Pure functions. */

import { formatNumber, formatVector } from "../../../core/format.js";
import { lookOf } from "./sight.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("./requests.js").Made} Made
 */

/** The live sentence under the plots. @param {Sight} sight */
export function stepSentence({ answers, step }) {
  const parts = [true, false].flatMap((natural) => {
    const made = answers.walks.find(({ way }) => way.natural === natural);
    return made ? [`${natural ? "natural" : "ordinary"} ${placeText(made.walk, step, answers.parameters)}`] : [];
  });
  return `Step ${step}: ${parts.join("; ")}.`;
}

/** @param {Walk} walk @param {number} step @param {string[]} names */
function placeText({ points, values, divergences }, step, names) {
  const k = Math.min(step, points.length - 1);
  const place = points[k].map((entry) => entry ?? NaN);
  const at = names.length === 1 ? `${names[0]} = ${formatNumber(place[0], 4)}` : formatVector(place, 4);
  const value = values[k];
  const moved = divergences[k];
  const next = moved === null || moved === undefined ? "" : `, next step changes p by ${formatNumber(moved, 3)}`;
  return `${at}, −log p ${value === null ? "without a value" : formatNumber(value, 5)}${next}`;
}

/** What the walks have come to. @param {Sight} sight */
export function endSentence({ state, answers }) {
  const counts = (/** @type {boolean} */ natural) =>
    answers.walks.filter(({ way }) => way.natural === natural).map(({ walk }) => endText(walk));
  const [natural, ordinary] = [counts(true), counts(false)];
  const isSame = new Set(natural).size === 1;
  const all = isSame && natural.length > 1 ? `each time ${natural[0]}` : natural.join(", ");
  const parts = [`Natural: ${all}.`, ...(ordinary.length ? [`Ordinary: ${ordinary.join(", ")}.`] : [])];
  const rao =
    state.show.shortest && answers.distance !== null
      ? [`Fisher and Rao’s distance from the start to the best is ${formatNumber(answers.distance, 5)}.`]
      : [];
  return [...parts, ...rao, sliceText(answers)].filter(Boolean).join(" ");
}

/** What the plane leaves out of three parameters. @param {Sight["answers"]} answers */
function sliceText({ held, parameters }) {
  if (!held) return "";
  const name = parameters[held.k];
  return (
    `The plane is the slice at ${name} = ${formatNumber(held.value, 4)}: walks change ${name}, too, and are drawn as ` +
    "they are seen from there."
  );
}

/** @param {Walk} walk */
export function endText({ stop, made }) {
  /** @type {Record<string, string>} */
  const texts = {
    converged: `there after ${made} steps`,
    "step-limit": `not there after ${made} steps`,
    "left-domain": `left where there are distributions at step ${made}`,
    "no-metric": `came to where there is no metric at step ${made}`,
  };
  return texts[stop] ?? stop;
}

/** The rows of the table of walks. @param {Sight} sight @returns {{role: string, dash: string, cells: string[]}[]} */
export function walkRows({ answers }) {
  return answers.walks.map(({ walk, way }) => {
    const { role, dash, name } = lookOf(way);
    const last = walk.points.length - 1;
    const value = walk.values[last];
    const first = walk.divergences[0];
    return {
      role,
      dash,
      cells: [
        name,
        endText(walk),
        formatVector(
          walk.points[last].map((entry) => entry ?? NaN),
          5,
        ),
        value === null ? "–" : formatNumber(value, 6),
        first === null || first === undefined ? "–" : formatNumber(first, 3),
      ],
    };
  });
}
