/** Functions on surfaces to begin with. Pure functions. */

/**
 * @typedef {object} Preset
 * @property {string} name
 * @property {string} source
 * @property {string} constraint  an equation, or the surface by its coordinates
 * @property {number} half  of the side of the cube that is seen
 * @property {number[]} start
 * @property {[number, number]} [levels]  over which the level is slid: of equations
 * @property {[number, number, number, number]} [chart]  from where to where coordinates go: of surfaces by them
 * @property {number} rate
 * @property {string} note
 * @typedef {Preset & {variables: string[], box: [number, number][]}} SurfaceExample
 */

/** @type {Preset[]} */
const PRESETS = [
  {
    name: "Rayleigh’s quotient on a sphere",
    source: "x^2 + 2y^2 + 3z^2",
    constraint: "x^2 + y^2 + z^2 = 1",
    half: 1.2,
    start: [0.35, -0.5, 0.79],
    levels: [0.2, 2],
    rate: 0.15,
    note: "its solutions are eigenvectors",
  },
  {
    name: "Height on a standing torus",
    source: "z",
    constraint: "(sqrt(x^2 + z^2) - 2)^2 + y^2 = 0.5",
    half: 2.9,
    start: [0.6, -0.4, 2.4],
    levels: [0.1, 2],
    rate: 0.5,
    note: "one minimum, two saddles, one maximum: 1 − 2 + 1 = 0",
  },
  {
    name: "A product on a sphere",
    source: "x y z",
    constraint: "x^2 + y^2 + z^2 = 3",
    half: 2.1,
    start: [0.4, -1.3, 1.1],
    levels: [0.5, 6],
    rate: 0.15,
    note: "4 minima, 6 saddles, 4 maxima",
  },
  {
    name: "A plane’s height on an ellipsoid",
    source: "x + y + z",
    constraint: "x^2 + 2y^2 + 4z^2 = 4",
    half: 2.2,
    start: [1.2, 0.6, 0.6],
    levels: [1, 9],
    rate: 0.2,
    note: "flat where the normal is (1, 1, 1)",
  },
  {
    name: "Distance from a point, on a saddle",
    source: "(x - 1)^2 + y^2 + (z - 1)^2",
    constraint: "z = x^2 - y^2",
    half: 1.6,
    start: [-0.6, 0.9, -0.45],
    levels: [-1, 1],
    rate: 0.08,
    note: "the surface is open: it leaves the box",
  },
  {
    name: "Where a sphere and a plane meet",
    source: "x + 2z",
    constraint: "x^2 + y^2 + z^2 = 1\nx + y + z = 0.5",
    half: 1.3,
    start: [0.2, 0.9, -0.4],
    levels: [0.3, 2],
    rate: 0.1,
    note: "two equations leave a curve",
  },
  {
    name: "On a globe, by longitude and latitude",
    source: "3x^2 + 5y^2 + 3z^2 + 2x z",
    constraint: "[cos u cos v, sin u cos v, sin v]",
    half: 1.2,
    start: [2.2, 1.2],
    rate: 0.1,
    chart: [0, 6.2832, -1.5708, 1.5708],
    note: "ellipses of the metric: a degree of longitude is short near the poles",
  },
  {
    name: "Height on a torus, by its two angles",
    source: "z",
    constraint: "[(2 + 0.7cos u) cos v, 0.7sin u, (2 + 0.7cos u) sin v]",
    half: 2.9,
    start: [1.2, 1.3],
    rate: 0.5,
    chart: [0, 6.2832, 0, 6.2832],
    note: "the same minimum, saddles and maximum, found in the chart",
  },
  {
    name: "Down a screw",
    source: "z + x/2",
    constraint: "[u cos v, u sin v, v/2]",
    half: 2,
    start: [1.2, 4.5],
    rate: 0.2,
    chart: [-1.5, 1.5, 0, 6.2832],
    note: "a helicoid: u is a length, v an angle",
  },
];

/** @type {SurfaceExample[]} */
export const SURFACES = PRESETS.map((preset) => ({
  ...preset,
  variables: ["x", "y", "z"],
  box: Array.from({ length: 3 }, () => [-preset.half, preset.half]),
}));

/**
 * What of the state a surface changes, however it is looked at.
 * @param {[number, number][]} box
 * @param {SurfaceExample} example
 */
export function stateOf([x, y, z], { constraint, start }) {
  return { domain: { x, y }, depth: { z }, constraint, start, level: null };
}
