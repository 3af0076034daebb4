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
