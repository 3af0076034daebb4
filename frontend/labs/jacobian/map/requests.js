/** What the linear-map view asks the backend. */

import { functionOf } from "../../common/meaning.js";
import { boxOf, lifted, placesOver, strokesAround } from "./around.js";
import { arrowsOf, fieldRanges, isInside, latticeOver } from "./field.js";
import { inRows } from "./figures.js";
import { kindOf, kindShown } from "./kinds.js";

/**
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("../../common/meaning.js").Meaning} Meaning
 * @typedef {{state: JacobianState, meaning: Meaning}} Moment
 * @typedef {import("../../common/asking.js").Wanted} Wanted
 * @typedef {import("../../common/asking.js").Question<Moment, Answers>} Question
 * @typedef {import("./figures.js").Image} Image
 * @typedef {object} Near  the map at the point: an entry of the answer of POST jacobian
 * @property {number[]} point
 * @property {(number | null)[]} value
 * @property {(number | null)[][]} jacobian
 * @property {number | null} determinant
 * @property {number[] | null} singular_values
 * @property {{left: number[][], right: number[][]} | null} singular_vectors
 * @property {number | null} rank
 * @property {number | null} divergence
 * @property {number[] | null} curl
 * @property {{mathml: string} | null} linearization
 * @property {string[]} flags
 * @property {string[]} notes  why a slope does not exist
 * @typedef {object} MatrixForm
 * @property {"gradient" | "hessian" | "jacobian"} of
 * @property {{mathml: string}} formula
 * @property {string} text
 * @property {any[]} values  at each point: the entries of a vector, or the rows of a matrix
 * @property {number | null} difference  to automatic differentiation
 *
 * @typedef {object} Answers
 * @property {Meaning | null} meaning   of what is drawn
 * @property {[number, number] | null} shape  of the Jacobian
 * @property {{mathml: string} | null} formula
 * @property {MatrixForm[]} forms  derivatives in the map's own vectors and matrices
 * @property {Near | null} near
 * @property {number[][][]} around      the strokes of the figure that was asked for
 * @property {Image[][] | null} figure  their images
 * @property {number[][][]} over        places all over the box
 * @property {Image[][] | null} grid    their images; of a function of two variables, places on its graph
 * @property {import("../../../plots/marks/field.js").Vectors | null} arrows  of the map as a field
 * @property {import("./field.js").Flow | null} flow
 */

/** A text whose vectors have another size is another map. */
const ofMap = (/** @type {{meaning: Meaning}} */ { meaning }) => [meaning.source, meaning.variables, meaning.tables];

/** The figure around the point. @param {Moment} moment */
function around({ state, meaning }) {
  const kind = kindShown(meaning, state.show);
  return kind && kind !== "simplex" && kind !== "field" ? strokesAround(state, state.point) : [];
}

/** Places all over the box. @param {Moment} moment */
function over({ state, meaning }) {
  const kind = kindShown(meaning, state.show);
  return kind ? placesOver(kind, state) : [];
}

/** @param {Moment & Wanted} moment @param {number[][][]} strokes */
function body({ state, meaning, digits }, strokes) {
  return { function: functionOf(state, meaning), points: [state.point], images_of: strokes.flat(), digits };
}

/** @param {Meaning | null} before @param {Meaning} meaning */
function isSameMap(before, meaning) {
  return before !== null && JSON.stringify(ofMap({ meaning: before })) === JSON.stringify(ofMap({ meaning }));
}

/** The point with the figure around it. @type {Question} */
const near = {
  about: ofMap,
  isSure: ({ near }) => !near?.flags.includes("cancellation"),
  ask: (moment, send) => send("jacobian", body(moment, around(moment))),
  told({ shape, formula, matrix_forms: forms, results, images }, moment, before) {
    const strokes = around(moment);
    return {
      meaning: moment.meaning,
      shape,
      formula,
      forms,
      near: results[0],
      around: strokes,
      figure: inRows(images ?? [], strokes),
      ...(isSameMap(before.meaning, moment.meaning) ? {} : { grid: null, over: [], arrows: null, flow: null }),
    };
  },
};

/** What lies all over the box, unless that is known. @type {Question} */
const grid = {
  isSlow: true,
  about: ofMap,
  isWanted: (moment) => over(moment).length > 0,
  fills: ["grid", "over"],
  exactly: ({ state, meaning }) => [ofMap({ meaning }), state.parameters, boxOf(state, state.point)],
  ask: (moment, send) => send("jacobian", body({ ...moment, digits: "as-computed" }, over(moment))),
  told({ images }, moment) {
    const places = over(moment);
    const rows = inRows(images, places);
    return { over: places, grid: kindOf(moment.meaning) === "graph" ? lifted(places, rows) : rows };
  },
};

/** @param {Moment} moment */
const isField = ({ state, meaning }) => kindShown(meaning, state.show) === "field";

/** The map's values on a lattice, as arrows. @type {Question} */
const arrows = {
  isSlow: true,
  about: ofMap,
  isWanted: isField,
  fills: ["arrows"],
  exactly: ({ state, meaning }) => [ofMap({ meaning }), state.parameters, fieldRanges(state)],
  ask: (moment, send) =>
    send("jacobian", body({ ...moment, digits: "as-computed" }, [latticeOver(fieldRanges(moment.state))])),
  told: ({ images }, { state }) => ({ arrows: arrowsOf(latticeOver(fieldRanges(state)), images) }),
};

/** Where the field carries the point. @type {Question} */
const flow = {
  isSlow: true,
  about: ofMap,
  isWanted: (moment) => isField(moment) && isInside(moment.state),
  fills: ["flow"],
  exactly: ({ state, meaning }) => [ofMap({ meaning }), state.parameters, state.point, fieldRanges(state)],
  ask({ state, meaning }, send) {
    const { x, y } = fieldRanges(state);
    return send("flow", { function: functionOf(state, meaning), point: state.point, box: [x, y] });
  },
  told: ({ forward, backward }, { state }) => ({ flow: { point: state.point, forward, backward } }),
};

export const QUESTIONS = { near, grid, arrows, flow };
