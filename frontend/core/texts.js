/**
 * The page's texts in the reader's language. English stands in the code, and is the key to what takes its place; what a
 * table does not have stays English: scenes, sentences with numbers, what the server says.
 */

import { GERMAN } from "./texts/german.js";

export const LANGUAGES = { en: "English", de: "Deutsch" };

/**
 * Numbers are written with a point everywhere, as they are typed in functions and links, where commas stand between
 * them. Browsers write those of fields by the language of the field: Swiss German has the point.
 */
const NUMBERS = /** @type {Record<string, string>} */ ({ en: "en", de: "de-CH" });

/** @type {Record<string, Record<string, string>>} */
export const TABLES = { de: GERMAN };
const KEY = "gradscape-language";

/** That of the address, else the one that was chosen here, else English. */
const linked = asked(globalThis.location?.hash ?? "");
export const LANGUAGE = linked ?? stored() ?? "en";
const table = TABLES[LANGUAGE] ?? {};
/** The language of fields for numbers. */
export const OF_NUMBERS = NUMBERS[LANGUAGE];

/** Texts of the table with a number or a name in them, as what they look like: the longest beginning comes first. */
const patterns = Object.keys(table)
  .filter((english) => english.includes("{1}"))
  .sort((one, other) => other.indexOf("{1}") - one.indexOf("{1}"))
  .map((english) => ({ seen: patternOf(english), german: table[english] }));

/**
 * A text in the reader's language. What stands in it for {1} and {2} is translated too, if the table has it.
 * @param {string} english
 * @returns {string}
 */
export function t(english) {
  if (Object.hasOwn(table, english)) return table[english];
  return patterns.length && /[a-z]{2}/.test(english) ? filled(english) : english;
}

/** @type {Map<string, string>} */
const known = new Map();
const MOST_KEPT = 2_000;

/** @param {string} english */
function filled(english) {
  const german = known.get(english) ?? looked(english);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(english, german);
  return german;
}

/** @param {string} english */
function looked(english) {
  for (const { seen, german } of patterns) {
    const found = seen.exec(english);
    if (found?.slice(1).every(isName)) return german.replace(/\{(\d)\}/g, (_, k) => t(found[k]));
  }
  return english;
}

/** Half a sentence of English would be worse than the whole: in a text stand numbers, names, and what is known. */
const isName = (/** @type {string} */ part) => !/[a-z]{3}.* [a-z]{3}/.test(part) || t(part) !== part;

/** Whether a text is a sentence that stays English in a page of another language. @param {string} text */
export function staysEnglish(text) {
  return LANGUAGE !== "en" && !isName(text);
}

/** What a text with places for others matches; these have one line. Pure. @param {string} english */
export function patternOf(english) {
  const parts = english.split(/\{\d\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("(.+?)")}$`);
}

/** What an address carries so that others read in the same language. */
export function languagePart() {
  return linked ? `lang=${linked}` : "";
}

/** The language that a fragment asks for, if we have it. @param {string} fragment */
export function asked(fragment) {
  const named = fragment.match(/[#&]lang=(\w+)/)?.[1] ?? "";
  return Object.hasOwn(LANGUAGES, named) ? named : null;
}

/** Another language from the next look at the page on. @param {string} language */
export function choose(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Without storage the address alone can say it.
  }
}

function stored() {
  try {
    const kept = localStorage.getItem(KEY) ?? "";
    return Object.hasOwn(LANGUAGES, kept) ? kept : null;
  } catch {
    return null;
  }
}

const NAMES = ["title", "aria-label", "placeholder"];

/** Translates what stands in the page from the beginning. @param {HTMLElement} root */
export function translate(root) {
  document.documentElement.lang = LANGUAGE;
  for (const element of root.querySelectorAll("*")) {
    for (const name of NAMES) {
      const text = element.getAttribute(name);
      if (text) element.setAttribute(name, t(text));
    }
    for (const node of element.childNodes) if (node.nodeType === 3) node.nodeValue = t(node.nodeValue ?? "");
  }
}
