/** One search over scenes, functions, methods and words. Pure functions. */

import { stemsOf, meaningsOf } from "./words.js";

/**
 * @typedef {object} Entry  something that can be found
 * @property {"scene" | "function" | "method" | "word"} kind
 * @property {string} name  as it is shown
 * @property {string} detail
 * @property {any} opens  a scene, or a part of a lab's state
 * @property {string} [id]  of a scene
 * @property {[string, number][]} fields  texts in which is looked, and what a word in them counts
 * @typedef {Entry & {stems: Map<string, number>}} Indexed
 */

const TITLE = 6;
const WORDS = 3;
const TEXT = 1;
// Scenes come first where others are found as well: they explain.
const KINDS = { scene: 1.15, method: 1, function: 1, word: 0.9 };
const BEGINNING = 0.6; // what a word counts of which only the beginning is typed
const MEANING = 0.8; // and one that means about the same
const SHORTEST = 3; // letters of such a beginning
const SCENE = /^\d+\.\d+[a-z]?$/;

/** @param {Entry[]} entries @returns {Indexed[]} */
export function indexOf(entries) {
  return entries.map((entry) => {
    /** @type {Map<string, number>} */
    const stems = new Map();
    for (const [text, weight] of entry.fields)
      for (const stem of stemsOf(text)) stems.set(stem, Math.max(stems.get(stem) ?? 0, weight));
    return { ...entry, stems };
  });
}

/**
 * What a text finds, the best first.
 * @param {Indexed[]} index
 * @param {string} text
 * @param {number} [most]
 * @returns {Indexed[]}
 */
export function search(index, text, most = 8) {
  const query = text.trim().toLowerCase();
  if (SCENE.test(query)) {
    const scenes = index.filter(({ id }) => id?.startsWith(query));
    return scenes.sort((a, b) => Number(b.id === query) - Number(a.id === query)).slice(0, most);
  }
  const asked = [...new Set(stemsOf(query))].map((stem) => termOf(index, stem));
  if (!asked.length) return [];
  return index
    .map((entry) => ({ entry, score: scoreOf(entry, asked, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ entry }) => entry);
}

/** A word that was asked for, and how rare it is. @param {Indexed[]} index @param {string} stem */
function termOf(index, stem) {
  const meanings = meaningsOf(stem);
  const count = index.filter((entry) => weightOf(entry, stem, meanings) > 0).length;
  return { stem, meanings, rarity: Math.log(1 + index.length / (1 + count)) };
}

/** @param {Indexed} entry @param {string} stem @param {string[]} meanings */
function weightOf({ stems }, stem, meanings) {
  const exact = stems.get(stem) ?? 0;
  const alike = MEANING * Math.max(0, ...meanings.map((each) => stems.get(each) ?? 0));
  if (exact || stem.length < SHORTEST) return Math.max(exact, alike);
  let begun = 0;
  for (const [each, weight] of stems) if (weight > begun && each.startsWith(stem)) begun = weight;
  return Math.max(alike, BEGINNING * begun);
}

/**
 * Entries that hold all of the words come far before those that hold some.
 * @param {Indexed} entry
 * @param {ReturnType<typeof termOf>[]} asked
 * @param {string} query
 */
function scoreOf(entry, asked, query) {
  let [sum, found, all] = [0, 0, 0];
  for (const { stem, meanings, rarity } of asked) {
    const weight = weightOf(entry, stem, meanings);
    sum += rarity * Math.sqrt(weight);
    found += weight > 0 ? rarity : 0;
    all += rarity;
  }
  const isNamed = entry.name.toLowerCase() === query ? 2 : 1;
  return KINDS[entry.kind] * isNamed * sum * (found / all) ** 2;
}

/**
 * All that can be found.
 * @param {import("../widgets/course-menu.js").Chapter[]} chapters
 * @param {any} catalogue
 * @param {(lab: string) => string} titleOf
 * @returns {Entry[]}
 */
export function entriesOf(chapters, catalogue, titleOf) {
  const scenes = chapters.flatMap((chapter) => chapter.scenes);
  return [
    ...chapters.flatMap((chapter) => chapter.scenes.map((scene) => sceneEntry(scene, chapter.title))),
    ...catalogue.examples.map(functionEntry),
    ...catalogue.methods.map((/** @type {any} */ method) => methodEntry(method, scenes)),
    ...wordEntries(catalogue, titleOf),
  ];
}

/** @param {any} scene @param {string} chapter @returns {Entry} */
function sceneEntry(scene, chapter) {
  const { id, title, text, state } = scene;
  return {
    kind: "scene",
    id,
    name: title,
    detail: chapter,
    opens: { scene },
    fields: [
      [title, TITLE],
      [text, WORDS],
      [scene.try, TEXT],
      [chapter, TEXT],
      [[...(state.runs ?? []), state].map(({ method }) => method ?? "").join(" "), TEXT],
    ],
  };
}

/** @param {any} example @returns {Entry} */
function functionEntry({ name, source, variables, box, note }) {
  const lab = variables.length === 1 ? "derivative" : "surface";
  const [x, y] = box;
  return {
    kind: "function",
    name,
    detail: source.split("\n").pop(),
    opens: { lab, state: { source, domain: y ? { x, y } : { x } } },
    fields: [
      [name, TITLE],
      [note, TEXT],
      [source, TEXT],
    ],
  };
}

/**
 * It opens the first scene that walks by it; else walks of its own.
 * @param {any} method
 * @param {any[]} scenes
 * @returns {Entry}
 */
function methodEntry({ name, label, summary }, scenes) {
  const scene = scenes.find(
    ({ lab, state }) => lab === "paths" && state.runs.some((/** @type {any} */ run) => run.method === name),
  );
  return {
    kind: "method",
    name: label,
    detail: summary,
    opens: scene ? { scene } : { lab: "paths", method: name },
    fields: [
      [`${label} ${name}`, TITLE],
      [summary, WORDS],
    ],
  };
}

/**
 * Functions of the language, and what labs let one choose.
 * @param {any} catalogue
 * @param {(lab: string) => string} titleOf
 * @returns {Entry[]}
 */
function wordEntries({ functions, losses, activations, data_sets: dataSets, scatter_data: scatter }, titleOf) {
  /** @type {(name: string, more: string, lab: string, state: any) => Entry} */
  const word = (name, more, lab, state) => ({
    kind: "word",
    name,
    detail: more || titleOf(lab),
    opens: { lab, state },
    fields: [
      [name, TITLE],
      [more, WORDS],
    ],
  });
  return [
    ...functions
      .filter((/** @type {any} */ each) => each.arguments === "1")
      .map((/** @type {any} */ { name, description }) =>
        word(name, description, "derivative", { source: `${name}(x)` }),
      ),
    ...losses.map((/** @type {any} */ { name, label }) =>
      word(label, "a loss of residuals", "regression", { loss: name }),
    ),
    ...scatter.map((/** @type {any} */ { name, label }) => word(label, "points to fit", "regression", { data: name })),
    ...activations.map((/** @type {any} */ { name }) =>
      word(name, "an activation of networks", "network", { activations: [name, name, name] }),
    ),
    ...dataSets.map((/** @type {any} */ { name, label }) => word(label, "points to learn", "network", { data: name })),
  ];
}

const KNOWN = /^(?:[a-z]|pi|tau|sin|cos|tan|exp|log|ln|sqrt|abs|tanh|relu|sigmoid|cbrt)$/i;

/** Whether a text is more likely a function than words: then the server is asked to read it. @param {string} text */
export function looksTyped(text) {
  const trimmed = text.trim();
  if (!trimmed || SCENE.test(trimmed)) return false;
  if (/[\^*/+=()|[\]\\√·²³]|\d\s*[a-z]|[a-z]\s*-\s*[a-z\d]/i.test(trimmed) && !isPhrase(trimmed)) return true;
  return trimmed.split(/\s+/).every((each) => KNOWN.test(each) || /^-?\d*\.?\d+$/.test(each));
}

/** Words of people, in spite of a sign among them: "step-size", "L1/L2", "3d surface". @param {string} text */
function isPhrase(text) {
  const words = text.match(/[a-z]{2,}/gi) ?? [];
  return words.some((word) => word.length > 3 && !KNOWN.test(word) && !new RegExp(`${word}\\s*\\(`).test(text));
}
