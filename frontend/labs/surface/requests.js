/** What the surface lab asks the backend. */

import { unitVector } from "../../plots/steps.js";
import { decodedGrid, isSureGrid } from "../common/grid.js";
import { functionOf, isElsewhere } from "../common/meaning.js";
import { fieldPoints } from "./picture.js";

/**
 * @typedef {import("./state.js").SurfaceState} SurfaceState
 * @typedef {import("./sight.js").Answers} Answers
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 * @typedef {{state: SurfaceState, meaning: Meaning}} Moment
 * @typedef {import("../common/asking.js").Wanted} Wanted
 * @typedef {import("../common/asking.js").Question<Moment, Answers>} Question
 */

const RESOLUTION = 100;

const ofFunction = (/** @type {Moment} */ { meaning }) => meaning.source;
const isSure = (/** @type {Answers} */ { at }) => !at?.flags.some(({ kind }) => kind === "cancellation");
const ofBox = (/** @type {Moment} */ { meaning, state }) => [meaning.source, state.domain];

/** The surface and its point together, so that nobody sees the one without the other. @type {Question} */
const picture = {
  about: ofBox,
  isSure: (known) => isSure(known) && isSureGrid(known.grid),
  async ask(moment, send) {
    const { state, meaning, digits } = moment;
    const { x, y } = state.domain;
    const drawn = { resolution: RESOLUTION, digits, arrays: "base64", rim: true };
    const grid = { function: functionOf(state, meaning), x, y, ...drawn };
    const [surface, point] = await Promise.all([send("surface", grid), send("derivatives", pointQuestion(moment))]);
    return surface && point && { surface, point };
  },
  told({ surface, point }, { state, meaning }, before) {
    const isOther = isElsewhere(before, { meaning, state });
    return {
      grid: decodedGrid(surface),
      at: { ...point.results[0], angle: state.angle },
      meaning,
      domain: state.domain,
      ...(isOther ? { critical: null, field: null } : {}),
    };
  },
};

/** @type {Question} */
const point = {
  about: ofFunction,
  isSure,
  ask: (moment, send) => send("derivatives", pointQuestion(moment)),
  told: ({ results }, { state }) => ({ at: { ...results[0], angle: state.angle } }),
};

/** @param {Moment} moment */
function search({ state, meaning }) {
  return { function: functionOf(state, meaning), box: [state.domain.x, state.domain.y] };
}

/** @type {Question} */
const critical = {
  isSlow: true,
  isWanted: ({ state }) => state.show.critical,
  about: ofBox,
  fills: ["critical"],
  exactly: search,
  ask: (moment, send) => send("critical-points", search(moment)),
  meanwhile: { isSearching: true },
  outdated: { critical: null },
  missed: { isSearching: false },
  told: (answer) => ({ critical: answer, isSearching: false }),
};

/** The same with a proof that these are all: a second answer, which takes up to a second. @type {Question} */
const proof = {
  isSlow: true,
  isProof: true,
  isWanted: ({ state }) => state.show.critical,
  about: search,
  fills: ["critical"],
  exactly: search,
  ask: (moment, send) => send("critical-points", { ...search(moment), prove: true }),
  told: (answer) => ({ critical: answer }),
};

/** @type {Question} */
const field = {
  isSlow: true,
  isWanted: ({ state }) => state.show.field,
  about: ofBox,
  isSure,
  ask: ({ state, meaning, digits }, send) =>
    send("derivatives", {
      function: functionOf(state, meaning),
      points: fieldPoints(state.domain),
      formulas: false,
      digits,
    }),
  told: ({ results }, { state }) => ({
    field: {
      points: fieldPoints(state.domain),
      vectors: results.map((/** @type {any} */ { gradient }) =>
        gradient.map((/** @type {number | null} */ slope) => slope ?? NaN),
      ),
    },
  }),
};

export const QUESTIONS = { picture, point, critical, proof, field };

/** @param {Moment & Wanted} moment */
function pointQuestion({ state, meaning, digits }) {
  return {
    function: functionOf(state, meaning),
    points: [state.point],
    direction: unitVector(state.angle),
    digits,
  };
}
