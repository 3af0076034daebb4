/** What the chain-rule view asks the backend. */

import { decodedGrid } from "../../common/grid.js";
import { functionOf } from "../../common/meaning.js";
import { stageNames, wiresOf } from "./names.js";
import { boxAround, timesOf } from "./path.js";
import { withoutRounding } from "./steps.js";

/**
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("./stages-group.js").StageMeaning} StageMeaning
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {import("./path.js").Path} Path
 * @typedef {{state: JacobianState, meanings: StageMeaning[]}} Moment
 * @typedef {import("../../common/asking.js").Send} Send
 * @typedef {object} Answers
 * @property {Chain | null} chain
 * @property {Path | null} path  null where the chain has none, or it is not there yet
 * @property {string} pathOf  what the path belongs to
 */

/**
 * The chain and its curve together, so that neither is shown with an older one.
 * @type {import("../../common/asking.js").Question<Moment, Answers>}
 */
const chain = {
  about: ({ meanings }) => meanings.map(({ source, shapes }) => [source, shapes]),
  async ask(moment, send, known) {
    const { state, meanings } = moment;
    const functions = meanings.map((meaning) => textOf(state, meaning));
    const body = { outer: functions[functions.length - 1], inner: functions.slice(0, -1), point: state.point };
    const [answer, path] = await Promise.all([send("chain", body), pathFor(moment, send, known)]);
    return answer && { answer, path };
  },
  told({ answer, path }, moment) {
    const sources = moment.meanings.map(({ source }) => source);
    const names = stageNames(sources);
    return {
      chain: { ...withoutRounding(answer), sources, names, wires: wiresOf(answer.stages, names) },
      path,
      pathOf: keyOf(moment),
    };
  },
};

export const QUESTIONS = { chain };

/**
 * The curve, which is the same for all points on it.
 * @param {Moment} moment
 * @param {Send} send
 * @param {Answers} known
 * @returns {Promise<Path | null>}
 */
async function pathFor(moment, send, { path, pathOf }) {
  if (!goesThroughAPlane(moment.meanings)) return null;
  return keyOf(moment) === pathOf && path ? path : pathOver(moment, send);
}

/** @param {Moment} moment @param {Send} send @returns {Promise<Path | null>} */
async function pathOver({ state, meanings }, send) {
  const functions = meanings.map((meaning) => textOf(state, meaning));
  const times = timesOf(state.domain.x);
  /** @type {number[][] | null} */
  let images = times.map((time) => [time]);
  for (const inner of functions.slice(0, -1)) images = images && (await imagesOf(inner, images, send));
  if (!images) return null;
  const places = /** @type {import("./path.js").Place[]} */ (images);
  const box = boxAround(places);
  const grid = await send("surface", {
    function: functions[functions.length - 1],
    ...box,
    resolution: RESOLUTION,
    arrays: "base64",
  });
  return grid && { times, places, box, grid: decodedGrid(grid) };
}

/**
 * Images of many points, with NaN where there are none.
 * @param {ReturnType<typeof textOf>} inner
 * @param {number[][]} points
 * @param {Send} send
 */
async function imagesOf(inner, points, send) {
  const finite = points.filter((point) => point.every(Number.isFinite));
  if (!finite.length) return points;
  const answer = await send("jacobian", { function: inner, points: [finite[0]], images_of: finite });
  if (!answer) return null;
  const rows = /** @type {(number | null)[][]} */ (answer.images);
  const images = rows.map((image) => image.map((entry) => entry ?? NaN));
  let next = 0;
  return points.map((point) => (point.every(Number.isFinite) ? images[next++] : images[0].map(() => NaN)));
}

const RESOLUTION = 100;

/** From a number to two, and from two to one: a curve on a map. @param {StageMeaning[]} meanings */
function goesThroughAPlane(meanings) {
  const { variables, shape } = meanings[meanings.length - 1];
  return meanings[0].variables.length === 1 && variables.length === 2 && shape.length === 0;
}

/**
 * A function as the backend takes it: in a chain its variables are in the order it has them.
 * @param {JacobianState} state
 * @param {StageMeaning} meaning
 */
function textOf(state, meaning) {
  const { source, parameters } = functionOf(state, meaning);
  return { source, parameters, ...(meaning.shapes ? { shapes: meaning.shapes } : {}) };
}

/** @param {Moment} moment */
function keyOf({ state, meanings }) {
  return JSON.stringify([meanings.map((meaning) => textOf(state, meaning)), state.domain.x]);
}
