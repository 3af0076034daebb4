/** A surface as the backend sends it. */

import { decodeArray } from "../../core/client.js";

/** @param {any} answer of POST surface, with arrays in base64 */
export function decodedGrid({ x, y, z, range, undefined: holes }) {
  return { x: decodeArray(x), y: decodeArray(y), z: decodeArray(z), range, holes };
}
