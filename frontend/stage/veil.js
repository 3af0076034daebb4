/** What a lecturer lays over the stage: black, or a spotlight or a magnifying glass that follow the pointer. */

import { html } from "../core/dom.js";

export class Veil {
  /** @type {"blank" | "spotlight" | null} */
  laid = null;
  isNear = false;
  pointer = { x: innerWidth / 2, y: innerHeight / 2 };

  constructor() {
    this.element = html("div", { class: "veil", hidden: true, "aria-hidden": "true" });
    document.body.append(this.element);
    addEventListener("pointermove", (event) => this.follow(event));
    // A press into the dark would drag what nobody sees.
    this.element.addEventListener("pointerdown", () => this.lay(null));
  }

  /** Lays it over the page, or takes it away when it is there. @param {"blank" | "spotlight" | null} what */
  lay(what) {
    this.laid = this.laid === what ? null : what;
    this.element.hidden = this.laid === null;
    this.element.dataset.veil = this.laid ?? "";
    this.place();
  }

  /** Everything larger around the pointer, or as it was. */
  magnify() {
    this.isNear = !this.isNear;
    document.documentElement.classList.toggle("magnified", this.isNear);
    this.place();
  }

  get isLaid() {
    return this.laid !== null || this.isNear;
  }

  /** All away. */
  lift() {
    if (this.laid) this.lay(null);
    if (this.isNear) this.magnify();
  }

  /** @param {{clientX: number, clientY: number}} event */
  follow({ clientX, clientY }) {
    this.pointer = { x: clientX, y: clientY };
    if (this.laid === "spotlight" || this.isNear) this.place();
  }

  place() {
    const { x, y } = this.pointer;
    const { style } = document.documentElement;
    style.setProperty("--pointer-x", `${x}px`);
    style.setProperty("--pointer-y", `${y}px`);
  }
}
