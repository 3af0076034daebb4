/**
 * What a scene shows on the stage, one press of a clicker after another. A beat is a small change of the state with one
 * sentence. Pure functions.
 */

import { revealed } from "./talk.js";

/**
 * @typedef {import("../widgets/course-menu.js").Scene} Scene
 * @typedef {{says: string, state: Record<string, any>, play: boolean}} Beat  what is said, what of the state changes to
 *   what, and whether the walk, or whatever else Space starts, begins
 */

/** As many characters as two lines of large type hold; more would leave little room for the picture. */
export const LONG = 105;
const SHORTEST = 24; // of a part that is said alone

/** What is said of a press that a lecturer need not make. */
const PLAYS = /^(press )?play\b/i;

/** The scene's own beats; where it has none, those of its text. @param {Scene} scene @returns {Beat[]} */
export function beatsOf(scene) {
  return scene.beats.length ? scene.beats : told(scene);
}

/**
 * The bare picture with the scene's question, then its text sentence by sentence, at last what is to be tried. What is
 * switched on comes with the sentence that talks of it, and a computation goes on with each. Where nothing is asked,
 * the first sentence is the beginning: a press that says nothing new would look like a clicker that fails.
 * @param {Scene} scene
 * @returns {Beat[]}
 */
function told({ text, try: trial, state }) {
  const bare = bareOf(state);
  const [first, ...more] = sentencesOf(text);
  const question = questionOf({ text, try: trial });
  const [task] = sentencesOf(trial);
  const sentences = [first, ...[...more, task].filter((each) => each !== question)].flatMap(partsOf);
  const shown = "show" in bare ? changesAmong(revealed(sentences, /** @type {any} */ (state).show)) : [];
  const steps = stepsAmong(sentences.length - (question ? 0 : 1), state);
  const said = sentences.map((each, k) => beat(each, shown[k]));
  const beats = question
    ? [beat(question, bare), ...said]
    : [beat(sentences[0], { ...bare, ...shown[0] }), ...said.slice(1)];
  return beats.map((each, k) => ({
    ...each,
    state: { ...each.state, ...(k ? steps[k - 1] : {}) },
    play: (k === 1 && "steps" in state) || PLAYS.test(each.says),
  }));
}

/**
 * Where a computation of a few steps has come to with each of so many sentences; a walk of many steps is played.
 * @param {number} count
 * @param {any} state
 */
function stepsAmong(count, { step, steps }) {
  if (!step || steps !== undefined) return [];
  return Array.from({ length: count }, (_, k) => ({ step: Math.ceil((step * (k + 1)) / count) }));
}

/** What changes with each sentence. @param {Record<string, boolean>[]} shown  with each of them */
function changesAmong(shown) {
  const key = (/** @type {number} */ k) => JSON.stringify(shown[k]);
  return shown.map((show, k) => (k === 0 || key(k) !== key(k - 1) ? { show } : {}));
}

/** @param {string} says @param {Record<string, any>} [state] @returns {Beat} */
function beat(says, state = {}) {
  return { says, state, play: false };
}

/** A state in which nothing is switched on yet, and nobody has walked: what differs. @param {any} state */
function bareOf({ show = {}, step }) {
  const none = Object.fromEntries(Object.keys(show).map((name) => [name, false]));
  return { ...(Object.values(show).some(Boolean) ? { show: none } : {}), ...(step ? { step: 0 } : {}) };
}

/** The first thing that a scene asks; none, if it only tells. @param {Pick<Scene, "text" | "try">} scene */
export function questionOf({ text, try: trial }) {
  return [...sentencesOf(trial), ...sentencesOf(text)].find((each) => each.endsWith("?")) ?? "";
}

/** What is said over a scene as it opens. @param {Scene} scene */
export function openingOf(scene) {
  return beatsOf(scene)[0].says;
}

/** @param {string} text */
export function sentencesOf(text) {
  return text.split(/(?<=[.?!][)”"]?)\s+/u).filter(Boolean);
}

/**
 * A long sentence as several, where a colon or a semicolon parts it.
 * @param {string} sentence
 * @returns {string[]}
 */
export function partsOf(sentence) {
  if (sentence.length <= LONG || sentence.endsWith("?")) return [sentence];
  const ends = [...sentence.matchAll(/[:;](?=\s)/g)].map(({ index }) => index);
  const isOwn = (/** @type {number} */ at) => at >= SHORTEST && sentence.length - at > SHORTEST;
  const end = ends.findLast((at) => at <= LONG && isOwn(at)) ?? ends.find(isOwn);
  if (end === undefined) return [sentence];
  return [`${sentence.slice(0, end)}.`, ...partsOf(begunSentence(sentence.slice(end + 1).trim()))];
}

const NAMES = /^(sin|cos|tan|log|exp|det|max|min)\b/;

/** A word begins a sentence with a capital letter, a name does not. @param {string} text */
function begunSentence(text) {
  const isWord = /^(a (?=[a-z]{3})|[a-z]{2,}\b)/.test(text) && !NAMES.test(text);
  return isWord ? text[0].toUpperCase() + text.slice(1) : text;
}

/**
 * The state in which a scene is after its beat number `k`, if nobody has touched it.
 * @param {Scene} scene
 * @param {number} k
 */
export function stateAt(scene, k) {
  const patches = beatsOf(scene).slice(0, k + 1);
  return Object.assign({}, scene.state, ...patches.map(({ state }) => state));
}

/**
 * A scene that is asked for by its name alone, as a hall sees it first; none that there is not.
 * @template State
 * @param {State} state
 * @param {Scene} [scene]
 * @returns {State}
 */
export function begun(state, scene) {
  return scene ? { ...state, ...beatsOf(scene)[0].state } : state;
}

/**
 * What of the state changes when one goes back from a beat to the one before.
 * @param {Scene} scene
 * @param {number} k
 */
export function undone(scene, k) {
  const before = /** @type {Record<string, any>} */ (stateAt(scene, k - 1));
  return Object.fromEntries(Object.keys(beatsOf(scene)[k].state).map((key) => [key, before[key]]));
}
