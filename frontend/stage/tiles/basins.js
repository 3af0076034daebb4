/** Where does each start lead? The hand is a start, and its end is shown. */

import { basinRole } from "../../plots/colour-map.js";
import { bounded, round, scaleOf, told } from "../marks.js";

const WORDS = { minimum: "a minimum", saddle: "a saddle", maximum: "a maximum" };

/**
 * The number of the attractor that a start leads to; null where there is none.
 * @param {string[]} labels
 * @param {import("../marks.js").Hand} hand
 */
export function labelAt(labels, { x, y }) {
  const place = (/** @type {number} */ share, /** @type {number} */ count) =>
    bounded(Math.round(share * (count - 1)), 0, count - 1);
  const letter = labels[place(y, labels.length)][place(x, labels[0].length)];
  return letter === "." ? null : letter.charCodeAt(0) - "a".charCodeAt(0);
}

/** @type {import("../marks.js").Tile} */
export const BASINS = {
  // A stripe for each run of starts with one end, on whole pixels, so that neighbours meet without a seam.
  ground({ labels }, { width, height }) {
    const [rows, columns] = [labels.length, labels[0].length];
    const edge = (/** @type {number} */ k, /** @type {number} */ count, /** @type {number} */ length) =>
      Math.round(bounded(((k - 0.5) / (count - 1)) * length, 0, length));
    return labels.flatMap((/** @type {string} */ row, /** @type {number} */ j) =>
      [...row.matchAll(/(.)\1*/g)].map(({ 0: run, index = 0 }) => {
        const [left, right] = [edge(index, columns, width), edge(index + run.length, columns, width)];
        const [top, foot] = [height - edge(j + 1, rows, height), height - edge(j, rows, height)];
        const fill = run[0] === "." ? "paper" : basinRole(run.charCodeAt(0) - "a".charCodeAt(0));
        const points = [
          [left, top],
          [right, top],
          [right, foot],
          [left, foot],
        ];
        return { kind: "area", points, fill };
      }),
    );
  },

  seen({ x, y, labels, attractors }, hand, size) {
    const at = scaleOf(x, y, size);
    const label = labelAt(labels, hand);
    const start = /** @type {import("../marks.js").Place} */ ([hand.x * size.width, (1 - hand.y) * size.height]);
    /** @type {import("../marks.js").Mark[]} */
    const signs = attractors.map((/** @type {any} */ { point, kind }, /** @type {number} */ k) => ({
      kind: "sign",
      at: at(point[0], point[1]),
      of: kind,
      radius: k === label ? 9 : 5.5,
    }));
    if (label === null) return { marks: signs, says: "From here it comes to no rest" };
    const { point, kind } = attractors[label];
    const word = WORDS[/** @type {keyof typeof WORDS} */ (kind)] ?? "a level place";
    return {
      marks: [
        { kind: "line", points: [start, at(point[0], point[1])], role: "point", width: 2, dash: [2, 5], isCased: true },
        ...signs,
        { kind: "dot", at: start, role: "point", radius: 5 },
      ],
      says: `This start ends in ${word}, at (${told(point[0], 1)}, ${told(point[1], 1)})`,
    };
  },

  path: (turn) => round(turn, 0.3),
};
