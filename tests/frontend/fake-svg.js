/**
 * As much of SVG as drawing needs, for tests without a page: shapes with their attributes and what they hold. To be
 * imported first.
 */

import "./page.js";

class Shape {
  constructor(tag) {
    this.tag = tag;
    this.attributes = {};
    this.children = [];
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  append(...children) {
    this.children.push(...children);
  }
}

globalThis.document.createElementNS ??= (_, tag) => new Shape(tag);

/**
 * All shapes of a kind, at any depth, in the order they are drawn.
 * @param {any[]} shapes
 * @param {string} tag
 * @returns {any[]}
 */
export function shapesOf(shapes, tag) {
  return shapes.flatMap((shape) => [
    ...(shape.tag === tag ? [shape] : []),
    ...shapesOf(shape.children?.filter((child) => child instanceof Shape) ?? [], tag),
  ]);
}

/** The points of a path, as it says them. @param {any} path @returns {number[][]} */
export function pointsOf(path) {
  return [...path.attributes.d.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}
