/** Points from a table of two columns. Pure functions. */

import { readTable } from "../../core/table-text.js";

const LARGEST = 1e12;

/**
 * @param {string} text
 * @param {number} most
 * @returns {{points: import("./requests.js").Points | null, mistakes: string[], understood: string}}
 */
export function pointsOfTable(text, most) {
  const { rows, complaints } = readTable(text);
  const refused = (/** @type {string[]} */ ...mistakes) => ({ points: null, mistakes, understood: "" });
  if (complaints.length) return refused(...complaints);
  const isPair = (/** @type {unknown[]} */ row) =>
    row.length === 2 && row.every((field) => typeof field === "number" && Math.abs(field) <= LARGEST);
  if (!rows.length || !rows.every(isPair)) return refused(twoColumns(rows[0]?.length ?? 2));
  if (rows.length > most) return refused(`there are ${rows.length} points; at most ${most} are fitted`);
  const [x, y] = [0, 1].map((column) => rows.map((row) => Number(row[column])));
  const understood = rows.length === 1 ? "1 point is taken" : `${rows.length} points are taken`;
  return { points: { x, y }, mistakes: [], understood };
}

/** @param {number} count  of the columns there are */
function twoColumns(count) {
  const found = count === 2 ? "" : `; here are ${count} columns`;
  return `there must be two columns of numbers up to 10¹², x and y${found}`;
}
