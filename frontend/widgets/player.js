/** Walking through steps in time: play, pause, one step on or back, and a slider over all of them. */

import { allow } from "../core/allowed.js";
import { html } from "../core/dom.js";
import { t } from "../core/texts.js";

const SPEEDS = [1, 2, 5, 10, 30]; // steps a second
const USUAL_SPEED = 5;

export class Player {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  timer;
  step = 0;
  last = 0;

  /** @param {(step: number) => void} onStep @param {number} [usualSpeed]  steps a second */
  constructor(onStep, usualSpeed = USUAL_SPEED) {
    this.onStep = onStep;
    this.start = iconButton("|‹", "To the start (Home)", () => this.go(0));
    this.back = iconButton("‹", "One step back (,)", () => this.move(-1));
    this.run = iconButton(t("Play"), "Play (Space)", () => this.toggle());
    this.run.classList.add("primary");
    this.on = iconButton("›", "One step on (.)", () => this.move(1));
    this.range = html("input", { type: "range", min: "0", step: "1", "aria-label": "Step" });
    this.range.addEventListener("input", () => this.go(Number(this.range.value)));
    this.count = html("span", { class: "count" });
    const options = SPEEDS.map((speed) =>
      html("option", { value: String(speed), selected: speed === usualSpeed }, [`${speed} ${t("a second")}`]),
    );
    this.speed = html("select", { "aria-label": "Speed" }, options);
    this.speed.addEventListener("change", () => this.timer !== undefined && this.play());
    this.element = html("div", { class: "player", role: "group", "aria-label": "Steps" }, [
      this.start,
      this.back,
      this.run,
      this.on,
      this.range,
      this.count,
      this.speed,
    ]);
  }

  /** @param {number} step @param {number} last */
  show(step, last) {
    this.step = Math.min(step, last);
    this.last = last;
    this.range.max = String(last);
    this.range.value = String(this.step);
    const place = t("step N of M").replace("N", String(this.step)).replace("M", String(last));
    this.range.setAttribute("aria-valuetext", t(place));
    this.count.textContent = place;
    for (const button of [this.start, this.back]) allow(button, this.step > 0);
    allow(this.on, this.step < last);
  }

  /** @param {number} step */
  go(step) {
    // The next key may come before the page is drawn again.
    this.step = Math.min(Math.max(step, 0), this.last);
    this.onStep(this.step);
  }

  /** @param {number} by */
  move(by) {
    this.pause();
    this.go(this.step + by);
  }

  toggle() {
    if (this.timer !== undefined) return this.pause();
    if (this.step >= this.last) this.go(0);
    this.play();
  }

  play() {
    clearInterval(this.timer);
    this.run.textContent = t("Pause");
    this.run.setAttribute("aria-label", t("Pause"));
    this.timer = setInterval(
      () => (this.step >= this.last ? this.pause() : this.go(this.step + 1)),
      1000 / Number(this.speed.value),
    );
  }

  pause() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.run.textContent = t("Play");
    this.run.setAttribute("aria-label", t("Play"));
  }
}

/** @param {string} sign @param {string} does @param {() => void} run */
export function iconButton(sign, does, run) {
  const element = html(
    "button",
    { type: "button", class: "icon", title: does, "aria-label": t(does).replace(/ \(.*/, "") },
    [sign],
  );
  element.addEventListener("click", run);
  return element;
}
