/** Words as they are compared: without their endings, and with others that mean about the same. Pure functions. */

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
  const said = PHRASES.reduce((before, [pattern, words]) => before.replace(pattern, words), text.toLowerCase());
  const words = said.normalize("NFKD").match(/[\p{L}\d][\p{L}\d.]*/gu) ?? [];
  return words
    .map((word) => word.replace(/\.$/, ""))
    .filter((word) => !EMPTY.has(word))
    .map(stemOf);
}

const ROWS = ALIKE.map((row) => row.map(stemOf));

/** Stems that mean about the same. @param {string} stem @returns {string[]} */
export function meaningsOf(stem) {
  return ROWS.filter((row) => row.includes(stem)).flatMap((row) => row.filter((each) => each !== stem));
}
