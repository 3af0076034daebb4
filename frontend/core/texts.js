/**
 * The page's texts in the reader's language. English stands in the code, and is the key to what takes its place; what a
 * table does not have stays English: scenes, sentences with numbers, what the server says.
 */

import { GERMAN } from "./texts/german.js";

export const LANGUAGES = { en: "English", de: "Deutsch" };

/** @type {Record<string, Record<string, string>>} */
export const TABLES = { de: GERMAN };
const KEY = "gradscape-language";

/** That of the address, else the one that was chosen here, else English. */
const linked = asked(globalThis.location?.hash ?? "");
export const LANGUAGE = linked ?? stored() ?? "en";
const table = TABLES[LANGUAGE] ?? {};

/** @param {string} english */
export function t(english) {
  return Object.hasOwn(table, english) ? table[english] : english;
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
