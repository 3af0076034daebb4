/** Basins at the size of a print: a picture that sharpens as its tiles come, and can be saved. */

import { Problem } from "../../../core/client.js";
import { html } from "../../../core/dom.js";
import { askInParts } from "../../../core/lines.js";
import { t } from "../../../core/texts.js";
import { basinRole, channelsOf } from "../../../plots/colour-map.js";
import { paletteOverHeights } from "../../../plots/palette.js";
import { choice } from "../../common/choice.js";
import { emptyPrint, paintTile } from "./print.js";

const SIZES = ["1024", "2048", "4096"];
const BETWEEN = 250; // ms from one look at what has come to the next: 4,096 rows take a while to be shown

export class PrintFold {
  /** What is asked about every start, but for their number. @type {any} */
  question = null;
  wanted = "";
  theme = "";
  /** @type {AbortController | null} */
  running = null;

  /** @param {import("../../../core/client.js").Client} client */
  constructor(client) {
    this.client = client;
    this.size = choice(
      t("Size of the print"),
      SIZES,
      Object.fromEntries(SIZES.map((each) => [each, `${each} × ${each}`])),
      () => {},
    );
    this.draw = html("button", { type: "button" }, [t("Draw")]);
    this.draw.addEventListener("click", () => (this.running ? this.stop() : void this.fill()));
    this.save = html("a", { class: "quiet", hidden: true }, [t("Save as PNG")]);
    this.bar = html("progress", { max: 1, value: 0, hidden: true, "aria-label": t("Part of the print that is there") });
    this.note = html("p", { class: "notes", role: "status" });
    this.canvas = html("canvas", { class: "print", role: "img", hidden: true });
    this.element = html("details", { class: "print-fold" }, [
      html("summary", {}, [t("At print size")]),
      html("div", { class: "run-line" }, [this.size, this.draw, this.bar, this.save]),
      this.canvas,
      this.note,
    ]);
  }

  /** A print of something else says nothing about this picture. @param {any} question @param {string} theme */
  show(question, theme) {
    const wanted = JSON.stringify({ ...question, resolution: 0 });
    this.theme = theme;
    this.element.hidden = question === null;
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.question = question;
    this.forget();
  }

  forget() {
    this.stop();
    this.canvas.hidden = this.bar.hidden = this.save.hidden = true;
    this.note.textContent = "";
    if (this.save.href) URL.revokeObjectURL(this.save.href);
  }

  stop() {
    this.running?.abort();
    this.running = null;
    this.draw.textContent = t("Draw");
  }

  async fill() {
    this.forget();
    const running = new AbortController();
    this.running = running;
    this.draw.textContent = t("Cancel");
    try {
      const isWhole = await this.filled(Number(this.size.value), running.signal);
      if (isWhole) await this.offer();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.note.textContent = problem.message;
    }
    if (this.running === running) this.stop();
  }

  /** @param {number} resolution @param {AbortSignal} signal */
  async filled(resolution, signal) {
    const palette = paletteOverHeights(this.theme);
    const [unsettled, gone] = [palette.gridLine, palette.inkSoft].map(channelsOf);
    const hueOf = (/** @type {number} */ label) => channelsOf(palette.color(basinRole(label)));
    Object.assign(this.canvas, { width: resolution, height: resolution, hidden: false });
    this.canvas.setAttribute("aria-label", t(`Where each of ${resolution} × ${resolution} starts leads`));
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    const image = new ImageData(resolution, resolution);
    const print = emptyPrint(resolution, image.data);
    let seen = Number.NEGATIVE_INFINITY;
    /** @type {any[]} */
    let attractors = [];
    this.bar.hidden = false;
    this.bar.value = 0;
    const isWhole = await askInParts(
      this.client,
      "jobs/basins",
      { ...this.question, resolution },
      {
        signal,
        known: () => ({ attractors: attractors.map(({ point }) => point) }),
        onPart: (/** @type {any} */ part) => {
          ({ attractors } = part);
          paintTile(print, part, hueOf, { unsettled, gone });
          this.bar.value = part.done / part.of;
          this.note.textContent = progressText(part, resolution);
          if (performance.now() - seen < BETWEEN && part.done < part.of) return;
          seen = performance.now();
          pen.putImageData(image, 0, 0);
        },
      },
    );
    pen.putImageData(image, 0, 0);
    return isWhole;
  }

  async offer() {
    this.bar.hidden = true;
    const blob = await new Promise((resolve) => this.canvas.toBlob(resolve, "image/png"));
    this.save.href = URL.createObjectURL(/** @type {Blob} */ (blob));
    this.save.download = "gradscape-basins.png";
    this.save.hidden = false;
  }

  dispose() {
    this.forget();
  }
}

/** @param {{done: number, of: number, partial: boolean}} part @param {number} resolution */
export function progressText({ done, of, partial }, resolution) {
  const starts = (resolution * resolution).toLocaleString("en");
  if (partial) return "Some walks were cut short: their time was up.";
  return done < of ? `${done} of ${of} parts; each is a look at the whole picture.` : `All ${starts} starts are there.`;
}
