/** The kinds of functions by their shapes, each with its derivative and an example. Pure functions. */

/**
 * @type {{name: string, derivative: string, shape: string, source: string, point: number[], domain:
 *   import("../state.js").JacobianState["domain"]}[]}
 */
export const CASES = [
  {
    name: "number to number",
    derivative: "derivative f′",
    shape: "1 × 1",
    source: "x^3 - x",
    point: [1],
    domain: { x: [-2, 2], y: [-2, 2] },
  },
  {
    name: "vector to number",
    derivative: "gradient ∇f, as a row",
    shape: "1 × n",
    source: "x^2 y",
    point: [1, 2],
    domain: { x: [-2, 2], y: [-1, 3] },
  },
  {
    name: "number to vector",
    derivative: "velocity f′, as a column",
    shape: "m × 1",
    source: "[cos t, sin t, t/4]",
    point: [1],
    domain: { x: [-6, 6], y: [-2, 2] },
  },
  {
    name: "vector to vector",
    derivative: "Jacobian J",
    shape: "m × n",
    source: "f(r, t) = [r cos t, r sin t]",
    point: [2, 0.8],
    domain: { x: [0, 3], y: [-0.5, 2.5] },
  },
];

/** Which of them a Jacobian's shape belongs to. @param {[number, number]} shape */
export function caseOf([m, n]) {
  return (m > 1 ? 2 : 0) + (n > 1 ? 1 : 0);
}

/**
 * @typedef {{name: string, source: string, variables: string[], box: [number, number][], point: number[], note: string,
 *   isField?: boolean}} Example
 */

/** Looked at as fields of vectors. @type {Example[]} */
const FIELDS = [
  {
    name: "Rotation, as a field",
    source: "[-y, x]",
    variables: ["x", "y"],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    point: [1, 0],
    note: "every flow line is a circle, and all take the same time",
    isField: true,
  },
  {
    name: "Pendulum, as a field",
    source: "[y, -sin(x)]",
    variables: ["x", "y"],
    box: [
      [-4, 4],
      [-4, 4],
    ],
    point: [1, 0],
    note: "its swings are closed lines; beyond the saddles it turns over",
    isField: true,
  },
  {
    name: "Van der Pol, as a field",
    source: "[y, (1 - x^2) y - x]",
    variables: ["x", "y"],
    box: [
      [-3, 3],
      [-3, 3],
    ],
    point: [0.5, 0],
    note: "all lines wind towards one closed line",
    isField: true,
  },
];

/** @type {Example[]} */
export const MAPS = [
  {
    name: "Polar coordinates",
    source: "f(r, t) = [r cos t, r sin t]",
    variables: ["r", "t"],
    box: [
      [0, 3],
      [-0.5, 2.5],
    ],
    point: [2, 0.8],
    note: "areas grow by r",
  },
  {
    name: "Complex squaring",
    source: "[x^2 - y^2, 2 x y]",
    variables: ["x", "y"],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    point: [1, 0.5],
    note: "angles stay",
  },
  {
    name: "Complex exponential",
    source: "[e^x cos y, e^x sin y]",
    variables: ["x", "y"],
    box: [
      [-1.5, 1],
      [-1.25, 1.25],
    ],
    point: [0.3, 0.5],
    note: "lines become circles and rays",
  },
  {
    name: "Shear",
    source: "[x + a y, y]",
    variables: ["x", "y"],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    point: [0.5, 0.5],
    note: "areas stay",
  },
  {
    name: "Rotation",
    source: "[x cos(a) - y sin(a), x sin(a) + y cos(a)]",
    variables: ["x", "y"],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    point: [1, 0.5],
    note: "nothing is stretched",
  },
  {
    name: "Any matrix",
    source: "f(x) = A x",
    variables: ["x_1", "x_2"],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    point: [0.5, 0.5],
    note: "its own Jacobian everywhere",
  },
  {
    name: "Fold",
    source: "[x^2, y]",
    variables: ["x", "y"],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    point: [0.7, 0.5],
    note: "flat on its crease x = 0",
  },
  {
    name: "Whirl",
    source: "r = sqrt(x^2 + y^2)\n[x cos r - y sin r, x sin r + y cos r]",
    variables: ["x", "y"],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    point: [1, 0.3],
    note: "turns the more the farther out, and keeps areas",
  },
  {
    name: "One layer of a network",
    source: "f(x) = tanh(W x + b)",
    variables: ["x_1", "x_2"],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    point: [0.3, -0.2],
    note: "far out it flattens",
  },
  {
    name: "Quadratic form",
    source: "f(x) = x . A x",
    variables: ["x_1", "x_2"],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    point: [1, 0.5],
    note: "its gradient is (A + Aᵀ) x",
  },
  {
    name: "Least squares",
    source: "f(x) = 1/2 norm(A x - y)^2",
    variables: ["x_1", "x_2"],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    point: [-0.5, 0.5],
    note: "its gradient is Aᵀ (A x − y)",
  },
  {
    name: "Entropy of three outcomes",
    source: "f(p) = -sum(p log p)",
    variables: ["p_1", "p_2", "p_3"],
    box: [
      [0, 1],
      [0, 1],
      [0, 1],
    ],
    point: [0.2, 0.3, 0.5],
    note: "on the triangle of probabilities it is largest in the middle",
  },
  {
    name: "Saddle, to one number",
    source: "x^2 - y^2",
    variables: ["x", "y"],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    point: [1, 0.5],
    note: "its Jacobian is the gradient as a row",
  },
  {
    name: "Sphere, in space",
    source: "f(u, v) = [cos u cos v, sin u cos v, sin v]",
    variables: ["u", "v"],
    box: [
      [0, 6.25],
      [-1.5, 1.5],
    ],
    point: [5, 0.5],
    note: "areas shrink by cos v towards the poles",
  },
  {
    name: "Torus, in space",
    source: "f(u, v) = [(2 + cos v) cos u, (2 + cos v) sin u, sin v]",
    variables: ["u", "v"],
    box: [
      [0, 6.25],
      [0, 6.25],
    ],
    point: [5, 1],
    note: "areas are larger outside than inside",
  },
  {
    name: "Spherical coordinates, from space to space",
    source: "f(r, s, t) = [r sin s cos t, r sin s sin t, r cos s]",
    variables: ["r", "s", "t"],
    box: [
      [0, 3],
      [0, 3],
      [-3, 3],
    ],
    point: [1.5, 1, 0.6],
    note: "volumes grow by r² sin s",
  },
  {
    name: "Cycloid, a curve",
    source: "[t - sin t, 1 - cos t]",
    variables: ["t"],
    box: [[-2, 14]],
    point: [2],
    note: "at 0 and 2π its velocity is 0",
  },
  {
    name: "Helix, a curve in space",
    source: "[cos t, sin t, t/4]",
    variables: ["t"],
    box: [[-6, 6]],
    point: [1],
    note: "its speed stays the same",
  },
  ...FIELDS,
];
