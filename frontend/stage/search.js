/** One search over scenes, functions, methods and words. Pure functions. */

import { askedStems, meaningsOf, nearest, stemsOf } from "./words.js";

/**
 * @typedef {import("./entries.js").Entry} Entry
 * @typedef {Entry & {stems: Map<string, number>, key: string, called: Set<string>}} Indexed
 */

// Scenes come first where others are found as well: they explain.
const KINDS = { scene: 1.15, method: 1, function: 1, word: 0.9 };
const BEGINNING = 0.6; // what a word counts of which only the beginning is typed
const MEANING = 0.8; // and one that means about the same
const SHORTEST = 3; // letters of such a beginning
const LATEX = /\\[a-z]+/gi;
const NAMED = 2; // what an entry counts more that has this very name
const CALLED = 1.7; // and one that is called so elsewhere
const SCENE = /^\d+[.,]\d+[a-z]?$/;

/** @param {Entry[]} entries @returns {Indexed[]} */
export function indexOf(entries) {
  return entries.map((entry) => {
    /** @type {Map<string, number>} */
    const stems = new Map();
    for (const [text, weight] of entry.fields)
      for (const stem of stemsOf(text)) stems.set(stem, Math.max(stems.get(stem) ?? 0, weight));
    return { ...entry, stems, key: keyOf(entry.name), called: new Set((entry.words ?? []).map(keyOf)) };
  });
}

/** The same for texts that differ in endings and signs alone. @param {string} text */
const keyOf = (text) => stemsOf(text).join(" ");

/**
 * What a text finds, the best first.
 * @param {Indexed[]} index
 * @param {string} text
 * @param {number} [most]
 * @returns {Indexed[]}
 */
export function search(index, text, most = 8) {
  const query = text.trim().toLowerCase().replace(",", ".");
  if (SCENE.test(query)) {
    const scenes = index.filter(({ id }) => id?.startsWith(query));
    return scenes.sort((a, b) => Number(b.id === query) - Number(a.id === query)).slice(0, most);
  }
  const stems = telling(askedStems(text.replace(LATEX, " ")), text).map((stem) =>
    isKnown(index, stem) ? stem : (likely(index, stem) ?? stem),
  );
  const asked = [...new Set(stems)].map((stem) => termOf(index, stem));
  if (!asked.length) return [];
  const name = stems.join(" ");
  return index
    .map((entry) => ({ entry, score: scoreOf(entry, asked, name) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ entry }) => entry);
}

/** Of a formula its words: its letters and numbers stand in every text. @param {string[]} stems @param {string} text */
function telling(stems, text) {
  return looksTyped(text) ? stems.filter((stem) => stem.length > 1 && !/^[\d.]+$/.test(stem)) : stems;
}

/** @param {Indexed[]} index @param {string} stem */
function isKnown(index, stem) {
  const meanings = meaningsOf(stem);
  return index.some((entry) => weightOf(entry, stem, meanings) > 0);
}

/** What was meant by a word that stands nowhere. @param {Indexed[]} index @param {string} stem */
function likely(index, stem) {
  return nearest(stem, new Set(index.flatMap(({ stems }) => [...stems.keys()])));
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
 * @param {string} name  that was asked for
 */
function scoreOf(entry, asked, name) {
  let [sum, found, all] = [0, 0, 0];
  for (const { stem, meanings, rarity } of asked) {
    const weight = weightOf(entry, stem, meanings);
    sum += rarity * Math.sqrt(weight);
    found += weight > 0 ? rarity : 0;
    all += rarity;
  }
  const called = entry.key === name ? NAMED : entry.called.has(name) ? CALLED : 1;
  return KINDS[entry.kind] * called * sum * (found / all) ** 2;
}

const KNOWN = /^(?:[a-z]|pi|tau|sin|cos|tan|exp|log|ln|sqrt|abs|tanh|relu|sigmoid|cbrt)$/i;

/** Whether a text is more likely a function than words: then the server is asked to read it. @param {string} text */
export function looksTyped(text) {
  const trimmed = text.trim();
  if (!trimmed || SCENE.test(trimmed)) return false;
  if (/\\[a-z]+/i.test(trimmed)) return true; // LaTeX
  if (/[\^*/+=()|[\]\\√·²³]|\d\s*[a-z]|[a-z]\s*-\s*[a-z\d]/i.test(trimmed) && !isPhrase(trimmed)) return true;
  return trimmed.split(/\s+/).every((each) => KNOWN.test(each) || /^-?\d*\.?\d+$/.test(each));
}

/** Words of people, in spite of a sign among them: "step-size", "L1/L2", "3d surface". @param {string} text */
function isPhrase(text) {
  const words = text.match(/[a-z]{2,}/gi) ?? [];
  return words.some((word) => word.length > 3 && !KNOWN.test(word) && !new RegExp(`${word}\\s*\\(`).test(text));
}
