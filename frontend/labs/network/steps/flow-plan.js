/** Where the boxes of a network with its numbers stand, and how large their type is. Pure functions. */

/**
 * @typedef {object} Look  sizes in parts of the size of type
 * @property {number} width  of a box
 * @property {number} input  of a box of an input, at most
 * @property {number} narrow  where there is no room for all
 * @property {number} across  between boxes, for the numbers on lines
 * @property {number} narrowGap
 * @property {number} label  the width of a number on a line
 * @property {number} rows  of a box; an output has one more, with what it shall be
 * @property {number} digits
 * @property {number} slopeDigits  of derivatives on lines
 * @property {number} smallest  of the size of type that there would be room for in a larger window
 * @typedef {object} Plan
 * @property {Look} look
 * @property {number} em  the size of type in px
 * @property {number} width  of all, px
 * @property {number} height
 * @property {number} tall  the height of the tallest column, px
 * @property {number[]} boxes  their width in each column, px
 * @property {[number, number][][]} places  middles of the boxes, column by column, px
 */

const ROW = 1.35;
const RIM = 0.7; // above and below the rows of a box
const DOWN = 0.6; // from a box to the next below
const LEAST = 11; // px

/** @type {Look} */
const PAGE = {
  ...{ width: 10.2, narrow: 8.2, input: 10.2, across: 5.2, narrowGap: 4.6, label: 4.3 },
  ...{ rows: 4, digits: 4, slopeDigits: 4, smallest: 0.62 },
};
/** As small as the stage's other type, and no smaller: fewer digits, and less room for them. @type {Look} */
const STAGE = {
  ...{ width: 10, narrow: 8.4, input: 6.4, across: 5, narrowGap: 3.6, label: 4.3 },
  ...{ rows: 4, digits: 3, slopeDigits: 2, smallest: 0.84 },
};
/** What goes forward, or what comes back in its place. @type {Look} */
const TERSE = { ...STAGE, rows: 2 };

/**
 * @param {number[]} sizes  units of each layer, from the inputs on
 * @param {{width: number, height: number}} room  px
 * @param {number} usual  size of type, px
 * @param {boolean} isStage
 * @returns {Plan}
 */
export function planOf(sizes, room, usual, isStage) {
  const look = lookFor(sizes, room, usual, isStage);
  const em = sizeOfType(sizes, room, usual, look);
  const isNarrow = wide(sizes.length, look) * em > room.width;
  const box = isNarrow ? look.narrow : look.width;
  const boxes = sizes.map((_, k) => (k ? box : Math.min(box, look.input)) * em);
  const width = Math.max(room.width, (isNarrow ? narrow : wide)(sizes.length, look) * em);
  const height = Math.max(room.height, tallest(sizes, look) * em);
  return {
    ...{ look, em, width, height, boxes },
    tall: tallest(sizes, look) * em,
    places: placesOf(sizes, { width, height }, boxes, look, em),
  };
}

/**
 * @param {number[]} sizes @param {{width: number, height: number}} room @param {number} usual
 * @param {boolean} isStage
 */
function lookFor(sizes, room, usual, isStage) {
  if (!isStage) return PAGE;
  return tallest(sizes, STAGE) * STAGE.smallest * usual <= room.height ? STAGE : TERSE;
}

/**
 * As large as elsewhere, or smaller where the whole network then fits.
 * @param {number[]} sizes @param {{width: number, height: number}} room @param {number} usual @param {Look} look
 */
function sizeOfType(sizes, room, usual, look) {
  const fitting = Math.min(room.width / narrow(sizes.length, look), room.height / tallest(sizes, look));
  return Math.max(look.smallest * usual, LEAST, Math.min(usual, fitting));
}

/**
 * As far from one column to the next between all of them.
 * @param {number[]} sizes @param {{width: number, height: number}} whole @param {number[]} boxes @param {Look} look
 * @param {number} em
 */
function placesOf(sizes, { width, height }, boxes, look, em) {
  const sum = (/** @type {number[]} */ widths) => widths.reduce((all, each) => all + each, 0);
  const gap = (width - sum(boxes)) / (sizes.length - 1);
  const middles = boxes.map((box, k) => sum(boxes.slice(0, k)) + k * gap + box / 2);
  const usual = Math.min(height / Math.max(...sizes), heightOf(look, false) * em * 1.7);
  return sizes.map((count, k) => {
    const step = k === sizes.length - 1 ? Math.max(usual, (heightOf(look, true) + DOWN) * em) : usual;
    return Array.from(
      { length: count },
      (_, unit) => /** @type {[number, number]} */ ([middles[k], height / 2 + (unit - (count - 1) / 2) * step]),
    );
  });
}

/** @param {Look} look @param {boolean} isOutput */
function heightOf({ rows }, isOutput) {
  return (rows + (isOutput ? 1 : 0)) * ROW + RIM;
}

/** How wide so many columns are. @param {number} count @param {Look} look */
function wide(count, { width, across }) {
  return count * (width + across) - across;
}

/** And where there is little room. @param {number} count @param {Look} look */
function narrow(count, look) {
  return count * (look.narrow + look.narrowGap) - look.narrowGap;
}

/** The height of the tallest column. @param {number[]} sizes @param {Look} look */
function tallest(sizes, look) {
  return Math.max(...sizes.map((count, k) => count * (heightOf(look, k === sizes.length - 1) + DOWN)));
}
