/**
 * Drawing the same thing in every frame of a drag, with the elements that it was drawn with before: the browser is told
 * what is another, and nothing else.
 */

import { areSame } from "./same.js";

/**
 * @typedef {{element: any, values: unknown[], content: (Node | string)[]}} Kept  an element of a drawing, the values of
 *   its attributes, and what it contains
 * @typedef {Map<string, any[]>} Drawing  what was made for it, by kinds, in the order in which it was made
 */

/** @type {WeakMap<Node, Drawing>} */
const drawings = new WeakMap();
/** What elements were given to contain. @type {WeakMap<Node, (Node | string)[]>} */
const contents = new WeakMap();
/** That which is under way, and the one before it. @type {{before: Drawing, now: Drawing} | null} */
let under = null;

/**
 * Draws what an element contains anew. What `made` and `keptOfKind` give meanwhile is taken from the drawing before.
 * @param {Element} parent  whose content nobody else changes, keeps or listens to
 * @param {() => (Node | string)[]} content
 */
export function redraw(parent, content) {
  const outer = under;
  under = { before: drawings.get(parent) ?? new Map(), now: new Map() };
  try {
    contain(parent, content());
    drawings.set(parent, under.now);
  } finally {
    under = outer;
  }
}

/**
 * Makes something that is kept by who asks for it, and is no part of the drawing under way.
 * @template Thing
 * @param {() => Thing} make
 */
export function apart(make) {
  const outer = under;
  under = null;
  try {
    return make();
  } finally {
    under = outer;
  }
}

/** @param {Element} parent  whose content nobody else changes @param {(Node | string)[]} content */
export function contain(parent, content) {
  const before = contents.get(parent) ?? [];
  if (areSame(before, content)) return;
  contents.set(parent, content);
  parent.replaceChildren(...content);
}

/**
 * What the drawing before had of a kind, the first that is not used yet, or a new one; outside of drawings a new one.
 * @template Thing
 * @param {string} kind  all that cannot be changed later
 * @param {() => Thing} make
 * @returns {Thing}
 */
export function keptOfKind(kind, make) {
  if (!under) return make();
  const used = under.now.get(kind) ?? [];
  under.now.set(kind, used);
  const thing = under.before.get(kind)?.[used.length] ?? make();
  used.push(thing);
  return thing;
}

/**
 * An element with attributes and content; of one that is used again, what differs is set.
 * @param {string} namespace
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} content
 */
export function made(namespace, tag, attributes, content) {
  const names = Object.keys(attributes);
  /** @type {Kept} */
  const kept = keptOfKind(`${tag} ${names}`, () => ({
    element: document.createElementNS(namespace, tag),
    values: [],
    content: [],
  }));
  const { element, values } = kept;
  names.forEach((name, k) => {
    const value = attributes[name];
    if (values[k] === value) return;
    values[k] = value;
    element.setAttribute(name, String(value));
  });
  if (!areSame(kept.content, content)) fill(element, kept.content, content);
  kept.content = content;
  return element;
}

/** @param {any} element @param {(Node | string)[]} before @param {(Node | string)[]} content */
function fill(element, before, content) {
  if (!before.length) return element.append(...content);
  const isText = before.length === 1 && content.length === 1 && [before[0], content[0]].every(isString);
  // The same text node with other letters: a formula need not be laid out from the beginning.
  if (isText && element.firstChild) element.firstChild.nodeValue = content[0];
  else element.replaceChildren(...content);
}

/** @param {unknown} each */
const isString = (each) => typeof each === "string";
