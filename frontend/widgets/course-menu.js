/** The course: scenes by chapter, each a link that opens a lab in one state. */

import { html } from "../core/dom.js";

/**
 * @typedef {{id: string, lab: string, title: string, text: string, try: string, state: object}} Scene
 * @typedef {{id: string, title: string, scenes: Scene[]}} Chapter
 */

export class CourseMenu {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  /** @param {Chapter[]} chapters @param {(scene: Scene) => string} address */
  fill(chapters, address) {
    this.element.replaceChildren(
      ...chapters.map((chapter) =>
        html("section", {}, [
          html("h3", {}, [chapter.title]),
          html(
            "ol",
            {},
            chapter.scenes.map((scene) =>
              html("li", {}, [
                html("a", { href: address(scene), "data-scene": scene.id }, [
                  html("span", { class: "scene-number" }, [scene.id]),
                  scene.title,
                ]),
              ]),
            ),
          ),
        ]),
      ),
    );
  }

  /** @param {string | null} id */
  mark(id) {
    for (const link of this.element.querySelectorAll("a")) {
      if (link.dataset.scene === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}
