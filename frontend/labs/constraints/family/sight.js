/** What is known at a moment of distributions that walk towards data. Pure functions. */

import { CHARTS } from "./requests.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Made} Made
 * @typedef {object} Sight
 * @property {ConstraintsState} state
 * @property {Answers} answers
 * @property {ConstraintsState["domain"]} domain  that is drawn
 * @property {import("./requests.js").Ground} ground
 * @property {number} step  of the cursor, as far as any walk goes
 * @property {string} theme
 * @typedef {{role: string, dash: string, name: string}} Look
 */

/**
 * @param {ConstraintsState} state
 * @param {Answers} answers  with ground and walks
 * @param {string} theme
 * @returns {Sight}
 */
export function sightOf(state, answers, theme) {
  return {
    state,
    answers,
    domain: answers.box ?? state.domain,
    ground: /** @type {import("./requests.js").Ground} */ (answers.ground),
    step: Math.min(state.step, lastStep(answers.walks)),
    theme,
  };
}

/** @param {Made[]} walks */
export function lastStep(walks) {
  return Math.max(0, ...walks.map(({ walk }) => walk.points.length - 1));
}

const DASHES = ["none", "9 5", "2 5"];

/** How a walk is drawn, and what it is called. @param {import("./requests.js").Way} way @returns {Look} */
export function lookOf({ natural, coordinates, unit }) {
  const chart = coordinates === null ? -1 : [...CHARTS.keys()].indexOf(coordinates);
  const scale = unit === 1 ? 0 : unit < 1 ? 1 : 2;
  const own = chart >= 0 ? ` in ${CHARTS.get(coordinates ?? "")}` : unit === 1 ? "" : `, data × ${unit}`;
  return {
    role: natural ? "run-1" : "run-2",
    dash: DASHES[Math.max(chart, scale, 0)],
    name: `${natural ? "natural" : "ordinary"}${own}`,
  };
}
