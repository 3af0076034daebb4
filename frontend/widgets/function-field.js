/**
 * The field a function is typed in: grows with its lines, underlines a mistake at its place, says the remedy. In place,
 * it is read as a formula until it is pressed.
 */

import { formulaElement, html } from "../core/dom.js";
import { cutAtSpan } from "../core/span.js";
import { editedInPlace } from "./in-place.js";

/**
 * @typedef {{name: string, run: () => void}} Cure  what a button does about it
 * @typedef {object} Mistake
 * @property {string} message
 * @property {string | null} hint
 * @property {[number, number] | null} span  in characters
 * @property {Cure[]} [cures]
 */

export class FunctionField {
  /**
   * @param {string} label
   * @param {string} [messageId]  its own, where there are several fields
   * @param {boolean} [isInPlace]
   */
  constructor(label, messageId = "function-message", isInPlace = true) {
    this.mirror = html("div", { class: "mirror", "aria-hidden": "true" });
    this.input = html("textarea", {
      rows: 1,
      spellcheck: false,
      autocapitalize: "off",
      autocomplete: "off",
      maxLength: 4096,
      "aria-label": label,
      "aria-describedby": messageId,
    });
    /** That it was set for. */
    this.room = "";
    this.message = html("p", { class: "field-message", id: messageId, role: "status" });
    this.formula = html("div", { class: "function-formula rest" });
    const editor = html("div", { class: "function-editor editor" }, [this.mirror, this.input]);
    this.element = html("div", { class: "function-field" }, [this.formula, editor, this.message]);
    if (isInPlace) editedInPlace(this.element);
    // What is not seen has no height.
    this.element.addEventListener("focusout", () => requestAnimationFrame(() => this.fit()));
    new ResizeObserver(() => this.fitAnew()).observe(this.element);
  }

  /** On the stage, or in another window, there is other room. */
  fitAnew() {
    const room = `${typeSize(this.element)} ${this.element.parentElement?.clientWidth}`;
    if (room !== this.room) this.fit();
    this.room = room;
  }

  /** @param {() => void} onDraft  told at every key @param {() => void} onSettle  and once the text is left */
  listen(onDraft, onSettle) {
    this.input.addEventListener("input", () => {
      this.showMirror(null);
      this.grow();
      onDraft();
    });
    this.input.addEventListener("change", onSettle);
  }

  get value() {
    return this.input.value;
  }

  set value(text) {
    if (this.input.value === text) return;
    this.input.value = text;
    this.showMirror(null);
    this.grow();
  }

  /** @param {Mistake | null} mistake */
  showMistake(mistake) {
    this.input.setAttribute("aria-invalid", String(mistake !== null));
    this.showMirror(mistake?.span ?? null);
    this.message.replaceChildren(
      ...(mistake
        ? [
            html("strong", {}, [sentence(mistake.message)]),
            mistake.hint ? ` ${sentence(mistake.hint)}` : "",
            ...(mistake.cures ?? []).flatMap((cure) => [" ", cureButton(cure)]),
          ]
        : []),
    );
  }

  /**
   * @param {string | null} mathml  of an equation; null where it is too long to show
   * @param {boolean} [isWhole]  whether its left side can be changed, too
   */
  showFormula(mathml, isWhole = false) {
    if (mathml === null) return this.formula.replaceChildren(html("code", { class: "changeable" }, [this.value]));
    const formula = formulaElement(mathml);
    const isKept = isWhole || !(formula instanceof Element);
    this.formula.replaceChildren(...(isKept ? [changeable(formula)] : halves(formula)));
    this.fit();
  }

  /** Set smaller where it would be too high, or too long. */
  fit() {
    const { formula } = this;
    formula.classList.remove("long");
    const { scrollHeight, scrollWidth, clientWidth } = formula;
    if (scrollHeight > MOST_HEIGHT * typeSize(formula) || scrollWidth > clientWidth) formula.classList.add("long");
  }

  /** @param {[number, number] | null} span */
  showMirror(span) {
    const [before, marked, after] = span ? cutAtSpan(this.value, span) : [this.value, "", ""];
    // A last line without characters has no height unless something stands in it.
    this.mirror.replaceChildren(before, marked ? html("mark", {}, [marked]) : "", after, "\u200b");
  }

  grow() {
    this.input.rows = Math.min(8, this.value.split("\n").length);
  }
}

const MOST_HEIGHT = 2.6; // in heights of type: a fraction, but no matrix

/** Px. @param {Element} element */
const typeSize = (element) => Number.parseFloat(getComputedStyle(element).fontSize);

/**
 * An equation as its left side, which says what is meant, and its right side, which can be changed.
 * @param {Element} equation  a whole <math> element
 */
function halves(equation) {
  const row = equation.firstElementChild;
  const sign = [...(row?.children ?? [])].find((each) => each.localName === "mo" && each.textContent === "=");
  if (!row || !sign) return [changeable(equation)];
  const right = /** @type {Element} */ (equation.cloneNode(false));
  const body = /** @type {Element} */ (row.cloneNode(false));
  right.append(body);
  while (sign.nextSibling) body.append(sign.nextSibling);
  return [equation, changeable(right)];
}

/** @param {Node} formula */
const changeable = (formula) => html("span", { class: "changeable" }, [formula]);

/** @param {Cure} cure */
function cureButton({ name, run }) {
  const button = html("button", { type: "button", class: "link" }, [name]);
  button.addEventListener("click", run);
  return button;
}

/** First letter large, a full stop at the end. @param {string} text */
function sentence(text) {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(whole) ? whole : `${whole}.`;
}
