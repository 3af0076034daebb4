/** SVG of the page that needs no page: what its style sheets say of each shape is written into it. */

/** Handed on from shape to shape: said only where it changes. */
const INHERITED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "font-family",
  "font-size",
  "font-style",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
  "letter-spacing",
  "paint-order",
  "visibility",
];
/** Not handed on, with what they are where nothing is said. @type {[string, string][]} */
const OWN = [
  ["opacity", "1"],
  ["clip-path", "none"],
  ["stop-color", "rgb(0, 0, 0)"],
  ["stop-opacity", "1"],
  ["vector-effect", "none"],
];
const GONE = ["class", "style", "tabindex", "data-unformatted", "data-math", "aria-hidden"];

/**
 * A copy of an SVG element as it is seen.
 * @param {SVGElement} original
 * @returns {SVGElement}
 */
export function inlined(original) {
  const copy = /** @type {SVGElement} */ (original.cloneNode(true));
  // From the leaves up: what is left out of the copy is not asked about again.
  write(original, copy, null);
  return copy;
}

/** @param {Element} original @param {Element} copy @param {CSSStyleDeclaration | null} above */
function write(original, copy, above) {
  const style = getComputedStyle(original);
  if (style.display === "none" && original.localName !== "defs") return copy.remove();
  const children = [...copy.children];
  [...original.children].forEach((child, k) => write(child, children[k], style));
  for (const name of GONE) copy.removeAttribute(name);
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name);
    if (above && above.getPropertyValue(name) === value) copy.removeAttribute(name);
    else copy.setAttribute(name, value);
  }
  for (const [name, usual] of OWN) {
    const value = style.getPropertyValue(name);
    if (value === usual || !value) copy.removeAttribute(name);
    else copy.setAttribute(name, local(value));
  }
}

/** References by the page's address hold in the page only. @param {string} value */
function local(value) {
  return value.replace(/url\("?[^"#)]*#([^")]+)"?\)/g, "url(#$1)");
}
