/**
 * Letters of ours at the axes of a box that Plotly draws: upright, of the page's size, and free of each other. With
 * another Plotly its own are seen.
 */

import { cameraOf, eyeSeen } from "./fast_update.js";
import { axesSeen } from "./space-axes.js";
import { namesSeen } from "./space-names.js";
import { SpaceOverlay } from "./space-overlay.js";
import { sizeOf } from "./space-layout.js";
import { pixelsOf } from "./space-projection.js";
import { directionOf } from "./space-view.js";

/** Plots that ask for letters with every frame. @type {WeakSet<object>} */
const asking = new WeakSet();

export class SpaceLetters {
  /**
   * @type {{names: import("./space-names.js").Name[], signs: number[][],
   *   frame: import("./space-frame.js").SpaceFrame}}
   */
  lines = { names: [], signs: [], frame: [] };
  /** Where each name stood in the frame before. @type {Map<string, number>} */
  habits = new Map();

  /** @param {HTMLElement} element  that Plotly draws in */
  constructor(element) {
    this.element = element;
    this.overlay = new SpaceOverlay(element);
  }

  /**
   * What lines are called from the next frame on.
   * @param {import("./space-names.js").Name[]} names
   * @param {number[][]} signs  that no name may cover
   * @param {import("./space-frame.js").SpaceFrame} frame
   */
  call(names, signs, frame) {
    this.lines = { names, signs, frame };
  }

  /**
   * After Plotly has drawn.
   * @param {[any, any, any]} ticks  of the axes, as `AxisTicks`
   * @param {import("./palette.js").Palette} palette
   */
  put(ticks, palette) {
    const scene = /** @type {any} */ (this.element)._fullLayout?.scene?._scene;
    const { axesOptions, glplot } = scene ?? {};
    if (!axesOptions?.tickEnable || !axesOptions.labelEnable || typeof glplot?.redraw !== "function") return;
    this.shown = { ticks, palette, size: sizeOf(this.element) };
    this.overlay.dress(palette);
    this.overlay.attach();
    for (const own of [axesOptions.tickEnable, axesOptions.labelEnable]) own.fill(false);
    if (!asking.has(glplot)) {
      asking.add(glplot);
      const { onrender } = glplot;
      glplot.onrender = () => {
        onrender?.();
        this.draw();
      };
    }
    glplot.redraw();
  }

  draw() {
    const camera = cameraOf(this.element);
    const eye = eyeSeen(this.element);
    if (!camera || !eye || !this.shown) return;
    const { ticks, palette, size } = this.shown;
    const { fontSize } = palette;
    const { clientWidth: width, clientHeight: height } = size;
    const toPixel = pixelsOf(camera, size);
    const { azimuth } = directionOf(eye);
    const axes = axesSeen(ticks, { azimuth, flatness: 0, floor: 0, toPixel, fontSize, width, height });
    this.overlay.drawAxes(axes);
    const { names, signs, frame } = this.lines;
    const seen = { frame, toPixel, fontSize, width, height, signs, letters: axes.labels, habits: this.habits };
    this.overlay.drawNames(namesSeen(names, seen), palette);
  }
}
