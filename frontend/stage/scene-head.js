/** Over the picture on the stage: which scene it is, and what it asks or says at the moment. */

import { html } from "../core/dom.js";
import { prose } from "../core/prose.js";
import { LONG } from "./beats.js";

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
    this.title.replaceChildren(...prose(title));
    this.sentence.replaceChildren(...prose(says));
    this.sentence.classList.toggle("long", says.length > LONG);
    // What the picture's own sentence says would answer it.
    this.element.classList.toggle("asks", says.endsWith("?"));
  }
}
