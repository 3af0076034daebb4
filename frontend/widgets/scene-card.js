/** What a scene of the course says, what to try in it, and the way to its neighbours. */

import { html } from "../core/dom.js";
import { plainProse, prose } from "../core/prose.js";
import { LANGUAGE } from "../core/texts.js";

/** @typedef {import("./course-menu.js").Scene} Scene */

export class SceneCard {
  constructor() {
    this.title = html("h2");
    this.text = html("p");
    this.trial = html("p", { class: "try" });
    this.before = html("a", { class: "step", title: "The scene before" });
    this.after = html("a", { class: "step", title: "The next scene" });
    this.element = html("section", { class: "group scene-card", lang: "en", hidden: true }, [
      this.title,
      this.text,
      this.trial,
      html("nav", { "aria-label": "Neighbouring scenes" }, [this.before, this.after]),
    ]);
  }

  /**
   * @param {Scene[]} scenes  all of them, in order
   * @param {string | null} id  of the one that is open
   * @param {(scene: Scene) => string} address
   */
  show(scenes, id, address) {
    const place = scenes.findIndex((scene) => scene.id === id);
    this.element.hidden = place < 0;
    if (place < 0) return;
    const { title, text, try: trial } = scenes[place];
    this.title.replaceChildren(html("span", { class: "scene-number" }, [scenes[place].id]), ...prose(title));
    this.text.replaceChildren(...prose(text));
    this.trial.replaceChildren(html("strong", { lang: LANGUAGE }, ["Try: "]), ...prose(trial));
    point(this.before, scenes[place - 1], address, (label) => `←\u00a0${label}`);
    point(this.after, scenes[place + 1], address, (label) => `${label}\u00a0→`);
  }
}

/**
 * @param {HTMLAnchorElement} link
 * @param {Scene | undefined} scene
 * @param {(scene: Scene) => string} address
 * @param {(label: string) => string} decorated
 */
function point(link, scene, address, decorated) {
  link.hidden = !scene;
  if (!scene) return;
  link.href = address(scene);
  link.textContent = decorated(`${scene.id} ${plainProse(scene.title)}`);
}
