/** Words as they are compared: without their endings, and with others that mean about the same. Pure functions. */

import { inEnglish } from "./german-words.js";

/** Each row means about the same to who looks for it; the first of a row need not be a word of the course. */
const ALIKE = [
  ["large", "big", "high", "long", "great"],
  ["small", "low", "little", "tiny", "short"],
  ["diverge", "explode", "runaway", "overshoot", "further"],
  ["minimum", "minima", "pit", "valley", "lowest"],
  ["maximum", "maxima", "top", "peak", "hill", "highest"],
  ["saddle", "pass"],
  ["rate", "step", "lr", "stepsize"],
  ["slope", "steep", "derivative", "gradient"],
  ["overfit", "overfitting", "parameter", "noise"],
  ["backprop", "backpropagation", "backward", "back"],
  ["converge", "arrive", "settle"],
  ["network", "neural", "net", "layer"],
  ["regression", "fit", "residual"],
  ["oscillate", "zigzag", "swing", "cycle", "cycling", "bounce"],
  ["corner", "kink", "nondifferentiable"],
  ["curvature", "hessian", "second"],
  ["root", "zero"],
  ["probability", "entropy"],
  ["jacobian", "linearise", "linearize", "linearization"],
  ["train", "learn", "training", "learning"],
  ["initialise", "initialize"],
  ["optimise", "optimize"],
  ["regularise", "regularize"],
  ["minimise", "minimize", "minimum"],
];

/** Whole phrases for what the course says in other words. @type {[RegExp, string][]} */
const PHRASES = [
  [
    /\b(?:learning )?(?:rate|step)s?(?: size)? (?:is |are )?(?:far )?too (?:large|big|high|long)\b/g,
    "rate step too long diverge",
  ],
  [/\b(?:learning )?(?:rate|step)s?(?: size)? (?:is |are )?(?:far )?too (?:small|low|short)\b/g, "rate small creep"],
  [/\bover-?fit(?:s|ting)?\b/g, "overfit too many parameters"],
  [/\bgradient vanishes|vanishing gradients?\b/g, "gradient vanishes saturated"],
  [/\bstep[- ]size\b/g, "learning rate"],
  [/\bback-?prop(?:agation)?\b/g, "backprop back chain rule"],
];

const ENDINGS = /(?:ations?|ing|ers?|ed|es|s|ly|′s|'s)$/;
const SHORTEST = 4; // letters that are left
/** So frequent that they tell nothing. */
const EMPTY = new Set(
  `a an and are as at be by can do does for from how i if in is it its my of on or that the this to what when where
  which why with you`.split(/\s+/),
);

/** A word without its ending. @param {string} word */
export function stemOf(word) {
  const bare = word.replace(ENDINGS, "");
  const stem = bare.length >= SHORTEST ? bare : word;
  return stem.length > SHORTEST ? stem.replace(/e$/, "") : stem;
}

/** The words of a text, compared by their stems. @param {string} text @returns {string[]} */
export function stemsOf(text) {
  const said = PHRASES.reduce((before, [pattern, words]) => before.replace(pattern, words), plain(text));
  const words = said.match(/[\p{L}\d][\p{L}\d.]*/gu) ?? [];
  return words
    .map((word) => word.replace(/\.$/, ""))
    .filter((word) => !EMPTY.has(word))
    .map(stemOf);
}

/** The stems of what somebody looks for, who may write German. @param {string} text @returns {string[]} */
export const askedStems = (text) => stemsOf(inEnglish(plain(text)));

/** In small letters, without accents. @param {string} text */
function plain(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");
}

/**
 * The one of several words that was most likely meant by one with a letter or two amiss; none if none is near.
 * @param {string} word
 * @param {Iterable<string>} known
 */
export function nearest(word, known) {
  let [best, least] = [/** @type {string | null} */ (null), slipsOf(word) + 1];
  for (const each of known) {
    if (Math.abs(each.length - word.length) >= least) continue;
    const slips = distance(word, each);
    if (slips < least) [best, least] = [each, slips];
  }
  return best;
}

const NONE_BELOW = 4; // letters: whatever is shorter is another word as soon as one letter is
const TWO_FROM = 8;

/** How many letters may be amiss. @param {string} word */
function slipsOf({ length }) {
  return length < NONE_BELOW ? 0 : length < TWO_FROM ? 1 : 2;
}

/**
 * Letters that one has to change, add, leave out, or swap with their neighbour.
 * Source: Damerau (1964), in the form that moves no letter twice.
 * @param {string} one
 * @param {string} other
 */
function distance(one, other) {
  const rows = [Array.from({ length: other.length + 1 }, (_, k) => k)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let k = 1; k <= other.length; k++) {
      const change = rows[i - 1][k - 1] + Number(one[i - 1] !== other[k - 1]);
      row[k] = Math.min(change, rows[i - 1][k] + 1, row[k - 1] + 1);
      const isSwapped = i > 1 && k > 1 && one[i - 1] === other[k - 2] && one[i - 2] === other[k - 1];
      if (isSwapped) row[k] = Math.min(row[k], rows[i - 2][k - 2] + 1);
    }
    rows.push(row);
  }
  return rows[one.length][other.length];
}

const ROWS = ALIKE.map((row) => row.map(stemOf));

/** Stems that mean about the same. @param {string} stem @returns {string[]} */
export function meaningsOf(stem) {
  return ROWS.filter((row) => row.includes(stem)).flatMap((row) => row.filter((each) => each !== stem));
}
