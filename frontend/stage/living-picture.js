/** One question with its picture: a link that the pointer, or the focus with arrow keys, moves before it is pressed. */

import { html } from "../core/dom.js";
import { currentTheme } from "../core/theme.js";
import { paletteAt } from "../plots/palette.js";
import { bounded } from "./marks.js";
import { paint } from "./paint.js";

const TURN = 14_000; // ms of a whole movement while nobody moves it
const NUDGE = 0.06; // of the picture, by an arrow key
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class LivingPicture {
  /**
   * @param {{name: string, question: string, opens: string}} entry
   * @param {string} place  the lab's title
   * @param {import("./marks.js").Tile} tile
   */
  constructor({ name, question, opens }, place, tile) {
    this.tile = tile;
    this.place = place;
    /** @type {any} */
    this.numbers = null;
    /** @type {import("./marks.js").Hand | null} */
    this.hand = null;
    /** @type {HTMLCanvasElement | null} */
    this.ground = null;
    this.canvas = html("canvas", { "aria-hidden": "true" });
    this.says = html("span", { class: "place" }, [place]);
    this.element = html("a", { class: "living", href: `#${opens}`, "data-picture": name }, [
      this.canvas,
      html("span", { class: "question" }, [question]),
      this.says,
    ]);
    this.listen();
  }

  listen() {
    const { element, canvas } = this;
    element.addEventListener("pointermove", (event) => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      this.move({
        x: bounded((event.clientX - left) / width, 0, 1),
        y: bounded(1 - (event.clientY - top) / height, 0, 1),
      });
    });
    element.addEventListener("focus", () => element.matches(":focus-visible") && this.move(this.tile.path(0)));
    for (const end of ["pointerleave", "blur"]) element.addEventListener(end, () => this.leave());
    element.addEventListener("keydown", (event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const { x, y } = this.hand ?? this.tile.path(0);
      this.move({ x: bounded(x + NUDGE * step[0], 0, 1), y: bounded(y + NUDGE * step[1], 0, 1) });
    });
  }

  /** @param {import("./marks.js").Hand} hand */
  move(hand) {
    this.hand = hand;
    this.draw(hand);
  }

  leave() {
    this.hand = null;
    this.says.textContent = this.place;
  }

  /** @param {any} numbers */
  show(numbers) {
    this.numbers = numbers;
    this.draw(this.tile.path(0));
  }

  /** In other colours, or another size. */
  redraw() {
    this.ground = null;
    this.draw(this.hand ?? this.tile.path(0));
  }

  /** A moment of the movement that nobody makes. @param {number} time  in ms */
  breathe(time) {
    if (!this.hand) this.draw(this.tile.path((time / TURN) % 1));
  }

  /** @param {import("./marks.js").Hand} hand */
  draw(hand) {
    const size = { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
    if (!this.numbers || !size.width) return;
    const palette = paletteAt(this.element, currentTheme());
    const { marks, says } = this.tile.seen(this.numbers, hand, size);
    this.ground ??= this.painted(size, this.tile.ground(this.numbers, size), palette);
    const context = this.cleared(this.canvas, size);
    context.drawImage(this.ground, 0, 0, size.width, size.height);
    paint(context, marks, palette, size);
    if (this.hand) this.says.textContent = says;
  }

  /** @param {import("./marks.js").Size} size @param {import("./marks.js").Mark[]} marks @param {any} palette */
  painted(size, marks, palette) {
    const canvas = document.createElement("canvas");
    paint(this.cleared(canvas, size), marks, palette, size);
    return canvas;
  }

  /** Its context in pixels of the page. @param {HTMLCanvasElement} canvas @param {import("./marks.js").Size} size */
  cleared(canvas, { width, height }) {
    const ratio = globalThis.devicePixelRatio || 1;
    const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    return context;
  }
}
