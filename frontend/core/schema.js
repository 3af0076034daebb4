/** One codec over a lab's JSON Schema: its first state, what can be chosen in it, and how a link holds it. */

import { CATALOGUE } from "./catalogue.js";
import { FORMS, formOf } from "./forms.js";

/**
 * @typedef {import("./forms.js").Rule} Rule
 * @typedef {import("./link.js").Link} Link
 * @typedef {object} Extra
 * @property {Record<string, any[]>} choices  all that can be chosen in a field; of runs, their methods
 * @property {Record<string, [number, number]>} ranges  of numbers, and of how many entries or characters there may be
 * @property {Record<string, [number, number]>} entries  the same of what a list consists of
 */

/**
 * The codec of a lab whose state the catalogue describes.
 * @param {string} name
 * @param {(state: any, link: Link) => any} [settled]  the state that was read, with what goes together
 * @returns {Omit<import("./link.js").Codec, "DEFAULT_STATE"> & {DEFAULT_STATE: any} & Extra}
 */
export function labCodec(name, settled = (state) => state) {
  const rules = rulesOf(CATALOGUE.labs[name]);
  const linked = rules.filter(({ link }) => link !== undefined);
  // Sliders come last: they are the longest.
  const written = [
    ...linked.filter(({ form }) => form !== "sliders"),
    ...linked.filter(({ form }) => form === "sliders"),
  ];
  const DEFAULT_STATE = {
    ...Object.fromEntries(rules.map(({ name, default: usual }) => [name, usual])),
    lab: name,
    scene: null,
  };
  return {
    DEFAULT_STATE,
    UNNOTED: rules.filter(({ noted }) => noted === false).map(({ name }) => name),
    RETURNING: rules.filter(({ returning }) => returning).map(({ name }) => name),
    choices: Object.fromEntries(rules.map((rule) => [rule.name, choicesOf(rule)])),
    ranges: Object.fromEntries(rules.map((rule) => [rule.name, rangeOf(rule)])),
    entries: Object.fromEntries(rules.map((rule) => [rule.name, entriesOf(rule)])),
    pairsOf: (state) => written.filter((rule) => isTold(rule, state)).flatMap((rule) => pairsOf(rule, state)),
    readState(link) {
      const state = { ...DEFAULT_STATE };
      for (const rule of linked) /** @type {any} */ (state)[rule.name] = read(rule, link, state);
      return settled(state, link);
    },
  };
}

/**
 * Every field of a state with its form; what may be none, and what stands elsewhere, is unfolded.
 * @param {any} schema
 * @returns {Rule[]}
 */
function rulesOf({ properties, $defs = {} }) {
  return Object.entries(properties).map(([name, property]) => {
    const whole = unfolded(property, $defs);
    return { ...whole, name, form: formOf(whole) };
  });
}

/** @param {any} property @param {any} definitions @returns {any} */
function unfolded({ anyOf, $ref, items, ...own }, definitions) {
  const some = anyOf?.find((/** @type {any} */ { type }) => type !== "null");
  const named = $ref ? definitions[$ref.split("/").at(-1)] : {};
  const whole = { ...(some ? unfolded(some, definitions) : {}), ...named, ...own };
  return items ? { ...whole, items: unfolded(items, definitions) } : whole;
}

/** @param {Rule} rule */
function choicesOf({ enum: names, known, items, form, default: usual }) {
  return names ?? known ?? items?.properties?.method?.enum ?? (form === "toggles" ? Object.keys(usual) : []);
}

/** @param {Rule} rule */
function rangeOf({ minimum, maximum, minItems = 0, maxItems, maxLength }) {
  const most = maxItems ?? maxLength;
  return most === undefined ? [minimum, maximum] : [minItems, most];
}

/** @param {Rule} rule */
function entriesOf({ longest, items }) {
  return longest === undefined ? rangeOf(items ?? {}) : [1, longest];
}

/** Whether a link has this field: where others have certain values. @param {Rule} rule @param {any} state */
function isTold({ when }, state) {
  return !when || agrees(when, state);
}

/** @param {Record<string, any[]>} wanted @param {any} state */
function agrees(wanted, state) {
  return Object.entries(wanted).every(([name, values]) => values.includes(state[name]));
}

/** @param {Rule} rule @param {any} state @returns {import("./link.js").Pairs} */
function pairsOf(rule, state) {
  const { write } = FORMS[rule.form];
  const value = state[rule.name];
  const pairs = value === null && rule.none === undefined ? [] : write(value, rule);
  const isSparse = rule.sparse === true || (rule.sparse && agrees(rule.sparse, state));
  return isSparse && String(pairs) === String(write(rule.default, rule)) ? [] : pairs;
}

/** @param {Rule} rule @param {Link} link @param {any} state  what of it has been read already */
function read(rule, link, state) {
  const usual = rule.usual ? state[rule.usual] : rule.default;
  const value = FORMS[rule.form].read(link, rule, usual, state);
  return rule.most ? Math.min(value, state[rule.most]) : value;
}
