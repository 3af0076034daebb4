/** How does a network learn? The hand moves time: what it answers after so many epochs. */

import { scaleOf, stationOf } from "../marks.js";

// Of the two classes: orange and blue, as in the network lab.
const CLASSES = ["gradient", "direction"];

/** Answers between two of the epochs that are known. @param {any} numbers @param {number} share */
export function answersAt({ answers, epochs }, share) {
  const { first, part } = stationOf(answers.length, share);
  return {
    epoch: Math.round((1 - part) * epochs[first] + part * epochs[first + 1]),
    rows: answers[first].map((/** @type {number[]} */ row, /** @type {number} */ j) =>
      row.map((value, i) => (1 - part) * value + part * answers[first + 1][j][i]),
    ),
  };
}

/** @type {import("../marks.js").Tile} */
export const NETWORK = {
  ground: () => [],

  seen(numbers, hand, size) {
    const { rows, epoch } = answersAt(numbers, hand.x);
    const at = scaleOf(numbers.x, numbers.y, size);
    return {
      marks: [
        { kind: "shares", rows, roles: CLASSES },
        ...numbers.points.map((/** @type {[number, number]} */ point, /** @type {number} */ k) => ({
          kind: "dot",
          at: at(...point),
          role: CLASSES[numbers.classes[k]],
          radius: 2.2,
        })),
      ],
      says: `After ${epoch} epoch${epoch === 1 ? "" : "s"}`,
    };
  },

  // It learns again and again, and rests a little when it has.
  path: (turn) => ({ x: Math.min(1, 1.25 * ((turn + 0.75) % 1)), y: 0.5 }),
};
