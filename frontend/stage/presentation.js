/** How much of the page is seen: all of it, the stage, or the bare picture. Style sheets read it on <html>. */

import { toggleDark } from "../core/theme.js";

/** @typedef {import("../core/showing.js").Showing} Showing */

export class Presentation {
  /** @type {Showing} */
  showing = { view: "page", hidden: [] };
  /** Whether the controls are called onto the stage, which has none. */
  isCalled = false;

  /** @param {() => void} onChange  the type has another size, and the picture another place */
  constructor(onChange) {
    this.onChange = onChange;
    document.addEventListener("fullscreenchange", () => {
      // Who leaves full screen, by Esc or otherwise, leaves the stage.
      if (!document.fullscreenElement && this.isStage) this.leave();
    });
  }

  get isStage() {
    return this.showing.view === "stage";
  }

  /** What a link says; a link that says nothing leaves all as it is. @param {Showing | null} showing */
  follow(showing) {
    if (showing) this.show(showing);
  }

  /** P: onto the stage in full screen, where the browser lets us, and back. */
  toggle() {
    if (this.isStage) return this.leave();
    this.show({ ...this.showing, view: "stage" });
    this.fill();
  }

  /** Full screen, which only a key or a press may ask for: a stage opened by a link has the size of its window. */
  fill() {
    if (!document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(() => {});
  }

  leave() {
    this.show({ ...this.showing, view: "page" });
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  /** D: by day or by night, whatever a link said. */
  toggleDark() {
    toggleDark();
    delete this.showing.theme;
    this.onChange();
  }

  /** Whether keys belong to the page around. */
  get hasNoKeys() {
    return this.showing.keys === "off";
  }

  /** C: controls come and go. */
  toggleControls() {
    const { hidden } = this.showing;
    if (this.isStage) this.isCalled = !this.isCalled;
    else if (hidden.includes("controls")) this.showing.hidden = hidden.filter((part) => part !== "controls");
    else this.showing.hidden = ["controls", ...hidden];
    this.mark();
  }

  /** @param {Showing} showing */
  show(showing) {
    this.showing = showing;
    this.isCalled = false;
    this.mark();
  }

  mark() {
    const { dataset } = document.documentElement;
    if (this.showing.theme) dataset.theme = this.showing.theme;
    const hidden = this.isStage && !this.isCalled ? [...this.showing.hidden, "controls"] : this.showing.hidden;
    dataset.view = this.showing.view;
    dataset.hide = (this.isCalled ? hidden.filter((part) => part !== "controls") : hidden).join(" ");
    this.onChange();
  }
}
