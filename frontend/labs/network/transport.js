/** Training in time: play, pause, an epoch on, back through what has been, and from the beginning. */

import { html } from "../../core/dom.js";
import { choice } from "../common/choice.js";
import { iconButton } from "../../widgets/player.js";
import { SPEEDS } from "./state.js";

/**
 * @typedef {object} Drive
 * @property {() => void} restart
 * @property {() => void} toggle
 * @property {() => void} stepOn
 * @property {() => void} stepBack
 * @property {(share: number) => void} scrub  from 0, the beginning, to 1
 * @property {(speed: number) => void} setSpeed
 */

export class Transport {
  /** @param {Drive} drive */
  constructor(drive) {
    this.restart = iconButton("|‹", "To the beginning (Home)", drive.restart);
    this.back = iconButton("‹", "Back (,)", drive.stepBack);
    this.run = iconButton("▶", "Play (Space)", drive.toggle);
    this.on = iconButton("›", "On by one frame (.)", drive.stepOn);
    this.range = html("input", { type: "range", min: "0", max: "1000", step: "1", "aria-label": "Epoch" });
    this.range.addEventListener("input", () => drive.scrub(Number(this.range.value) / 1000));
    this.count = html("span", { class: "count" });
    const names = Object.fromEntries(SPEEDS.map((speed) => [speed, speed === 1 ? "1 epoch a frame" : `${speed} epochs a frame`]));
    this.speed = choice("Speed", SPEEDS.map(String), names, (speed) => drive.setSpeed(Number(speed)));
    this.element = html("div", { class: "player", role: "group", "aria-label": "Training" }, [this.restart, this.back, this.run, this.on, this.range, this.count, this.speed]);
  }

  /** @param {{epoch: number, last: number, isPlaying: boolean, speed: number}} moment */
  show({ epoch, last, isPlaying, speed }) {
    this.run.textContent = isPlaying ? "❚❚" : "▶";
    this.run.setAttribute("aria-label", isPlaying ? "Pause" : "Play");
    this.range.value = String(last ? Math.round((1000 * epoch) / last) : 0);
    this.range.disabled = last === 0;
    this.range.setAttribute("aria-valuetext", `epoch ${epoch} of ${last}`);
    this.count.textContent = epoch < last ? `epoch ${epoch} of ${last}` : `epoch ${epoch}`;
    this.restart.disabled = this.back.disabled = epoch === 0;
    this.speed.value = String(speed);
  }
}
