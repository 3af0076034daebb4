/**
 * Training in time: play, pause, on by a sample, a batch or some epochs, back through what has been, and from the
 * beginning.
 */

import { allow } from "../../core/allowed.js";
import { html } from "../../core/dom.js";
import { choice } from "../common/choice.js";
import { iconButton } from "../../widgets/player.js";
import { choices } from "./state.js";
import { positionText } from "./words.js";
import { t } from "../../core/texts.js";

/**
 * @typedef {object} Hands
 * @property {() => void} restart
 * @property {() => void} giveUp  on the way to the epoch that a link asks for
 * @property {() => void} toggle
 * @property {() => void} stepOn
 * @property {() => void} stepBack
 * @property {(share: number) => void} scrub  from 0, the beginning, to 1
 * @property {(stride: "sample" | "batch" | "epoch", speed: number | null) => void} setStride  of what length steps are;
 *   epochs also have a number
 * @property {() => void} takeAlong  to where every number of the sample or batch can be looked at
 * @typedef {object} Moment
 * @property {import("./training.js").Frame | null} frame
 * @property {number} share  of the way to the last frame
 * @property {boolean} isLast
 * @property {number} lastEpoch
 * @property {{reached: number, target: number} | null} way  to the epoch that a link asks for, if it is not there yet
 * @property {number} seen  samples of the next batch
 * @property {boolean} isPlaying
 * @property {"sample" | "batch" | "epoch"} stride
 * @property {number} speed
 */

const FINE = { sample: "by samples", batch: "by batches" };

export class Transport {
  /** @param {Hands} drive @param {boolean} [isFine]  whether steps may be samples and batches */
  constructor(drive, isFine = true) {
    this.restart = iconButton("|‹", "To the beginning (Home)", drive.restart);
    this.back = iconButton("‹", "Back (,)", drive.stepBack);
    this.run = iconButton("▶", "Play (Space)", drive.toggle);
    this.on = iconButton("›", "On by one step (.)", drive.stepOn);
    this.range = html("input", { type: "range", min: "0", max: "1000", step: "1", "aria-label": "Epoch" });
    this.range.addEventListener("input", () => drive.scrub(Number(this.range.value) / 1000));
    this.count = html("span", { class: "count" });
    const fine = isFine ? Object.keys(FINE) : [];
    const names = {
      ...FINE,
      ...Object.fromEntries(choices.speed.map((speed) => [speed, speed === 1 ? "by epochs" : `by ${speed} epochs`])),
    };
    this.speed = choice("Steps", [...fine, ...choices.speed.map(String)], names, (chosen) =>
      chosen === "sample" || chosen === "batch"
        ? drive.setStride(chosen, null)
        : drive.setStride("epoch", Number(chosen)),
    );
    this.along = html("button", { type: "button", class: "quiet", title: "See it number by number, forward and back" });
    this.along.addEventListener("click", drive.takeAlong);
    this.bar = html("progress", { max: 1, value: 0, "aria-label": "Epochs that are learned" });
    this.wayText = html("span", { class: "notes" });
    const stop = html("button", { type: "button", class: "quiet" }, ["Stop"]);
    stop.addEventListener("click", drive.giveUp);
    this.way = html("span", { class: "way", hidden: true }, [this.wayText, this.bar, stop]);
    this.element = html("div", { class: "player", role: "group", "aria-label": "Training" }, [
      this.restart,
      this.back,
      this.run,
      this.on,
      this.range,
      this.count,
      this.speed,
      this.along,
      this.way,
    ]);
  }

  /** @param {Moment} moment */
  show({ frame, share, isLast, lastEpoch, way, seen, isPlaying, stride, speed }) {
    this.way.hidden = way === null;
    this.range.hidden = this.count.hidden = way !== null;
    if (way) {
      this.wayText.textContent = t(`Learning up to epoch ${way.target} …`);
      this.bar.value = way.reached / way.target;
    }
    this.run.textContent = isPlaying ? "❚❚" : "▶";
    this.run.setAttribute("aria-label", t(isPlaying ? "Pause" : "Play"));
    const position = positionText(frame, stride, seen);
    const whole =
      isLast || !frame || frame.step || seen || frame.epoch === lastEpoch ? position : `${position} of ${lastEpoch}`;
    this.range.value = String(Math.round(1000 * share));
    this.range.disabled = lastEpoch === 0 && isLast;
    this.range.setAttribute("aria-valuetext", t(whole));
    this.count.textContent = t(whole);
    const isBegun = frame !== null && (frame.epoch > 0 || frame.step > 0 || seen > 0);
    for (const button of [this.restart, this.back]) allow(button, isBegun);
    this.speed.value = stride === "epoch" ? String(speed) : stride;
    this.along.hidden = stride === "epoch";
    this.along.textContent = t(`Follow this ${stride}`);
  }
}
