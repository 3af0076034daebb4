/** A menu of a few names. */

import { html } from "../../core/dom.js";

/**
 * @param {string} label
 * @param {readonly string[]} names
 * @param {Record<string, string>} texts  those of names that read otherwise
 * @param {(name: string) => void} onChoice
 */
export function choice(label, names, texts, onChoice) {
  const options = names.map((name) => html("option", { value: name }, [texts[name] ?? name]));
  const field = html("select", { "aria-label": label }, options);
  field.addEventListener("change", () => onChoice(field.value));
  return field;
}

/** A menu that is read as what is chosen in it, however long: the field lies unseen over it. */
export class ReadMenu {
  /** @param {HTMLSelectElement} menu */
  constructor(menu) {
    this.menu = menu;
    this.text = html("span", { class: "changeable" });
    this.element = html("span", { class: "read-menu" }, [this.text, menu]);
  }

  /** @param {string} value */
  show(value) {
    this.menu.value = value;
    const text = this.menu.selectedOptions[0]?.textContent ?? "";
    if (this.text.textContent !== text) this.text.textContent = text;
  }
}
