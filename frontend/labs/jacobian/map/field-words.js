/** What is said of a map as a field: its divergence and curl at the point, where that is carried. Pure functions. */

import { formatNumber, formatVector, nameText, withoutRounding } from "../../../core/format.js";
import { fieldRanges, isInside } from "./field.js";
import { mapSentence } from "./words.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("./field.js").FlowLine} FlowLine
 * @typedef {import("./field.js").Flow} Flow
 */

/** @param {Scene} scene */
export function fieldSentence(scene) {
  const { near, meaning, flow } = scene.answers;
  if (!near || !meaning) return "";
  if (near.flags.includes("cancellation") || near.flags.includes("no-value")) return mapSentence(scene);
  const place = `At (${meaning.variables.map(nameText).join(", ")}) = ${formatVector(near.point, 4)}`;
  const told = `${place} the field is ${formatVector(near.value, 4)}${ratesText(near)}.`;
  if (!isInside(scene.state)) return `${told} The point lies outside of the picture.`;
  const isOfHere = flow?.point.every((entry, k) => entry === near.point[k]);
  return flow && isOfHere ? `${told} ${flowText(flow, scene)}` : told;
}

/** @param {import("./requests.js").Near} near */
function ratesText({ divergence, curl, notes }) {
  if (divergence === null || !curl) return `; it has no Jacobian there: ${notes[0] ?? "a slope does not exist"}`;
  return `, its divergence ${formatNumber(divergence, 4)}, its curl ${formatNumber(curl[0], 4)}`;
}

/** @param {Flow} flow @param {Scene} scene */
function flowText({ forward, backward }, scene) {
  if (forward.end === "closed")
    return `Its flow line comes back to it: once round takes a time of ${formatNumber(forward.period, 4)}.`;
  if (forward.end === "rest" && forward.points.length === 1) return "What is here stays here.";
  const [on, back] = [forward, backward].map((line) => ENDS[line.end](line, lastOf(line, scene)));
  return `Its flow line ${on[0]}; backward, it ${back[1]}.`;
}

/** The end of a line, in which rounding is 0. @param {FlowLine} line @param {Scene} scene */
function lastOf({ points }, { state }) {
  const { x, y } = fieldRanges(state);
  const size = Math.max(...[x, y].map(([low, high]) => high - low));
  return formatVector(withoutRounding(points[points.length - 1], size), 4);
}

/** The time that a line has taken. @param {FlowLine} line */
const timeOf = ({ times }) => formatNumber(Math.abs(times.at(-1) ?? 0), 4);

/**
 * What becomes of a line forward, and where it has come from.
 * @type {Record<FlowLine["end"], (line: FlowLine, last: string) => [string, string]>}
 */
const ENDS = {
  "left-box": (line) => [
    `leaves the picture after a time of ${timeOf(line)}`,
    `came into the picture a time of ${timeOf(line)} before`,
  ],
  rest: (_, last) => [
    `comes to rest at ${last}, in no finite time`,
    `left the point at rest ${last} endlessly long ago`,
  ],
  closed: () => ["comes back", "comes back"],
  cycle: ({ period }) => [
    `winds towards a closed line, once round which takes a time of ${formatNumber(period, 4)}`,
    `winds away from a closed line, once round which takes a time of ${formatNumber(period, 4)}`,
  ],
  "no-value": () => ["ends where the field has no value, or jumps", "begins where the field has no value, or jumps"],
  unfinished: () => ["is followed no further", "is followed no further"],
};

/** How long the arrows are. @param {Scene} scene */
export function arrowsSentence({ answers }) {
  const largest = answers.arrows?.largest;
  if (!largest) return answers.arrows ? "The field is 0 wherever an arrow would stand." : "";
  const isCut = answers.arrows?.vectors.some((vector) => Math.hypot(...vector) > largest);
  return (
    `The length of an arrow goes by the square root of |f|: the longest have |f| = ${formatNumber(largest, 3)}` +
    `${isCut ? " or more" : ""}.`
  );
}
