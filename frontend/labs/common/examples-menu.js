/** What else there is to look at: examples with small pictures, the reader's own functions, and what can be typed. */

import { html } from "../../core/dom.js";
import { t } from "../../core/texts.js";
import { keepFunctions, savedFunctions, withFunction, without } from "../../core/saved.js";
import { Fold } from "../../widgets/fold.js";
import { hasPicture, pictureOf } from "./small-pictures.js";

/**
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 * @typedef {import("../../core/saved.js").Saved} Saved
 * @typedef {{name: string, source?: string, note?: string, variables?: string[], box?: [number, number][],
 *   parameters?: Record<string, {value: number}>, isEquation?: boolean}} Example
 * @typedef {import("./small-pictures.js").Seen} Seen
 */

export class ExamplesMenu {
  /**
   * @param {Example[]} examples
   * @param {Surroundings} surroundings
   * @param {(example: any) => void} onChoice
   * @param {HTMLElement[]} help
   */
  constructor(examples, surroundings, onChoice, help = []) {
    this.client = surroundings.client;
    this.subjects = surroundings.subjects ?? null;
    this.examples = examples;
    this.onChoice = onChoice;
    this.list = html(
      "div",
      { class: "thumbnails" },
      examples.map((example) => this.choice(example)),
    );
    this.own = html("div", { class: "thumbnails own" });
    this.saving = this.subjects ? [html("h2", {}, ["Yours"]), this.saveLine(), this.own] : [];
    this.fold = new Fold([...this.saving, html("h2", {}, ["Examples"]), this.list, ...help]);
    this.fold.show(this.subjects ? t("Examples and yours") : t("Examples"));
    this.fold.element.addEventListener("toggle", () => this.fold.element.open && this.fill());
    this.element = html("div", { class: "examples" }, [this.fold.element]);
  }

  /** The function that is seen, under a name. */
  saveLine() {
    this.name = html("input", {
      placeholder: "a name for this function",
      "aria-label": "Name to save it by",
      maxLength: 60,
    });
    const save = html("button", { type: "button" }, ["Save"]);
    save.addEventListener("click", () => this.save());
    this.name.addEventListener("keydown", ({ key }) => key === "Enter" && this.save());
    this.note = html("p", { class: "notes", role: "status" });
    return html("div", {}, [html("div", { class: "save-line" }, [this.name, save]), this.note]);
  }

  save() {
    const subject = this.subjects?.current();
    if (!subject || !this.name) return this.tell("Nothing is typed here that could be saved.");
    const name = this.name.value.trim() || subject.source.split("\n").at(-1) || subject.source;
    const { source, parameters, point, domain, isEquation } = subject;
    const entry = { name, source, parameters, point, domain, ...(isEquation ? { isEquation } : {}) };
    const isKept = keepFunctions(withFunction(savedFunctions(), entry));
    this.name.value = "";
    this.tell(isKept ? "" : "This browser keeps nothing: copy a link by Share instead.");
    this.fill();
  }

  /** @param {string} text */
  tell(text) {
    if (this.note) this.note.textContent = t(text);
  }

  /** Now that they are seen. */
  fill() {
    if (this.subjects) this.own.replaceChildren(...savedFunctions().map((entry) => this.savedChoice(entry)));
    this.draw();
  }

  /** One after the other: nobody waits for them. */
  async draw() {
    for (const button of this.fold.element.querySelectorAll("button[data-of]")) {
      const place = button.querySelector(".thumbnail-place");
      const picture = await pictureOf(JSON.parse(/** @type {HTMLElement} */ (button).dataset.of ?? ""), this.client);
      if (picture && place && !place.hasChildNodes()) place.append(picture());
      if (!this.fold.element.open) return;
    }
  }

  /** @param {Example} example */
  choice(example) {
    const { name, source = "", note = "", variables, box, parameters = {}, isEquation } = example;
    const seen = box && hasPicture(example) ? { source, variables, parameters, box, isEquation } : null;
    const button = thumbnailButton(name, source, note, seen);
    button.addEventListener("click", () => this.choose(() => this.onChoice(example)));
    return button;
  }

  /** @param {Saved} entry */
  savedChoice(entry) {
    const { name, source, parameters, domain, point, isEquation } = entry;
    const box = domain.y && point.length > 1 ? [domain.x, domain.y] : [domain.x];
    const button = thumbnailButton(name, source, "", { source, parameters, box, isEquation });
    button.addEventListener("click", () => this.choose(() => this.subjects?.take(entry)));
    const remove = html("button", { type: "button", class: "icon", "aria-label": `Remove ${name}` }, ["×"]);
    remove.addEventListener("click", () => {
      keepFunctions(without(savedFunctions(), name));
      this.fill();
      this.name?.focus();
    });
    return html("div", { class: "saved" }, [button, remove]);
  }

  /** @param {() => void} run */
  choose(run) {
    this.fold.close();
    run();
  }
}

/** @param {string} name @param {string} source @param {string} note @param {Seen | null} seen */
function thumbnailButton(name, source, note, seen) {
  const text = source.replaceAll("\n", "; ");
  return html(
    "button",
    { type: "button", class: "example", title: note, ...(seen ? { "data-of": JSON.stringify(seen) } : {}) },
    [
      ...(seen ? [html("span", { class: "thumbnail-place", "aria-hidden": "true" })] : []),
      html("span", { class: "example-name" }, [name]),
      html("code", {}, [text]),
    ],
  );
}
