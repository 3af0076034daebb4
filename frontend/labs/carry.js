/** What goes along from lab to lab: one function, its parameters, its point, its box and the camera. Pure functions. */

import { t } from "../core/texts.js";

/**
 * @typedef {import("../core/laboratory.js").LabEntry} LabEntry
 * @typedef {import("../core/link.js").Interval} Interval
 * @typedef {object} Subject
 * @property {string} source
 * @property {Record<string, import("../core/link.js").Slider>} parameters
 * @property {number[]} point
 * @property {{x: Interval, y?: Interval}} domain
 * @property {[number, number, number] | null} [view]  where the camera stands
 * @property {boolean} [isEquation]  of a curve, and no function
 * @typedef {object} Takes  what functions a lab takes
 * @property {number} fewest  variables
 * @property {number} most
 * @property {boolean} [vectors]  whether values may be vectors
 * @property {string} as  what they are there
 * @typedef {import("./common/meaning.js").Kind} Kind
 */

/** What a state is about; null where that is no typed function. @param {any} state @returns {Subject | null} */
export function subjectOf(state) {
  const { source, parameters, domain, runs, view } = state;
  if (source === undefined || domain === undefined || view === "chain" || view === "family") return null;
  const point = runs ? [runs[0].start].flat() : view === "space" || view === "surface" ? state.start : state.point;
  return { source, parameters, domain, point, ...(isCamera(view) ? { view } : {}) };
}

/** Whether a lab can be about a function. @param {Takes | undefined} takes @param {Kind} kind */
export function isTaken(takes, { variables, shape }) {
  const count = Math.max(variables.length, 1);
  return (
    takes !== undefined && count >= takes.fewest && count <= takes.most && (!shape.length || takes.vectors === true)
  );
}

/**
 * A lab's state about a subject: the rest stays as it is, and if the subject does too, all of it.
 * @param {any} state
 * @param {Subject} subject
 * @param {number} count  of its variables
 */
export function carried(state, subject, count) {
  const own = subjectOf(state);
  const { source, parameters, view } = subject;
  const { domain, point } = placed(state, subject, count);
  const camera = view !== undefined && isCamera(state.view) ? { view } : {};
  if (own && own.source === source && isSame(own.domain, domain) && isSame(own.point, point))
    return { ...state, parameters, ...camera };
  const walks = state.runs ? { runs: state.runs.map((/** @type {any} */ run) => from(run, point)), step: 0 } : {};
  const together = "together" in state ? { together: true } : {};
  const map = state.view === "chain" ? { view: "map" } : {};
  const set = "constraint" in state ? onSet(state, point, count) : {};
  return { ...state, source, parameters, domain, point, ...camera, ...walks, ...together, ...map, ...set, scene: null };
}

/**
 * Functions of three variables are looked at in space, those of fewer on a curve; the constraint that is there stays if
 * it is one of as many.
 * @param {any} state
 * @param {number[]} point
 * @param {number} count
 */
function onSet({ view, point: beside, constraint }, point, count) {
  const isInSpace = count > 2;
  const isThere = isInSpace === (view === "space" || view === "surface");
  const wanted = isThere ? view : isInSpace ? "space" : "curve";
  const fitting = isInSpace ? "x^2 + y^2 + z^2 = 1" : "x^2 + y^2 = 1";
  const at = isInSpace
    ? { start: point, point: beside, step: 0, part: 0 }
    : { point: [point[0], point[1] ?? beside[1]] };
  return { view: wanted, ...at, ...(isThere ? { constraint } : { constraint: fitting, level: null }) };
}

/**
 * The state of the constraints lab with an equation for its constraint: the function stays if it is one of the same
 * variables, else it is their sum.
 * @param {any} state
 * @param {string} constraint
 * @param {string[]} variables  two or three
 */
export function onConstraint(state, constraint, variables) {
  const view = variables.length > 2 ? "space" : "curve";
  const stays = state.view === view && variables.join("") === "xyz".slice(0, variables.length);
  const own = stays ? {} : { source: variables.join(" + "), parameters: {} };
  return { ...state, ...own, view, constraint, level: null, scene: null };
}

/**
 * The state of the lab of equations with one: the box comes along where it is one of two variables.
 * @param {any} state
 * @param {string} source
 * @param {any} from  the state of the lab that it was typed in
 */
export function asCurve(state, source, { domain = {} }) {
  const { x, y = x } = domain;
  return { ...state, source, parameters: {}, ...(x ? { domain: { x, y } } : {}), scene: null };
}

/** @param {any} state @param {Subject} subject @param {number} count */
function placed(state, subject, count) {
  const { x, y = x } = subject.domain;
  const domain = "y" in state.domain ? { x, y } : { x };
  const isPlane = "angle" in state;
  const size = "y" in domain ? (isPlane ? 2 : count) : 1;
  const middles = Object.values(domain).map(([low, high]) => (low + high) / 2);
  const point = Array.from({ length: size }, (_, k) => subject.point[k] ?? middles[k] ?? 1);
  return { domain, point };
}

/** A run that begins at the point. @param {{start: number | number[]}} run @param {number[]} point */
function from(run, point) {
  return { ...run, start: Array.isArray(run.start) ? point : point[0] };
}

/** @param {any} view @returns {view is [number, number, number] | null} */
function isCamera(view) {
  return view === null || Array.isArray(view);
}

/** @param {unknown} one @param {unknown} other */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Why a function stays where it is, and how it can come along.
 * @param {string} title  of the labs
 * @param {Takes[]} takes  what they take
 * @param {Kind} kind
 * @param {string} from  where it stays
 */
export function staysBehind(title, takes, { variables, shape }, from) {
  const stays = `it stays in ${from}.`;
  if (shape.length && !takes.some(({ vectors }) => vectors))
    return `${title} needs a number, and this is a vector: ${stays} One entry or its norm can come along.`;
  const most = Math.max(...takes.map((each) => each.most));
  const [first, ...others] = variables.slice(most);
  const much = t(`${title} takes up to ${most} variables, and this function has ${variables.length}: ${stays}`);
  const names = [first, ...others].join(", ");
  return `${much} ${t(`Give ${names} a value on a line before, for example ${first} = 1.`)}`;
}
