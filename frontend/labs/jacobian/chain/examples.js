/** Chains to begin with: what stages they have, innermost first, and where they are looked at. */

/**
 * @typedef {object} ChainExample
 * @property {string} name
 * @property {string[]} sources
 * @property {number[]} point
 * @property {"forward" | "reverse"} mode
 * @property {{x: [number, number], y: [number, number]}} domain  of the first inputs
 */

/** @type {ChainExample["domain"]} */
const USUAL = { x: [-3, 3], y: [-3, 3] };
const EIGHT = [1, 2, 3, 4, 5, 6, 7, 8];

/** @param {(k: number) => string} entry */
function listed(entry) {
  return EIGHT.map(entry).join(", ");
}

/** @type {ChainExample[]} */
export const CHAIN_EXAMPLES = [
  {
    name: "One variable: e^(-t²)",
    sources: ["u(t) = -t^2", "f(u) = exp(u)"],
    point: [1],
    mode: "forward",
    domain: USUAL,
  },
  {
    name: "Round a circle: x² + y² on (sin t, cos t)",
    sources: ["[sin t, cos t]", "z = x^2 + y^2"],
    point: [0.6],
    mode: "forward",
    domain: { x: [-3.2, 3.2], y: [-3, 3] },
  },
  {
    name: "Round an ellipse: xy on (2 cos t, sin t)",
    sources: ["[2cos t, sin t]", "z = x y"],
    point: [0.6],
    mode: "forward",
    domain: { x: [-3.2, 3.2], y: [-3, 3] },
  },
  {
    name: "Powers: (x₁ + x₂ + x₃)² on (t, t², t³)",
    sources: ["[t, t^2, t^3]", "z = (x_1 + x_2 + x_3)^2"],
    point: [1],
    mode: "forward",
    domain: { x: [-2, 2], y: [-3, 3] },
  },
  {
    name: "Partial derivatives: xy on (s + t, s − t)",
    sources: ["g(s, t) = [s + t, s - t]", "z = x y"],
    point: [2, 1],
    mode: "reverse",
    domain: USUAL,
  },
  {
    name: "Linear maps: the product of their matrices",
    sources: ["[[1, 2], [3, -1]] x", "[[2, 1], [1, 3]] u"],
    point: [1, 1],
    mode: "forward",
    domain: USUAL,
  },
  {
    name: "Vector functions: polar after sums",
    sources: ["p(r, t) = [r cos t, r sin t]", "[x y, x + y, x^2]"],
    point: [2, 0.5],
    mode: "forward",
    domain: USUAL,
  },
  {
    name: "Many inputs, one output: eight to one in three stages",
    sources: [
      `[${listed((k) => `x_${k} x_${(k % 8) + 1}`)}]`,
      `[${listed((k) => `sin(u_${k})`)}]`,
      `z = ${EIGHT.map((k) => `v_${k}^2`).join(" + ")}`,
    ],
    point: EIGHT.map((k) => k / 4),
    mode: "reverse",
    domain: USUAL,
  },
];

/**
 * A stage that changes nothing, to be put between others.
 * @param {number} count  of what flows through it
 * @param {string[]} taken  names in use
 */
export function neutralStage(count, taken) {
  const letter =
    ["u", "v", "w", "p", "q", "r", "s"].find((each) => !taken.some((name) => name.split("_")[0] === each)) ?? "u";
  if (count === 1) return letter;
  return `[${Array.from({ length: count }, (_, k) => `${letter}_${k + 1}`).join(", ")}]`;
}
