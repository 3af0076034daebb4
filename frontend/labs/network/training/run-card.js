/** A card whose question runs for a while: a button that begins and cancels it, how far it has come, and a picture. */

import { Problem } from "../../../core/client.js";
import { html } from "../../../core/dom.js";
import { t } from "../../../core/texts.js";
import { CurvePlot } from "../../../plots/curve.js";

/**
 * @typedef {{state: import("../state.js").NetworkState, epoch: number, theme: string}} Scene
 * @typedef {object} Words  in the reader's language
 * @property {string} title
 * @property {string} begin  on the button
 * @property {string} part  what the bar tells
 * @property {string} promise  what will be done
 */

/** @abstract */
export class RunCard {
  wanted = "";
  /** @type {Scene | null} */
  scene = null;
  /** @type {AbortController | null} */
  running = null;

  /**
   * @param {Words} words
   * @param {HTMLElement[]} controls  before the button
   * @param {HTMLElement[]} [below]  under the picture
   */
  constructor(words, controls, below = []) {
    this.words = words;
    this.begin = html("button", { type: "button" }, [words.begin]);
    this.begin.addEventListener("click", () => (this.running ? this.stop() : void this.start()));
    this.bar = html("progress", { max: 1, value: 0, hidden: true, "aria-label": words.part });
    this.place = html("div", { class: "small-plot tall", role: "img", "aria-label": words.title, hidden: true });
    this.plot = new CurvePlot(this.place, {});
    this.note = html("p", { class: "notes", role: "status" });
    this.element = html("section", { class: "card half" }, [
      html("h2", {}, [words.title]),
      html("div", { class: "run-line" }, [...controls, this.begin, this.bar]),
      this.place,
      ...below,
      this.note,
    ]);
  }

  /**
   * What a run is about: another one's result says nothing of it.
   * @abstract @param {Scene["state"]} _ @returns {any}
   */
  about(_) {
    throw new Error("each card says what it is about");
  }

  /** Asks, and tells how far it has come by `reach`. @abstract @param {Scene} _ @param {AbortSignal} __ */
  async run(_, __) {
    throw new Error("each card has a run of its own");
  }

  /** @abstract */
  draw() {}

  /** @param {Scene} scene */
  show(scene) {
    const wanted = JSON.stringify(this.about(scene.state));
    if (wanted !== this.wanted) this.forget();
    const isRecoloured = this.scene?.theme !== scene.theme;
    this.wanted = wanted;
    this.scene = scene;
    if (isRecoloured) this.draw();
  }

  /** What was found, and what is still to come. */
  forget() {
    this.stop();
    this.place.hidden = true;
    this.note.textContent = this.words.promise;
  }

  stop() {
    this.running?.abort();
    this.running = null;
    this.bar.hidden = true;
    this.begin.textContent = this.words.begin;
  }

  async start() {
    if (!this.scene) return;
    this.forget();
    const running = new AbortController();
    this.running = running;
    this.begin.textContent = t("Cancel");
    this.bar.hidden = false;
    this.bar.value = 0;
    try {
      await this.run(this.scene, running.signal);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.note.textContent = problem.message;
    }
    if (this.running === running) this.stop();
  }

  /** @param {number} share  of the run */
  reach(share) {
    this.bar.value = share;
  }

  dispose() {
    this.stop();
    this.plot.destroy();
  }
}
