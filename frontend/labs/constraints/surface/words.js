/** What the picture of a walk on a surface says, in sentences. Pure functions. */

import { formatNumber, formatVector } from "../../../core/format.js";
import { placeAt } from "./sight.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {import("./requests.js").Walk} Walk
 */

/** The live sentence under the plots. @param {Sight} sight */
export function stepSentence(sight) {
  const { walk, step, extrema, curve, surface } = sight;
  if (!surface && !curve.length) return `There is no surface in this box. ${capital(extrema.notes[0] ?? "")}`.trim();
  if (walk.points[step].some((entry) => entry === null))
    return "From there no way leads onto the surface: drag the start nearer to it.";
  if (walk.values[step] === null) return `Step ${step}: ${sight.f} has no value here.`;
  return sight.state.show.slow ? partSentence(sight) : wholeSentence(sight);
}

/** @param {Sight} sight */
function wholeSentence(sight) {
  const { walk, step, f, plain } = sight;
  const [whole, along] = lengths(walk, step);
  const start = `Step ${step}: ${f} = ${formatNumber(/** @type {number} */ (walk.values[step]))}.`;
  const [long, left] = [whole, along].map((length) => formatNumber(length, 3));
  const split = `∇${f} has length ${long}, what lies of it in the tangent plane ${left}.`;
  if (sight.chart) return `${start} ${split} ${flatSentence(sight, sight.chart)}`.trim();
  if (!plain) return `${start} ${split}`;
  return `${start} ${split} ${plainSentence(plain, step)}`;
}

/** Where plain descent is by then. @param {Walk} plain @param {number} step */
function plainSentence(plain, step) {
  if (step === 0) return "Plain descent begins there too.";
  const off = plain.distances[placeAt(plain, step)][0];
  return `Plain descent is off the surface: |g − c| = ${formatNumber(off, 3)}.`;
}

/**
 * Where ordinary descent in the coordinates is meanwhile.
 * @param {Sight} sight
 * @param {import("./requests.js").Chart} chart
 */
function flatSentence({ flat, step, f }, { coordinates }) {
  if (!flat) return "";
  const there = flat.values[placeAt(flat, step)];
  const names = coordinates.join(", ");
  return there === null
    ? `Ordinary descent in (${names}) has left where ${f} has values.`
    : `Ordinary descent in (${names}) is at ${f} = ${formatNumber(there)}.`;
}

/** What happens in this part of the step. @param {Sight} sight */
function partSentence({ walk, step, part, f, state }) {
  const isLast = step >= walk.points.length - 1;
  if (isLast) return `${endSentence(walk, f)}`;
  const [whole, along] = lengths(walk, step);
  const made = Math.hypot(...walk.steps[step].map(Number));
  const back = Math.hypot(
    ...walk.points[step + 1].map(
      (entry, k) => Number(entry) - Number(walk.points[step][k]) - Number(walk.steps[step][k]),
    ),
  );
  return [
    `Step ${step + 1}, gradient: −a∇${f} points down, and off the surface; ∇${f} is ${formatNumber(whole, 3)} long.`,
    `Step ${step + 1}, project: what lies in the tangent plane is left, ${formatNumber(along, 3)} long.`,
    `Step ${step + 1}, step: ${formatNumber(made, 3)} long, in the tangent plane` +
      `${state.momentum ? ", with what went on of the step before, projected" : ""}.`,
    `Step ${step + 1}, retract: ${formatNumber(back, 3)} back to the surface, ` +
      `${state.retraction === "closest" ? "to the point nearest by" : "as the geodesic leads"}.`,
  ][part];
}

/** @param {Walk} walk @param {number} step */
function lengths({ gradients, projected }, step) {
  return [gradients[step], projected[step]].map((vector) => Math.hypot(...vector.map(Number)));
}

/** Why a walk ended, where, and what is known there. @param {Walk} walk @param {string} f */
export function endSentence({ stop, points, kind, values }, f) {
  const count = points.length - 1;
  if (stop !== "converged") return `${capital(stopText(stop, count))}.`;
  const value = values[count];
  const what =
    kind === "undecided" ? "what it is, second derivatives do not decide" : `a ${kind ?? "rest"} on the surface`;
  return `Arrived after ${count} steps: ${what}${value === null ? "" : `, ${f} = ${formatNumber(value)}`}.`;
}

/** @param {string} stop @param {number} count */
export function stopText(stop, count) {
  /** @type {Record<string, string>} */
  const texts = {
    converged: `arrived after ${count} steps`,
    "step-limit": `not there after ${count} steps`,
    "left-domain": `left where the function has values, after ${count} steps`,
    "no-plane": `stopped after ${count} steps where the coordinates span no plane`,
    lost: `lost the way back to the surface after ${count} steps: a smaller learning rate may do`,
  };
  return texts[stop] ?? stop;
}

/** What is missing, and why. @param {Sight} sight */
export function notesOf({ extrema, walk, f, state }) {
  const end = state.show.slow ? "" : endSentence(walk, f);
  return [end, ...extrema.notes.map((note) => `${capital(note)}.`)].filter(Boolean).join(" ");
}

/** The rows of the table of walks. @param {Sight} sight @returns {string[][]} */
export function walkRows({ walk, plain, flat, power, chart, state }) {
  const back = state.retraction === "closest" ? "closest point" : "geodesic";
  const names = chart?.coordinates.join(", ") ?? "";
  return [
    row("on the surface", back, walk),
    ...(plain ? [row("plain", "none", plain)] : []),
    ...(flat ? [row(`ordinary in (${names})`, "none needed", flat)] : []),
    ...(power ? [row("power iteration", "none needed", power)] : []),
  ];
}

/** @param {string} name @param {string} back @param {Walk} walk */
function row(name, back, { stop, points, values, hessian_eigenvalues: bends, predicted_rate, measured_rate }) {
  const last = points.length - 1;
  const number = (/** @type {number | null} */ value) => (value === null ? "–" : formatNumber(value, 4));
  return [
    name,
    back,
    stopText(stop, last),
    formatVector(withoutRounding(points[last].map((entry) => entry ?? NaN)), 3),
    number(values[last]),
    bends.length ? bends.map((bend) => formatNumber(bend, 4)).join(", ") : "–",
    number(predicted_rate),
    number(measured_rate),
  ];
}

/** 0 for what rounding leaves of it, beside the largest coordinate of a place on a surface. @param {number[]} place */
function withoutRounding(place) {
  const size = Math.max(...place.map(Math.abs));
  return place.map((entry) => (Math.abs(entry) <= 1e-12 * size ? 0 : entry));
}

/** What the rates mean. @param {Sight} sight */
export function rateSentence({ walk, state }) {
  const { hessian_eigenvalues: bends, predicted_rate: rate } = walk;
  if (!bends.length) return "";
  const known = bends.map((each) => formatNumber(each, 4)).join(" and ");
  const text = `At the end the Riemannian Hessian has the eigenvalues ${known}`;
  if (rate === null) return `${text}.`;
  const left = `max |1 − a λ| = ${formatNumber(rate, 4)}`;
  return `${text}: near by each step leaves ${left} of the error, with a = ${formatNumber(state.rate)}.`;
}

/** Power iteration, and why it goes where it goes. @param {Sight} sight */
export function powerSentence({ power, f }) {
  if (!power) return "";
  if (power.stop === "lost")
    return "Power iteration needs a sphere about the origin: |x| ∇f/|∇f| is not on this surface.";
  const start =
    `Power iteration has no learning rate: each step goes to |x| ∇${f}/|∇${f}|, ` +
    "which is A x/|A x| for x · A x on the unit sphere.";
  const { predicted_rate: rate, measured_rate: measured } = power;
  if (rate === null) return start;
  const seen = measured === null ? "" : `, measured ${formatNumber(measured, 4)}`;
  return `${start} It leaves |λ₂/λ₁| = ${formatNumber(rate, 4)} of the error${seen}.`;
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
