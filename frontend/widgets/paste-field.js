/**
 * A table of one's own: pasted, chosen as a file, or dropped. What is wrong with it is said here, and its text stays.
 */

import { html } from "../core/dom.js";
import { MOST } from "../core/table-text.js";

/**
 * @typedef {object} Verdict  on a text
 * @property {string} [understood]  what was made of it, in a sentence
 * @property {string[]} [mistakes]  what is wrong with it
 */

export class PasteField {
  /**
   * @param {object} about
   * @param {string} [about.title]
   * @param {string} [about.use]   what the button does
   * @param {string} [about.example]  shown while nothing stands there
   * @param {string} [about.help]  what columns are meant
   * @param {(text: string) => Verdict | Promise<Verdict>} about.onText
   */
  constructor({ title = "Paste or drop a table", use = "Use these points", example = "", help = "", onText }) {
    this.onText = onText;
    this.area = html("textarea", {
      class: "table-text",
      rows: 5,
      spellcheck: false,
      autocapitalize: "off",
      placeholder: example,
      "aria-label": title,
    });
    this.file = html("input", {
      type: "file",
      class: "visually-hidden",
      accept: ".csv,.tsv,.txt,.dat,text/*",
      tabIndex: -1,
      "aria-hidden": "true",
    });
    this.file.addEventListener("change", () => this.read(this.file.files?.[0]));
    this.undo = html("button", { type: "button", class: "small", hidden: true }, ["What stood here before"]);
    this.undo.addEventListener("click", () => this.putBack());
    const choose = html("button", { type: "button" }, ["Choose a file"]);
    choose.addEventListener("click", () => this.file.click());
    const accept = html("button", { type: "button" }, [use]);
    accept.addEventListener("click", () => this.use());
    this.buttons = html("div", { class: "paste-buttons" }, [accept, choose, this.undo]);
    this.message = html("div", { class: "field-message", role: "status" });
    const about = help ? [html("p", { class: "note" }, [help])] : [];
    this.element = html("details", { class: "paste-field" }, [
      html("summary", {}, [title]),
      ...about,
      this.area,
      this.buttons,
      this.file,
      this.message,
    ]);
    this.acceptDropsOn(this.element);
  }

  /**
   * A file or text let fall on an element is used, as if it had been pasted here.
   * @param {HTMLElement} element
   * @returns {() => void} its undoing
   */
  acceptDropsOn(element) {
    // Text that is moved about in the area itself goes where the browser puts it.
    const isWanted = (/** @type {DragEvent} */ event) =>
      hasText(event) && (event.target !== this.area || Boolean(event.dataTransfer?.types.includes("Files")));
    const over = (/** @type {DragEvent} */ event) => {
      if (!isWanted(event)) return;
      event.preventDefault();
      element.classList.add("is-dropping");
    };
    const leave = () => element.classList.remove("is-dropping");
    const drop = (/** @type {DragEvent} */ event) => {
      leave();
      if (!isWanted(event)) return;
      event.preventDefault();
      event.stopPropagation();
      const file = event.dataTransfer?.files[0];
      if (file) this.read(file);
      else this.take(event.dataTransfer?.getData("text/plain") ?? "");
    };
    const listeners = /** @type {const} */ ([
      ["dragover", over],
      ["dragleave", leave],
      ["drop", drop],
    ]);
    for (const [name, listener] of listeners) element.addEventListener(name, /** @type {EventListener} */ (listener));
    return () => {
      for (const [name, listener] of listeners)
        element.removeEventListener(name, /** @type {EventListener} */ (listener));
    };
  }

  /** @param {File | undefined} file */
  async read(file) {
    this.file.value = ""; // the same file may be chosen again
    if (!file) return;
    // A character has up to four bytes.
    if (file.size > 4 * MOST.characters)
      return this.reject(`'${file.name}' is too large: ${Math.round(file.size / 1e6)} MB.`);
    const text = await file.text().catch(() => null);
    if (text === null || text.includes("\0")) return this.reject(`'${file.name}' cannot be read as text.`);
    await this.take(text);
  }

  /** @param {string} mistake */
  reject(mistake) {
    this.element.open = true;
    this.show({ mistakes: [mistake] });
  }

  /** Another button beside those there are. @param {HTMLElement} button */
  add(button) {
    this.undo.before(button);
  }

  /** Puts a text here and uses it. @param {string} text */
  async take(text) {
    this.write(text);
    await this.use();
  }

  /** Puts a text here; what stood here can be had back. @param {string} text */
  write(text) {
    const before = this.area.value;
    if (before.trim() && before !== text) this.before = before;
    this.area.value = text;
    this.undo.hidden = this.before === undefined;
    this.show({});
  }

  putBack() {
    [this.area.value, this.before] = [this.before ?? "", this.area.value];
  }

  async use() {
    if (!this.area.value.trim()) return this.show({ mistakes: ["Nothing stands here yet."] });
    const verdict = await this.onText(this.area.value);
    // Where all went well a plot says the rest.
    if (verdict.mistakes?.length) this.element.open = true;
    this.show(verdict);
  }

  /** @param {Verdict} verdict */
  show({ understood = "", mistakes = [] }) {
    this.area.setAttribute("aria-invalid", String(mistakes.length > 0));
    const list = mistakes.map((mistake) => html("p", { class: "mistake" }, [sentence(mistake)]));
    this.message.replaceChildren(
      ...list,
      ...(understood ? [html("p", { class: "understood" }, [sentence(understood)])] : []),
    );
  }
}

/** @param {DragEvent} event */
function hasText(event) {
  return ["Files", "text/plain"].some((type) => event.dataTransfer?.types.includes(type));
}

/** @param {string} text */
function sentence(text) {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(whole) ? whole : `${whole}.`;
}
