/**
 * A handout of what is seen, for the printer: title, text, pictures, formulas and tables as they are, and where to find
 * it again. Print styles leave the controls out; this makes ready what they cannot.
 */

import { html } from "../core/dom.js";
import { figureOf } from "../core/figures.js";

const PAPER = 710; // CSS px across A4 between its margins

/** Where what is seen is found again: a scene by its short address. @param {string | null} scene */
export function placeOf(scene) {
  return scene ? new URL(`s/${encodeURIComponent(scene)}`, document.baseURI).href : location.href;
}

/**
 * Makes the page ready for each printing, and takes it back.
 * @param {() => {scene: string | null} | null} open  the state of the lab that is open
 */
export function readyForPrint(open) {
  /** @type {Element[]} */
  let added = [];
  addEventListener("beforeprint", () => {
    const state = open();
    const lab = document.getElementById("lab");
    const picture = lab?.querySelector(".picture");
    if (!state || !lab || !picture) return;
    // As wide as on the screen, and made smaller as a whole: plots keep their places.
    const { width } = picture.getBoundingClientRect();
    lab.style.setProperty("--print-width", `${width}px`);
    lab.style.setProperty("--print-zoom", String(Math.min(PAPER / width, 1)));
    const foot = footOf(placeOf(state.scene));
    lab.append(foot);
    added = [foot, ...bitmaps(picture)];
  });
  addEventListener("afterprint", () => {
    for (const each of added) each.remove();
    added = [];
  });
}

/** @param {string} address */
function footOf(address) {
  const foot = html("footer", { class: "found-again" }, [html("p", {}, [address])]);
  const code = qrCode(address);
  if (code) foot.prepend(code);
  return foot;
}

/**
 * Asked for without waiting: a page is printed as it is when `beforeprint` is over.
 * @param {string} address
 * @returns {Element | null} null where it cannot be had: too long, or no server
 */
function qrCode(address) {
  const request = new XMLHttpRequest();
  try {
    request.open("GET", `qr?address=${encodeURIComponent(address)}`, false);
    request.send();
  } catch {
    return null;
  }
  const code = request.status === 200 ? new DOMParser().parseFromString(request.responseText, "image/svg+xml") : null;
  return code?.documentElement.localName === "svg" ? document.importNode(code.documentElement, true) : null;
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
