/** An address for the camera of a phone; the server draws it. */

import { html } from "./dom.js";

/** More do not go into a QR code; what is shorter than this, a camera reads from afar. */
const LONGEST = 2000; // characters

/** @param {string} address @returns {HTMLImageElement | null} null: it is too long */
export function qrImage(address) {
  if (address.length > LONGEST) return null;
  const src = `qr?address=${encodeURIComponent(address)}`;
  return /** @type {HTMLImageElement} */ (html("img", { src, alt: address, class: "qr-code" }));
}
