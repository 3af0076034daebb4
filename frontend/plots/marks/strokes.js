/** Lines in space, each of some strokes, as arrows where they have a head, with names at their ends. */

import { lineTrace } from "../space-shapes.js";

/**
 * @typedef {(number | null)[]} SpacePlace  three numbers; what is null is not drawn
 * @typedef {object} Stroke
 * @property {SpacePlace[][]} strokes
 * @property {string} role
 * @property {number} [weight]  1, if not given
 * @property {string} [label]   written beyond the end of its last stroke, by the letters over the picture
 * @property {boolean} [isBelow]  of a single place, below it and not above
 * @property {boolean} [arrow]  with a head there
 * @property {boolean} [shines]  through what lies before it
 * @property {boolean} [lies]  on a surface, which swallows nothing of it
 *
 * @typedef {{palette: import("../palette.js").Palette}} Pen
 */

const HEAD = 0.16; // of an arrow's length
/** @type {SpacePlace} */
const MISSING = [null, null, null];

/** @param {Stroke[]} lines */
export const strokes = (lines) => ({ lines, kind: STROKES });

export const STROKES = {
  name: "strokes",

  /** @param {{lines: Stroke[]}} mark @param {Pen} pen */
  inSpace({ lines }, pen) {
    return lines.map((line) => {
      const { role, weight = 1, shines = false, lies = false } = line;
      const trace = lineTrace(/** @type {any} */ (columns(joined(line))), { role, weight: 2 * weight }, pen);
      return { ...trace, meta: { ...trace.meta, shines, lies } };
    });
  },
};

/**
 * What is written at the ends of lines.
 * @param {{kind: object}[]} marks
 * @returns {import("../space-names.js").Name[]}
 */
export function namesIn(marks) {
  const lines = marks.flatMap((mark) => (mark.kind === STROKES ? /** @type {any} */ (mark).lines : []));
  return lines.flatMap((/** @type {Stroke} */ { strokes, label, role, isBelow = false }) => {
    const [end, before = null] = /** @type {number[][]} */ ([...(strokes.at(-1) ?? [])].reverse());
    return label && end ? [{ text: label, role, end, before, isBelow }] : [];
  });
}

/** Each coordinate of some places. @param {SpacePlace[]} places */
export function columns(places) {
  return { x: places.map(([x]) => x), y: places.map(([, y]) => y), z: places.map(([, , z]) => z) };
}

/**
 * The strokes of a line one after another, with a gap between them, and the head of an arrow.
 * @param {Pick<Stroke, "strokes" | "arrow">} line
 * @returns {SpacePlace[]}
 */
export function joined({ strokes, arrow }) {
  const heads = arrow
    ? strokes.map((stroke) =>
        arrowHead(/** @type {number[]} */ (stroke[0]), /** @type {number[]} */ (stroke[stroke.length - 1])),
      )
    : [];
  return [...strokes, ...heads].flatMap((stroke) => [...stroke, MISSING]);
}

/**
 * Four barbs around the tip, so that two of them are seen from anywhere.
 * @param {number[]} from
 * @param {number[]} to
 * @returns {number[][]}
 */
function arrowHead(from, to) {
  const along = to.map((entry, k) => entry - from[k]);
  const length = Math.hypot(...along);
  if (!(length > 0)) return [to];
  const thinnest = along.map(Math.abs).indexOf(Math.min(...along.map(Math.abs)));
  const first = crossed(
    along,
    [0, 1, 2].map((k) => (k === thinnest ? 1 : 0)),
  );
  const second = crossed(along, first);
  const barbs = [first, second].flatMap((side) =>
    [1, -1].map((sign) =>
      to.map((entry, k) => entry - HEAD * along[k] + (sign * 0.4 * HEAD * length * side[k]) / Math.hypot(...side)),
    ),
  );
  return [barbs[0], to, barbs[1], to, barbs[2], to, barbs[3]];
}

/** The cross product. @param {number[]} a @param {number[]} b */
function crossed([a, b, c], [d, e, f]) {
  return [b * f - c * e, c * d - a * f, a * e - b * d];
}
