/** All numbers at the point, by name. */

import { formatNumber } from "../../core/format.js";

const DIGITS = 10;

/**
 * @param {string[]} variables
 * @param {import("./words.js").PointAnswer} at
 * @param {string} name  of the function
 * @returns {string[][]}
 */
export function numbersAt(variables, at, name) {
  const number = (/** @type {number | null | undefined} */ value) => formatNumber(value, DIGITS);
  return [
    ...variables.map((variable, k) => [variable, number(at.point[k])]),
    [name, number(at.value)],
    ...variables.map((variable, k) => [`∂${name}/∂${variable}`, number(at.gradient[k])]),
    [`|∇${name}|`, number(at.gradient_norm)],
    [`slope along u, ${formatNumber(at.angle)}°`, number(at.directional_derivative)],
    ...variables.flatMap((first, i) =>
      variables
        .slice(i)
        .map((second, j) => [
          first === second ? `∂²${name}/∂${first}²` : `∂²${name}/∂${first}∂${second}`,
          number(at.hessian[i][i + j]),
        ]),
    ),
  ];
}
