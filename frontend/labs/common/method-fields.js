/** A method of descent to choose, with its learning rate and its other settings. */

import { html } from "../../core/dom.js";
import { ReadMenu } from "./choice.js";
import { RateField, SettingField } from "./setting-fields.js";

/**
 * @typedef {import("./methods.js").Method} Method
 * @typedef {import("./setting-fields.js").Hand} Hand
 */

/** Line searches belong to walks on a function that stays as it is. */
const OF_SEARCHES = ["line_search", "armijo", "wolfe"];

export class MethodFields {
  /** @type {SettingField[]} */
  others = [];
  drawn = "";

  /**
   * @param {string} label  of the menu
   * @param {readonly string[]} names  of the methods there are to choose from
   * @param {Hand} hand
   * @param {(name: string) => void} onMethod
   * @param {HTMLElement[]} [extras]  what else is set, behind its settings
   */
  constructor(label, names, hand, onMethod, extras = []) {
    this.extras = extras;
    this.names = names;
    this.hand = hand;
    this.menu = html("select", { "aria-label": label });
    this.menu.addEventListener("change", () => onMethod(this.menu.value));
    this.read = new ReadMenu(this.menu);
    this.fields = html("div", { class: "run" });
  }

  /**
   * @param {{method: string, settings: Record<string, number | string>}} chosen
   * @param {Method[]} methods  of the catalogue
   */
  show({ method, settings }, methods) {
    const known = methods.find(({ name }) => name === method);
    if (known && this.drawn !== method) this.build(known, methods);
    this.read.show(method);
    const value = (/** @type {string} */ name) =>
      settings[name] ?? known?.settings.find((setting) => setting.name === name)?.default;
    this.rate?.show(Number(value("learning_rate")));
    for (const field of this.others) field.show(value(field.name));
  }

  /** @param {Method} method @param {Method[]} methods */
  build(method, methods) {
    this.drawn = method.name;
    if (!this.menu.options.length)
      this.menu.append(
        ...this.names.map((name) =>
          html("option", { value: name }, [methods.find((each) => each.name === name)?.label ?? name]),
        ),
      );
    const rate = method.settings.find(({ name }) => name === "learning_rate");
    this.rate = rate ? new RateField(rate, this.hand) : null;
    this.others = method.settings
      .filter(({ name }) => name !== "learning_rate" && !OF_SEARCHES.includes(name))
      .map((setting) => new SettingField(setting, this.hand));
    const inside = [...this.others.map(({ element }) => element), ...this.extras];
    if (this.others.length) inside.unshift(html("p", { class: "update" }, [method.update]));
    const more = inside.length
      ? [html("details", { class: "settings" }, [html("summary", {}, ["Settings"]), ...inside])]
      : [];
    this.fields.replaceChildren(...(this.rate ? [this.rate.element] : []), ...more);
  }
}
