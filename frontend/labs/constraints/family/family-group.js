/** Which distributions walk, and how: a family or one's own, the rate, the steps, and what is compared. */

import { labelsOf } from "../../../core/catalogue.js";
import { html } from "../../../core/dom.js";
import { t } from "../../../core/texts.js";
import { FunctionField } from "../../../widgets/function-field.js";
import { NumberField } from "../../../widgets/number-field.js";
import { choice } from "../../common/choice.js";
import { group } from "../../common/groups.js";
import { withLength } from "../../common/meaning.js";
import { RateField } from "../../common/setting-fields.js";
import { beginningOf } from "../beginnings.js";
import { choices, ranges } from "../state.js";
import { CHARTS } from "./requests.js";

/** @typedef {import("../state.js").ConstraintsState} ConstraintsState */

const FAMILY_NAMES = { ...labelsOf("families"), own: "one’s own log density" };
const COMPARED = {
  pair: "natural and ordinary",
  parameters: "in three kinds of parameters",
  units: "in three units",
};
const SUPPORTS = { real: "all numbers", positive: "positive numbers", counts: "0, 1, 2, …", bits: "0 or 1" };

const [, MOST] = ranges.names;

export class FamilyGroup {
  /** @param {import("../../../core/laboratory.js").Surroundings} surroundings */
  constructor({ store, change, settle }) {
    this.store = store;
    this.change = change;
    const [, most] = ranges.steps;
    this.family = choice("Family", choices.family, FAMILY_NAMES, (name) => change(beginningOf(name), null));
    this.density = new FunctionField("Log density", "density-message", false);
    this.density.listen(() => change({ density: this.density.value }, "type the density"), settle);
    this.names = html("input", { type: "text", "aria-label": "Its parameters", spellcheck: false });
    this.names.addEventListener("change", () => this.rename(namesOf(this.names.value)));
    this.plane = choice("The plane shows", choices.plane, {}, (plane) => change({ plane }, null));
    this.support = choice("Where x may lie", choices.support, SUPPORTS, (support) => change({ support }, null));
    const setting = (/** @type {string} */ name, /** @type {HTMLElement} */ control) =>
      html("label", { class: "setting" }, [html("span", {}, [name]), control]);
    this.drawn = setting("The plane shows", this.plane);
    this.own = html("div", {}, [
      this.density.element,
      setting("Its parameters", this.names),
      this.drawn,
      setting("Where x may lie", this.support),
    ]);
    const rate = { name: "rate", label: "Learning rate", kind: "number", default: 0.1, minimum: 1e-12, maximum: 1e6 };
    this.rate = new RateField(/** @type {any} */ ({ ...rate, choices: [], scale: "log" }), {
      of: "",
      set: (_, value, kind) => change({ rate: Number(value) }, kind),
      settle,
    });
    this.steps = new NumberField(
      "Steps",
      (steps) => change({ steps: Math.round(steps) }, null),
      (value) => (value >= 1 && value <= most ? "" : `Steps: from 1 to ${most}.`),
    );
    this.compare = choice("Compare", choices.compare, COMPARED, (compare) => change({ compare }, null));
    this.comparing = setting("Compare", this.compare);
    this.element = group("Which distributions?", "walk", [
      setting("Family", this.family),
      this.own,
      this.rate.element,
      setting("Steps", this.steps.element),
      this.comparing,
    ]);
  }

  /** A walk begins with as many numbers as there are parameters. @param {string[]} names */
  rename(names) {
    if (names.length) this.change({ names, theta: withLength(this.store.get().theta, names.length), step: 0 }, null);
  }

  /** @param {ConstraintsState} state */
  show({ family, density, names, plane, support, rate, steps, compare }) {
    this.family.value = family;
    this.own.hidden = family !== "own";
    if (document.activeElement !== this.density.input) this.density.value = density;
    if (document.activeElement !== this.names) this.names.value = names.join(", ");
    this.drawn.hidden = names.length < 3;
    for (const option of this.plane.options)
      option.textContent = Array.from(option.value, (each) => names[Number(each) - 1] ?? each).join(` ${t("and")} `);
    this.plane.value = plane;
    this.support.value = support;
    this.rate.show(rate);
    this.steps.show(steps);
    this.compare.value = compare;
    this.comparing.hidden = !CHARTS.has(family);
  }

  /** @param {import("../../../core/client.js").Problem | null} problem */
  complain(problem) {
    this.density.showMistake(problem && { message: problem.message, hint: problem.hint, span: problem.span });
  }
}

/** @param {string} text */
function namesOf(text) {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, MOST);
}
