/** What is known at a moment of a curve and its point, of state and answers. Pure functions. */

import { distanceOf, nearestOn } from "../common/along.js";

/**
 * @typedef {import("./state.js").ImplicitState} ImplicitState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").At} At
 * @typedef {import("./requests.js").Place} Place
 * @typedef {object} Sight
 * @property {[string, string]} names  of the variables
 * @property {ImplicitState["domain"]} domain
 * @property {import("../common/along.js").Piece[]} curve
 * @property {[number, number]} point  on the curve, as near to the hand as it can be
 * @property {At | null} at  with numbers; null where the point has none
 * @property {Place[]} places  all that are known
 * @property {({mathml: string} | null)[]} partials
 * @property {ImplicitState["show"]} show
 * @property {string} theme
 * @property {import("../../plots/picture.js").Mark[]} [laid]  over all of it, and none of the lab's own
 */

/** @param {ImplicitState} state @param {Answers} answers  with a meaning @param {string} theme @returns {Sight} */
export function sightOf(state, answers, theme) {
  const { variables, partials } = /** @type {import("./requests.js").Meaning} */ (answers.meaning);
  const known = answers.at && answers.at.kind !== "away" ? answers.at : null;
  return {
    names: /** @type {[string, string]} */ (variables),
    domain: answers.domain ?? state.domain,
    curve: answers.curve,
    point: known?.point ?? state.point,
    at: known,
    places: placesOf(answers),
    partials,
    show: state.show,
    theme,
  };
}

/** @param {Pick<Answers, "places" | "singular">} answers @returns {Place[]} */
export function placesOf({ places, singular }) {
  const alone = singular.map((point) => ({ point, kind: /** @type {const} */ ("singular") }));
  return [...alone, ...(places ?? [])];
}

const REACH = 0.015; // of the box

/**
 * The place of the curve that a hand means: a special one within reach of it, else the nearest; null where there is
 * none.
 * @param {Pick<Answers, "curve" | "places" | "singular">} answers
 * @param {number[]} place
 * @param {ImplicitState["domain"]} domain
 * @param {number} [reach]  in parts of the box
 * @returns {{place: [number, number], isSpecial: boolean} | null}
 */
export function caughtOn(answers, place, { x, y }, reach = REACH) {
  const inBox = (/** @type {number[]} */ [u, v]) => [u / (x[1] - x[0]), v / (y[1] - y[0])];
  const [nearest] = placesOf(answers)
    .map(({ point }) => ({ point, distance: distanceOf(inBox(point), inBox(place)) }))
    .sort((a, b) => a.distance - b.distance);
  if (nearest && nearest.distance <= reach) return { place: nearest.point, isSpecial: true };
  const spot = nearestOn(answers.curve, place);
  return spot && { place: /** @type {[number, number]} */ (spot.place), isSpecial: false };
}
