/** What the colours of a raster stand for: a band of them with numbers under it, and the colour of what has none. */

import { html } from "../../core/dom.js";
import { cssColor, viridisBand } from "../../plots/colour-map.js";

export class ColourBar {
  /** @param {string} title @param {number[]} otherColor @param {string} otherText */
  constructor(title, otherColor, otherText) {
    this.ticks = html("div", { class: "ticks" });
    const band = html("div", { class: "band", style: `background: ${viridisBand()}` });
    const other = html("span", { class: "other" }, [
      html("span", { class: "swatch", style: `background: ${cssColor(otherColor)}` }),
      otherText,
    ]);
    this.element = html("div", { class: "colour-bar" }, [
      html("span", { class: "title" }, [title]),
      html("div", { class: "scale" }, [band, this.ticks]),
      other,
    ]);
  }

  /** @param {{share: number, text: string}[]} ticks  parts of the band, from 0 to 1 */
  show(ticks) {
    this.ticks.replaceChildren(
      ...ticks.map(({ share, text }) => html("span", { style: `left: ${100 * share}%` }, [text])),
    );
  }
}
