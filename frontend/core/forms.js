/** The forms in which a link holds the fields of a state: each is written as pairs, and read with a default. */

import { SETTINGS } from "./catalogue.js";
import { defaultPlace } from "./interval.js";
import { namesOf, numberOf, parameterPairs } from "./link.js";

/**
 * @typedef {import("./link.js").Link} Link
 * @typedef {import("./link.js").Pairs} Pairs
 * @typedef {any} Rule  a property of a JSON Schema, its name and its form; `gradscape.labs.fields` says what else
 * @typedef {object} Form
 * @property {(value: any, rule: Rule) => Pairs} write
 * @property {(link: Link, rule: Rule, usual: any, state: any) => any} read
 */

/** @param {Rule} rule */
export function formOf({ form, type, enum: names, words }) {
  return form ?? (names ? "choice" : words ? "switch" : type);
}

/** @type {Record<string, Form>} */
export const FORMS = {
  string: {
    write: (value, { link: key }) => [[key, value]],
    read: (link, { link: key, maxLength }, usual) => link.text(key)?.slice(0, maxLength) ?? usual,
  },
  choice: {
    write: (value, { link: key }) => [[key, String(value)]],
    read(link, { link: key, enum: names }, usual) {
      const chosen = link.choice(key, names.map(String), String(usual));
      return names.find((/** @type {any} */ name) => String(name) === chosen);
    },
  },
  switch: {
    write: (value, { link: key, words }) => [[key, words[Number(value)]]],
    read: (link, { link: key, words }, usual) => link.choice(key, words, words[Number(usual)]) === words[1],
  },
  integer: {
    write: (value, { link: key }) => [[key, String(value)]],
    read: (link, { link: key, minimum, maximum }, usual) => link.whole(key, [minimum, maximum], usual),
  },
  number: {
    write: (value, { link: key, none }) => [[key, value === null ? none : String(value)]],
    read: readNumber,
  },
  list: {
    write: (value, { link: key, digits }) => [
      [key, value.map((/** @type {number} */ each) => (digits ? each.toFixed(digits) : each)).join(",")],
    ],
    read: readList,
  },
  names: {
    // A blank would be escaped.
    write: (value, { link: key }) => [
      [key, value.map((/** @type {string} */ name) => name.replace(" ", "*")).join(",")],
    ],
    read(link, { link: key, known }, usual) {
      const names = split(link.text(key), ",")?.map((name) => name.replace("*", " "));
      if (names && !names.every((name) => known.includes(name)))
        link.complain(key, `are not names among ${known.join(", ")}`);
      return names?.every((name) => known.includes(name)) ? names : usual;
    },
  },
  words: {
    write: (value, { link: key }) => [[key, value.join(",")]],
    read: (link, { link: key, maxItems }, usual) =>
      link
        .text(key)
        ?.split(",")
        .filter((name) => /^[A-Za-zα-ω]\w*$/.test(name))
        .slice(0, maxItems) ?? usual,
  },
  numbered: {
    write: (value, { link: key }) =>
      value.map((/** @type {string} */ each, /** @type {number} */ k) => [key + (k + 1), each]),
    read(link, { link: key, minItems, maxItems }, usual) {
      const texts = Array.from({ length: maxItems }, (_, k) => link.text(key + (k + 1)));
      const given = texts.filter((text) => text !== undefined);
      return given.length >= minItems ? given : usual;
    },
  },
  columns: {
    write: (value, { link: keys }) =>
      keys
        .split(",")
        .map((/** @type {string} */ key, /** @type {number} */ k) => [
          key,
          value.map((/** @type {number[]} */ each) => each[k]).join(","),
        ]),
    read(link, { link: key, maxItems, of }, usual) {
      const keys = key.split(",");
      const [first, ...others] = keys.map(
        (/** @type {string} */ each) => split(link.text(each), ",")?.map(numberOf) ?? [],
      );
      const isWhole =
        first.length <= maxItems && others.every((/** @type {any[]} */ { length }) => length === first.length);
      if (isWhole && ![first, ...others].flat().some(Number.isNaN))
        return first.map((/** @type {number} */ each, /** @type {number} */ k) => [
          each,
          ...others.map((/** @type {number[]} */ column) => column[k]),
        ]);
      link.complain(keys[0], `with ${keys.slice(1).join(" and ")} is not up to ${maxItems} ${of}`);
      return usual;
    },
  },
  rows: {
    write: (value, { link: key }) => [[key, value.join(";")]],
    read(link, { link: key, maxItems, longest }, usual) {
      const rows = link
        .text(key)
        ?.split(";")
        .map((row) => row.split(",").map(numberOf));
      if (!rows) return usual;
      const isWhole = rows.every((row) => row.length === rows[0].length && !row.some(Number.isNaN));
      if (isWhole && rows.length <= maxItems && rows[0].length <= longest) return rows;
      link.complain(key, `is not up to ${maxItems} rows of 1 to ${longest} numbers`);
      return usual;
    },
  },
  domain: {
    write: (value, { link: key }) => key.split(",").map((/** @type {string} */ axis) => [axis, value[axis].join(",")]),
    read(link, { link: key }, usual) {
      const axes = key.split(",");
      if (!usual && link.text(axes[0]) === undefined) return usual;
      const interval = (/** @type {string} */ axis) => link.interval(axis, usual?.[axis] ?? [-1, 1]);
      return Object.fromEntries(axes.map((/** @type {string} */ axis) => [axis, interval(axis)]));
    },
  },
  sliders: {
    write: (value) => parameterPairs(value),
    // Another function has other parameters.
    read: (link, _, usual) => (link.text("f") === undefined ? { ...usual, ...link.parameters() } : link.parameters()),
  },
  settings: {
    write(value) {
      const pairs = Object.entries(value).map(([name, each]) => /** @type {[string, string]} */ ([name, String(each)]));
      return pairs.length ? pairs : [["settings", "usual"]];
    },
    read(link, _, usual) {
      // Those of the method, not those that the lab begins with.
      if (link.text("settings") === "usual") return {};
      const given = [...SETTINGS.values()].filter(({ name }) => link.text(name) !== undefined);
      const entries = given.map(({ name, kind }) => [
        name,
        kind === "choice" ? link.text(name) : link.number(name, NaN),
      ]);
      return given.length ? Object.fromEntries(entries.filter(([, value]) => !Number.isNaN(value))) : usual;
    },
  },
  toggles: {
    write: (value, { link: key }) => [[key, namesOf(value)]],
    read: (link, { link: key, default: all }, usual) => link.toggles(key, Object.keys(all), usual),
  },
  runs: {
    write: (value, { link: key, items }) => [
      [key, value.map((/** @type {any} */ run) => runText(run, Object.keys(items.properties))).join(";")],
    ],
    read(link, { link: key, items, maxItems }, usual) {
      const text = link.text(key);
      if (text === undefined) return usual;
      const runs = text.split(";").map((each) => readRun(each, items.properties));
      if (runs.length <= maxItems && !runs.includes(null)) return runs;
      link.complain(key, `is not 1 to ${maxItems} runs, each as ${Object.keys(items.properties).join(":")}`);
      return usual;
    },
  },
};

/** The parts that are not empty. @param {string | undefined} text @param {string} separator */
function split(text, separator) {
  return text?.split(separator).filter(Boolean);
}

/** @type {Form["read"]} */
function readNumber(link, { link: key, minimum, maximum, exclusiveMinimum, none, turn }, usual) {
  if (none !== undefined && link.text(key) === none) return null;
  const number = link.number(key, usual);
  if (turn) return number >= 0 && number <= turn ? number : ((number % turn) + turn) % turn;
  if (number < minimum || number > maximum) link.complain(key, `is not from ${minimum} to ${maximum}`);
  else if (number <= exclusiveMinimum) link.complain(key, `is not above ${exclusiveMinimum}`);
  else return number;
  return usual;
}

/** @type {Form["read"]} */
function readList(link, { link: key, minItems = 0, maxItems = Infinity, items, inside, of = "numbers" }, usual, state) {
  const text = link.text(key);
  if (text === undefined) return inside ? defaultPlace(usual, Object.values(state.domain)) : usual;
  const list = text === "" && minItems === 0 ? [] : text.split(",").map(numberOf);
  if (list.length >= minItems && list.length <= maxItems && list.every((each) => fits(each, items))) return list;
  const count = minItems === maxItems ? minItems : `${minItems} to ${maxItems}`;
  link.complain(key, `is not ${maxItems === Infinity ? "a list of" : count} ${of}${boundsText(items)}`);
  return usual;
}

/** @param {number} number @param {Rule} rule */
function fits(number, { type, minimum = -Infinity, maximum = Infinity }) {
  return number >= minimum && number <= maximum && (type !== "integer" || Number.isInteger(number));
}

/** @param {Rule} rule */
function boundsText({ minimum, maximum }) {
  return maximum === undefined ? "" : `, each from ${minimum} to ${maximum}`;
}

/** momentum:-1.5,1.1:learning_rate=0.002 @param {any} run @param {string[]} names  of its parts, in their order */
function runText({ settings = {}, ...run }, names) {
  const own = names.filter((name) => name !== "settings").map((name) => String(run[name]));
  return [...own, ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)].join(":");
}

/** @param {string} text @param {Record<string, Rule>} properties  of a run */
function readRun(text, { settings, ...properties }) {
  const parts = text.split(":");
  const own = Object.entries(properties).map(([name, rule], k) => [name, readPart(parts[k] ?? "", rule)]);
  const rest = parts.slice(own.length).map(readSetting);
  if ((!settings && rest.length) || [...own.map(([, value]) => value), ...rest].includes(null)) return null;
  const steered = settings ? { settings: Object.fromEntries(/** @type {[string, any][]} */ (rest)) } : {};
  return { ...Object.fromEntries(own), ...steered };
}

/** @param {string} text @param {Rule} rule */
function readPart(text, { enum: names, items, maxItems }) {
  if (names) return names.includes(text) ? text : null;
  const list = text.split(",").map(numberOf);
  if (list.length > (items ? maxItems : 1) || list.some(Number.isNaN)) return null;
  return items ? list : list[0];
}

/** @param {string} text @returns {[string, number | string] | null} */
function readSetting(text) {
  const [name, value = "", ...rest] = text.split("=");
  const setting = SETTINGS.get(name);
  if (!setting || rest.length) return null;
  const number = numberOf(value);
  if (!Number.isNaN(number)) return [name, number];
  return setting.kind === "choice" && /^[a-z-]+$/.test(value) ? [name, value] : null;
}
