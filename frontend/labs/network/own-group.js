/** Points of one's own: classes or heights, which of them a press places, and a table to paste. */

import { html } from "../../core/dom.js";
import { say } from "../../core/status.js";
import { readTable } from "../../core/table-text.js";
import { NumberField } from "../../widgets/number-field.js";
import { PasteField } from "../../widgets/paste-field.js";
import { Stepper } from "../../widgets/stepper.js";
import { choice } from "../common/choice.js";
import { whereLine } from "../common/groups.js";
import { CLASS_COLORS, cssOf } from "./heat.js";
import { ownDataOf, tableOf } from "./own-data.js";
import { ranges } from "./state.js";
import { CLASS_NAMES } from "./words.js";
import { t } from "../../core/texts.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("./state.js").OwnPoint} OwnPoint
 * @typedef {(patch: Partial<NetworkState>, kind?: string | null) => void} Change
 */

const KINDS = /** @type {const} */ (["classes", "heights"]);
/** From so many points on some are kept for a test. */
const ENOUGH = 40;

export class OwnGroup {
  /** What a press on the map places: the number of a class, or a height. */
  brush = 1;
  height = 1;
  drawn = "";

  /** @param {Change} change @param {() => NetworkState} current */
  constructor(change, current) {
    this.change = change;
    this.current = current;
    this.kind = choice("What my points have", KINDS, {}, (kind) =>
      change(converted(current(), kind === "classes" ? 2 : 0)),
    );
    this.count = new Stepper("classes of my points", "", [2, ranges.classes[1]], (classes) =>
      change({ classes, numbers: null, ...fitting(classes) }),
    );
    this.colours = html("div", { class: "brushes", role: "group", "aria-label": "What a press places" });
    this.heightField = new NumberField(
      "Height that a press places",
      (height) => (this.height = height),
      (height) => (Math.abs(height) <= 1 ? "" : "Heights: from −1 to 1."),
    );
    this.heightField.show(this.height);
    this.heightLine = whereLine("Places", html("span", { class: "pair" }, [this.heightField.element, "from −1 to 1"]));
    this.hint = html("p", { class: "notes" });
    this.empty = html("button", { type: "button", class: "quiet" }, ["Take all points away"]);
    this.empty.addEventListener("click", () => change({ points: [] }));
    this.paste = new PasteField({
      use: "Use these points",
      example: `${t("x1, x2, class")}\n1.5, 2, ${t("cat")}\n-3, 0.5, ${t("dog")}`,
      help: "Three columns: x₁, x₂ and a class (numbers or words) or a height. With or without names.",
      onText: (text) => this.take(text),
    });
    const show = html("button", { type: "button" }, ["My points as a table"]);
    show.addEventListener("click", () => this.paste.write(tableOf(current().points, current().classes)));
    this.paste.add(show);
    this.kindLine = whereLine("With", html("span", { class: "pair" }, [this.kind, this.count.element]));
    this.own = html("div", { class: "own" }, [this.kindLine, this.colours, this.heightLine, this.hint, this.empty]);
  }

  /** @param {string} text @returns {import("../../widgets/paste-field.js").Verdict} */
  take(text) {
    const { points, classes, understood, mistakes } = ownDataOf(readTable(text));
    // A table that was let fall on the map may be far from its field.
    say("table", mistakes.length ? `The table: ${mistakes[0]}.` : "", 8_000);
    if (points.length < 2) return { mistakes };
    this.change({
      data: "own",
      points,
      classes,
      numbers: null,
      share: points.length < ENOUGH ? 1 : 0.7,
      ...fitting(classes),
    });
    return { understood, mistakes };
  }

  /** What a press places, or the next class with Shift. @param {boolean} isOther */
  placed(isOther) {
    const { classes } = this.current();
    if (!classes) return isOther ? -this.height : this.height;
    return (Math.min(this.brush, classes - 1) + (isOther ? 1 : 0)) % classes;
  }

  /** @param {NetworkState} state */
  show({ data, classes, points }) {
    this.own.hidden = data !== "own";
    if (this.own.hidden) return;
    this.brush = Math.min(this.brush, Math.max(classes - 1, 0));
    this.kind.value = classes ? "classes" : "heights";
    this.count.element.hidden = !classes;
    // No class is taken away from under its points.
    this.count.limits = [Math.max(2, ...points.map(([, , group]) => group + 1)), ranges.classes[1]];
    if (classes) this.count.show(classes);
    this.colours.hidden = !classes;
    this.heightLine.hidden = classes > 0;
    const key = `${classes},${this.brush}`;
    if (key !== this.drawn) this.colours.replaceChildren(...Array.from({ length: classes }, (_, k) => this.colour(k)));
    this.drawn = key;
    const other = classes
      ? `; with Shift: ${classes > 2 ? "the next class" : "the other class"}`
      : "; with Shift: its negative";
    this.hint.textContent = t(
      `Press on the map to place a point${other}. Drag it to move it, press it to take it away.`,
    );
    this.empty.hidden = !points.length;
  }

  /** @param {number} k */
  colour(k) {
    const button = html(
      "button",
      {
        type: "button",
        class: "brush",
        title: `Place points of class ${k} (${CLASS_NAMES[k]})`,
        "aria-label": `Class ${k}, ${CLASS_NAMES[k]}`,
        "aria-pressed": String(k === this.brush),
      },
      [html("span", { class: "swatch", style: `background: ${cssOf(CLASS_COLORS[k])}` }), String(k)],
    );
    button.addEventListener("click", () => {
      this.brush = k;
      this.show(this.current());
    });
    return button;
  }
}

/** How many classes some points have; 0: they have heights. @param {OwnPoint[]} points */
export function classesOf(points) {
  const groups = points.map(([, , group]) => group);
  return groups.every((each) => Number.isInteger(each) && each >= 0 && each < ranges.classes[1])
    ? Math.max(2, ...groups.map((each) => each + 1))
    : 0;
}

/** The loss that so many classes, or heights, need. @param {number} classes @returns {Partial<NetworkState>} */
export function fitting(classes) {
  if (classes > 2) return { cost: "cross-entropy" };
  return classes === 0 ? { cost: "half-squared-error" } : {};
}

/**
 * Points with classes as heights, and the other way round.
 * @param {NetworkState} state
 * @param {number} classes
 * @returns {Partial<NetworkState>}
 */
export function converted({ points, classes: before }, classes) {
  const told = (/** @type {number} */ value) =>
    classes ? (value > 0 ? 1 : 0) : Number(((2 * value) / Math.max(before - 1, 1) - 1).toFixed(2));
  return {
    classes,
    points: points.map(([x1, x2, value]) => [x1, x2, told(value)]),
    numbers: null,
    ...fitting(classes),
  };
}
