/** Whether a text is an equation, and in which variables. */

import { unlessRefused } from "../../core/client.js";

const SIGN = /[=≤≥<>]/;
const COARSE = 2; // along each side: what is drawn of it is not looked at
const UNIT = [-1, 1];

/**
 * The variables of an equation of two or three of them; null of any other text.
 * @param {Pick<import("../../core/client.js").Client, "send">} client
 * @param {string} source
 * @param {import("../../core/client.js").Wish} [wish]
 * @returns {Promise<string[] | null>}
 */
export async function equationIn(client, source, wish = {}) {
  if (!SIGN.test(source)) return null;
  for (const count of [2, 3]) {
    const box = Array.from({ length: count }, () => UNIT);
    const question = { function: { source }, box, resolution: COARSE };
    const answer = await unlessRefused(client.send("implicit", question, { ...wish, isSilent: true }), () => {});
    if (answer) return answer.variables;
  }
  return null;
}
