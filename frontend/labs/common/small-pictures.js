/** Small pictures of functions for menus: a graph, heights as colours, an equation's curve, a map's image of a grid. */

import { unlessRefused } from "../../core/client.js";
import { curveThumbnail, graphThumbnail, heatThumbnail } from "../../plots/thumbnail.js";

/**
 * @typedef {import("../../core/client.js").Client} Client
 * @typedef {[number, number]} Range
 * @typedef {{source: string, variables?: string[], parameters: Record<string, {value: number}>, box: Range[],
 *   isEquation?: boolean}} Seen  what a picture is of
 * @typedef {() => Element} Picture
 */

const SAMPLES = 61;
const SIDE = 24; // of a picture of colours
const LINES = 7; // of a grid, each way
const DIGITS = "as-computed";
const ASKING = { isSilent: true };

/** Pictures that were made, by what they are of. @type {Map<string, Promise<Picture | null>>} */
const pictures = new Map();

/** @param {Seen} seen @param {Client} client */
export function pictureOf(seen, client) {
  const key = JSON.stringify(seen);
  const known = pictures.get(key) ?? unlessRefused(made(seen, client), () => {}).catch(() => null);
  pictures.set(key, known);
  return known;
}

/** Whether there is one: none of a vector, whose matrices have no numbers here. @param {Partial<Seen>} seen */
export function hasPicture({ box, variables = [] }) {
  return Boolean(box && box.length <= 2) && !variables.some((name) => name.includes("_"));
}

/** Whether a text's last line lists entries. Pure. @param {string} source */
export function isMap(source) {
  return /^([^=]*=)?\s*\[/.test(source.split("\n").at(-1) ?? "");
}

/**
 * @param {Seen} seen
 * @param {Client} client
 * @returns {Promise<Picture | null>}
 */
async function made({ source, variables, parameters, box, isEquation }, client) {
  const [x, y] = box;
  const numbers = Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
  const asked = { source, parameters: numbers, ...(variables ? { variables } : {}) };
  if (isEquation) {
    const answer = await client.send("implicit", { function: asked, box, resolution: SIDE }, ASKING);
    const pieces = (answer.curve ?? []).map(({ points }) => /** @type {number[][]} */ (points));
    return () => curveThumbnail(pieces, [x, y]);
  }
  // What a reader saved says no variables: in space a function has more of them than its box has sides.
  const { variables: read } = variables ? { variables } : await client.send("parse", { function: asked }, ASKING);
  if (read.length !== box.length) return null;
  if (isMap(source)) {
    const strokes = strokesOver(box);
    const points = { function: asked, points: [strokes[0][0]], images_of: strokes.flat(), digits: DIGITS };
    const { images } = await client.send("jacobian", points, ASKING);
    const pieces = piecesOf(images ?? [], strokes);
    return () => curveThumbnail(pieces, boxAround(pieces.flat()));
  }
  if (!y) {
    const graph = { function: asked, x, samples: SAMPLES, derivatives: 0, digits: DIGITS };
    const { values } = await client.send("curve", graph, ASKING);
    return () => graphThumbnail(values[0]);
  }
  const { z } = await client.send("surface", { function: asked, x, y, resolution: SIDE, digits: DIGITS }, ASKING);
  return () => heatThumbnail(z);
}

/** An interval, or the lines of a grid over a box, as places. Pure. @param {Range[]} box @returns {number[][][]} */
export function strokesOver([x, y]) {
  if (!y) return [evenly(x, SAMPLES).map((t) => [t])];
  const across = evenly(y, LINES).map((v) => evenly(x, SIDE).map((u) => [u, v]));
  return [...across, ...evenly(x, LINES).map((u) => evenly(y, SIDE).map((v) => [u, v]))];
}

/** @param {Range} range @param {number} count */
function evenly([low, high], count) {
  return Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
}

/**
 * Images stroke by stroke, of which those in space are seen aslant; they end where there are none. Pure.
 * @param {(number | null)[][]} images
 * @param {unknown[][]} strokes
 */
export function piecesOf(images, strokes) {
  let next = 0;
  return strokes.flatMap((stroke) => {
    const pieces = /** @type {number[][][]} */ ([[]]);
    for (const image of images.slice(next, (next += stroke.length)))
      if (image.every((entry) => entry !== null)) pieces[pieces.length - 1].push(flat(/** @type {number[]} */ (image)));
      else pieces.push([]);
    return pieces.filter(({ length }) => length > 1);
  });
}

/** @param {number[]} image */
function flat([x, y = 0, z]) {
  return z === undefined ? [x, y] : [x - y / 2, z - y / 2];
}

/** @param {number[][]} points @returns {[Range, Range]} */
function boxAround(points) {
  return /** @type {[Range, Range]} */ (
    [0, 1].map((axis) => {
      const [low, high] = [Math.min, Math.max].map((end) => end(...points.map((point) => point[axis])));
      const margin = 0.05 * (high - low) || 1;
      return [low - margin, high + margin];
    })
  );
}
