/** Models to begin with, and where their parameters begin. */

import { CATALOGUE } from "../../core/catalogue.js";
import { Problem } from "../../core/client.js";

/** @typedef {import("../../core/link.js").Slider} Slider */

/** @param {number} value @param {number} [reach] @returns {Slider} */
const from = (value, reach = 3) => ({ value, min: Math.min(-reach, value), max: Math.max(reach, value) });

/** @param {number} degree */
function polynomial(degree) {
  const powers = Array.from({ length: degree + 1 }, (_, k) => k);
  const source = powers.map((k) => ["c_0", "c_1 x"][k] ?? `c_${k} x^${k}`).join(" + ");
  return {
    name: `Polynomial of degree ${degree}`,
    source,
    parameters: Object.fromEntries(powers.map((k) => [`c_${k}`, from(0)])),
    note: `${degree + 1} parameters, linear in all of them`,
  };
}

/** As examples of the model's field. */
export const MODELS = [
  {
    name: "Line through the origin",
    source: "m x",
    parameters: { m: from(0) },
    note: "one parameter: the loss is a curve",
  },
  { name: "Line", source: "m x + b", parameters: { m: from(0), b: from(0) }, note: "slope and intercept" },
  ...[2, 3, 4, 5, 6, 7, 8].map(polynomial),
  {
    name: "Decay",
    source: "a*exp(-b*x) + c",
    parameters: { a: from(1), b: from(1), c: from(0) },
    note: "not linear in b",
  },
  {
    name: "Wave",
    source: "a sin(w x + u)",
    parameters: { a: from(1), w: from(1), u: from(0) },
    note: "not linear in w and u: many valleys",
  },
  {
    name: "Logistic curve",
    source: "sigmoid(a x + b)",
    parameters: { a: from(1), b: from(0) },
    note: "a single unit of a network",
  },
  {
    name: "Constant",
    source: "c + 0x",
    parameters: { c: from(0) },
    note: "its best fit is the mean for L2, the median for L1",
  },
].map((each) => ({ variables: ["x"], box: /** @type {[number, number][]} */ ([]), ...each }));

/** What is wrong with a model that can be read. @param {string} source @param {number} count  of its parameters */
export function complaintOf(source, count) {
  if (count >= 1 && count <= CATALOGUE.limits.fit_parameters) return null;
  const [detail, hint] = count
    ? [`this model has ${count} parameters`, `at most ${CATALOGUE.limits.fit_parameters} can be fitted`]
    : ["this model has no parameters to fit", "any letter but x is one, as in m x + b"];
  return new Problem({ status: 422, detail, hint, span: [0, Array.from(source).length] });
}
