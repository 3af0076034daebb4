/** Over the picture on the stage: which scene it is, and what it asks or says at the moment. */

import { html } from "../core/dom.js";
import { withExponents } from "../core/format.js";

const LONG = 105; // characters that two lines of large type hold

export class SceneHead {
  constructor() {
    this.title = html("h2", { class: "scene-title" });
    this.sentence = html("p", { class: "scene-question", "aria-live": "polite" });
    this.element = html("section", { class: "scene-head", lang: "en", "aria-label": "The scene" }, [
      this.title,
      this.sentence,
    ]);
  }

  /** @param {string} title @param {string} says */
  show(title, says) {
    this.element.hidden = !title;
    this.title.textContent = title;
    this.sentence.replaceChildren(...withExponents(says).map((each, k) => (k % 2 ? html("sup", {}, [each]) : each)));
    this.sentence.classList.toggle("long", says.length > LONG);
  }
}
