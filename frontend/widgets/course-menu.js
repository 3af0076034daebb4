/** The course: scenes by chapter, each a link that opens a lab in one state; chapters fold, and all can be searched. */

import { html } from "../core/dom.js";
import { prose } from "../core/prose.js";
import { t } from "../core/texts.js";

/**
 * @typedef {{says: string, state: Record<string, any>, play: boolean}} Beat  see gradscape.course.scenes
 * @typedef {{kind: "point" | "number" | "choice", text: string, choices: string[], right: string | null,
 *   within: number | null}} Question  to those who follow a lecture
 * @typedef {{id: string, lab: string, title: string, words: string[], text: string, try: string, state: object,
 *   beats: Beat[], questions: Question[]}} Scene
 * @typedef {{title: string, url: string, says: string}} Reading
 * @typedef {{id: string, title: string, needs: string[], reading: Reading[], scenes: Scene[]}} Chapter
 */

export class CourseMenu {
  /** @param {HTMLElement} element @param {import("./search-field.js").SearchField} search */
  constructor(element, search) {
    this.element = element;
    this.search = search;
    element.addEventListener("toggle", (event) => {
      if (/** @type {any} */ (event).newState === "open") this.unfold();
    });
  }

  /** @param {Chapter[]} chapters @param {(scene: Scene) => string} address */
  fill(chapters, address) {
    this.element.replaceChildren(
      this.search.element,
      ...chapters.map((chapter) =>
        html("details", { "data-chapter": chapter.id }, [
          html("summary", { lang: "en" }, [
            chapter.title,
            html("span", { class: "count" }, [String(chapter.scenes.length)]),
          ]),
          html(
            "ol",
            { lang: "en" },
            chapter.scenes.map((scene) =>
              html("li", {}, [
                html("a", { href: address(scene), "data-scene": scene.id }, [
                  html("span", { class: "scene-number" }, [scene.id]),
                  ...prose(scene.title),
                ]),
              ]),
            ),
          ),
          ...furtherReading(chapter.reading),
        ]),
      ),
    );
    this.unfold();
  }

  /** The chapter of the scene that is open; else the first. */
  unfold() {
    const current = this.element.querySelector("[aria-current]");
    const open = current?.closest("details") ?? this.element.querySelector("details");
    for (const each of this.element.querySelectorAll("details")) each.open = each === open;
    current?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string | null} id */
  mark(id) {
    for (const link of this.element.querySelectorAll("details a")) {
      if (/** @type {HTMLElement} */ (link).dataset.scene === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}

/** Where to read on: links that leave this page. @param {Reading[]} reading */
function furtherReading(reading) {
  if (!reading.length) return [];
  const entries = reading.map(({ title, url, says }) =>
    html("li", {}, [html("a", { href: url, target: "_blank", rel: "noopener" }, [title]), ` ${says}`]),
  );
  return [
    html("p", { class: "reading-title" }, [t("Further reading")]),
    html("ul", { class: "reading", lang: "en" }, entries),
  ];
}
