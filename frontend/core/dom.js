/**
 * Making HTML elements. Text is always text: nothing here reads markup. What texts.js has in the reader's language is
 * put in it here, once for all.
 */

import { keptOfKind, made } from "./redraw.js";
import { staysEnglish, t } from "./texts.js";

const SPOKEN = new Set(["title", "aria-label", "placeholder"]);

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [properties]  set as properties; `class` and those with a dash as attributes
 * @param {(Node | string | null)[]} [children]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function html(tag, properties = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, given] of Object.entries(properties)) {
    const value = SPOKEN.has(name) ? t(given) : given;
    if (name === "class" || name.includes("-")) element.setAttribute(name, value);
    else Object.assign(element, { [name]: value });
  }
  if (children.every((child) => typeof child === "string") && children.some(isForeign)) element.lang ||= "en";
  const present = /** @type {(Node | string)[]} */ (children.filter((child) => child !== null));
  element.append(...present.map((child) => (typeof child === "string" ? t(child) : child)));
  return element;
}

/** @param {Node | string | null} child */
const isForeign = (child) => typeof child === "string" && staysEnglish(child);

/** The head of a column; over the names of rows there is none. @param {string} name */
export function columnHead(name) {
  return name ? html("th", { scope: "col" }, [name]) : html("td");
}

/**
 * Puts content in place of what an element has, for what is only read: what is alike stays, and takes over the text. A
 * formula of which a number has changed need neither be made nor laid out anew.
 * @param {Node} element  whose content nobody listens to
 * @param {(Node | string)[]} content
 */
export function renew(element, content) {
  let there = element.firstChild;
  for (const each of content) {
    const node = typeof each === "string" ? document.createTextNode(t(each)) : each;
    const next = there?.nextSibling ?? null;
    if (!there) element.appendChild(node);
    else if (!isAlike(there, node)) element.replaceChild(node, there);
    else if (node.nodeValue === null) renew(there, [...node.childNodes]);
    else if (there.nodeValue !== node.nodeValue) there.nodeValue = node.nodeValue;
    there = next;
  }
  for (let rest = there; rest; rest = there) {
    there = rest.nextSibling;
    element.removeChild(rest);
  }
}

/** A sentence in place of what an element says, in its language. @param {HTMLElement} element @param {string} text */
export function write(element, text) {
  renew(element, text ? [text] : []);
  if (staysEnglish(text)) element.lang = "en";
  else element.removeAttribute("lang");
}

/** Whether two nodes differ in what they contain alone. @param {any} one @param {any} other */
function isAlike(one, other) {
  if (one.nodeName !== other.nodeName) return false;
  const { attributes = [] } = other;
  if (one.attributes && one.attributes.length !== attributes.length) return false;
  for (const { name, value } of attributes) if (one.getAttribute(name) !== value) return false;
  return true;
}

/**
 * A formula that the backend made, as an element.
 * @param {string} mathml  a whole <math> element
 */
export function formulaElement(mathml) {
  return formula(mathml).element;
}

/** What stands in it, to stand in another one. @param {string} mathml */
export function formulaParts(mathml) {
  return formula(mathml).parts;
}

/**
 * @typedef {{element: Node, parts: Node[], texts: CharacterData[]}} Formula  its texts in their order
 */

/**
 * Formulas from which others differ in their texts alone: a drag brings a new tangent plane in every frame.
 * @type {Map<string, Node>}
 */
const patterns = new Map();
const MOST_KEPT = 32;

/** Signs that are not seen, as the one between two factors, are written by their numbers. */
const UNSEEN = /&#x20([\da-f]{2});/g;

/** One that is drawn again takes over the texts alone. @param {string} written @returns {Formula} */
function formula(written) {
  const mathml = written.replace(UNSEEN, (_, digits) => String.fromCharCode(0x2000 + Number.parseInt(digits, 16)));
  const texts = mathml.split(/<[^>]*>/).filter(Boolean);
  // What is escaped would have to be read.
  const kind = mathml.includes("&") ? mathml : mathml.replace(/>[^<]+/g, ">");
  const kept = keptOfKind(kind, () => newFormula(kind, mathml));
  if (kind === mathml || kept.texts.length !== texts.length) return kept;
  kept.texts.forEach((node, k) => node.data !== texts[k] && (node.data = texts[k]));
  return kept;
}

/** @param {string} kind @param {string} mathml @returns {Formula} */
function newFormula(kind, mathml) {
  const pattern = patterns.get(kind) ?? parsedFormula(mathml);
  patterns.delete(kind);
  patterns.set(kind, pattern);
  if (patterns.size > MOST_KEPT) patterns.delete(patterns.keys().next().value ?? "");
  const element = pattern.cloneNode(true);
  return { element, parts: [...element.childNodes], texts: textsIn(element) };
}

/** @param {Node} node @returns {CharacterData[]} */
function textsIn(node) {
  return node instanceof CharacterData ? [node] : [...node.childNodes].flatMap(textsIn);
}

/** @param {string} mathml */
function parsedFormula(mathml) {
  const parsed = new DOMParser().parseFromString(mathml, "text/html").body.firstElementChild;
  return parsed?.localName === "math" ? document.adoptNode(parsed) : document.createTextNode("");
}

const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * A MathML element of our own.
 * @param {string} tag
 * @param {(Node | string)[]} [children]
 * @param {Record<string, string>} [attributes]
 */
export function math(tag, children = [], attributes = {}) {
  return made(MATHML, tag, attributes, children);
}
