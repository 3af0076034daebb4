/**
 * A handout of what is seen, for the printer: title, text, pictures, formulas and tables as they are, and where to find
 * it again. Print styles leave the controls out; this makes ready what they cannot.
 */

import { html } from "../core/dom.js";
import { figureOf } from "../core/figures.js";
import { qrImage } from "../core/qr.js";

const PAPER = 710; // CSS px across A4 between its margins

/** Of the address that is to be printed: printing does not wait for pictures. @type {HTMLImageElement | null} */
let code = null;

/** Prints once all is there that belongs to it. @param {(run: () => void) => void} within  what it is printed in */
export async function printHandout(within) {
  code = qrImage(location.href);
  await code?.decode().catch(() => {});
  within(() => print());
}

/**
 * Makes the page ready for each printing, and takes it back.
 * @param {() => {scene?: string | null} | null} open  the state of the lab that is open
 */
export function readyForPrint(open) {
  /** @type {Element[]} */
  let added = [];
  const takeBack = () => {
    for (const each of added) each.remove();
    added = [];
  };
  addEventListener("beforeprint", () => {
    takeBack();
    const lab = document.getElementById("lab");
    const picture = lab?.querySelector(".picture");
    const state = open();
    if (!state || !lab || !picture) return;
    // As wide as on the screen, and made smaller as a whole: plots keep their places.
    const { width } = picture.getBoundingClientRect();
    lab.style.setProperty("--print-width", `${width}px`);
    lab.style.setProperty("--print-zoom", String(Math.min(PAPER / width, 1)));
    const foot = footOf(location.href, state.scene);
    lab.append(foot);
    added = [foot, ...bitmaps(picture)];
  });
  addEventListener("afterprint", takeBack);
}

/**
 * Where to find again what is seen, and the scene that it began with.
 * @param {string} address
 * @param {string | null} [scene]
 */
function footOf(address, scene) {
  const short = scene ? [html("p", {}, [new URL(`s/${scene}`, address).href])] : [];
  const shown = code?.alt === address ? [code] : [];
  return html("footer", { class: "found-again" }, [...shown, html("div", {}, [...short, html("p", {}, [address])])]);
}

/** WebGL shows nothing to a printer: what it shows, over it. @param {Element} picture @returns {Element[]} */
function bitmaps(picture) {
  return [...picture.querySelectorAll("canvas")].flatMap((canvas) => {
    const owner = canvas.closest(".plot");
    const src = owner && canvas.checkVisibility() ? figureOf(owner)?.bitmap?.(canvas) : null;
    if (!src) return [];
    const image = html("img", { class: "printed", src, alt: "" });
    canvas.after(image);
    return [image];
  });
}
