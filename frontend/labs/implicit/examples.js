/** Curves to begin with. */

/** @type {import("../common/function-group.js").Example[]} */
export const CURVES = /** @type {[string, string, [number, number][], string][]} */ ([
  ["Unit circle", "x^2 + y^2 = 1", square(1.5), "upright where y is 0"],
  ["Descartes’ leaf", "x^3 + y^3 = 3x y", square(2.2), "it crosses itself: a node"],
  ["Neile’s parabola", "y^2 = x^3", square(1.6), "a cusp, where no derivative is"],
  ["An elliptic curve", "y^2 = x^3 - x + a", square(2.5), "a is slid: an oval joins, at a node"],
  ["A point on its own", "y^2 = x^3 - x^2", square(2.2), "the origin belongs to it, and nothing near by"],
  ["Lemniscate", "(x^2 + y^2)^2 = x^2 - y^2", square(1.3), "two tangents at the origin"],
  ["No formula for y", "x + sin(x y) = y", square(4), "none is needed for its slope"],
  ["A corner", "|x| + |y| = 1", square(1.4), "no derivative at four points"],
]).map(([name, source, box, note]) => ({ name, source, box, note, variables: ["x", "y"], isEquation: true }));

/** @param {number} half @returns {[number, number][]} */
function square(half) {
  return [
    [-half, half],
    [-half, half],
  ];
}
