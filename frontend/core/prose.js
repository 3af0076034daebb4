/**
 * Sentences in which mathematics is written as it is typed: g_x, λ_j, e^(−t²). Typeset where there are elements; in
 * plain text, as the name of a frame is, by the signs that Unicode has for it.
 */

import { html } from "./dom.js";

/** A single letter with an index, (g)_x or (w)_{12}, and an exponent behind anything. */
const RAISED = /\^(\([^()]*\)|[−-]?[\p{L}\p{N}]+)/u;
const LOWERED = /(?<=(?<![\p{L}\p{N}_])\p{L})_(\{[^{}]*\}|[\p{L}\p{N}]+)(?![\p{L}\p{N}_])/u;
const EITHER = new RegExp(`${RAISED.source}|${LOWERED.source}`, "gu");

/** @typedef {{text: string, as: "" | "sup" | "sub"}} Piece */

/**
 * A sentence in pieces; brackets that held an exponent or an index together are needed no more. Pure.
 * @param {string} text
 * @returns {Piece[]}
 */
export function pieces(text) {
  /** @type {Piece[]} */
  const found = [];
  let end = 0;
  for (const match of text.matchAll(EITHER)) {
    const [whole, raised, lowered] = match;
    found.push({ text: text.slice(end, match.index), as: "" });
    found.push({ text: (raised ?? lowered).replace(/^[({](.*)[)}]$/, "$1"), as: raised ? "sup" : "sub" });
    end = match.index + whole.length;
  }
  found.push({ text: text.slice(end), as: "" });
  return found.filter((piece) => piece.text);
}

/** The same as what stands in an element. @param {string} text @returns {Node[]} */
export function prose(text) {
  return pieces(text).map(({ text: part, as }) => {
    const node = document.createTextNode(part);
    return as ? html(as, {}, [node]) : node;
  });
}

const SMALL = {
  sup: ["0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"],
  sub: ["0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"],
};

/** The same as plain text; what Unicode has no small signs for stays as it is typed. @param {string} text */
export function plainProse(text) {
  return text.replace(EITHER, (whole, raised, lowered) => {
    const [signs, small] = SMALL[raised ? "sup" : "sub"];
    const inside = [...(raised ?? lowered).replace(/^[({](.*)[)}]$/, "$1")];
    return inside.every((sign) => signs.includes(sign))
      ? inside.map((sign) => small[signs.indexOf(sign)]).join("")
      : whole;
  });
}
