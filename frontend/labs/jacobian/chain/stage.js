/** The graph, the curve on the map beside it where there is one, the player, and what is said. */

import { html } from "../../../core/dom.js";
import { ContourMap } from "../../../plots/contour.js";
import { factor, operator } from "../../common/number-math.js";
import { Says } from "../../common/says.js";
import { ChainGraph } from "./graph.js";
import { currentTheme } from "../../../core/theme.js";
import { formula, jacobianOf, matrixMath } from "./notation.js";
import { momentAt } from "./steps.js";

/**
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {import("./steps.js").Mode} Mode
 * @typedef {object} Handlers
 * @property {(mode: Mode) => void} onMode
 * @property {(x: number, y: number, isSettled: boolean) => void} onPlace  of the point on the map
 * @property {(box: import("../../../plots/geometry.js").Domain) => void} onBox
 */

const MODES = /** @type {[Mode, string][]} */ ([
  ["forward", "Forward mode"],
  ["reverse", "Reverse mode"],
]);
/** How much of a matrix is shown, and on the stage. */
const MUCH = { most: 5, digits: 4 };
const LEAN = { most: 3, digits: 3 };
const LEANEST = { most: 3, digits: 2 };

export class Stage {
  /**
   * @param {Handlers} handlers
   * @param {HTMLElement} player
   * @param {HTMLElement} run  what moves the point along the curve
   */
  constructor({ onMode, onPlace, onBox }, player, run) {
    this.graph = new ChainGraph();
    const mapElement = html("div", {
      class: "plot map",
      role: "img",
      "aria-describedby": "path-note",
      "aria-label": "The curve on the map of the outer function",
    });
    this.note = html("p", { class: "path-note", id: "path-note" });
    this.side = html("div", { class: "path-side", hidden: true }, [html("figure", {}, [mapElement]), run, this.note]);
    this.modes = MODES.map(([mode, title]) => modeButton(mode, title, onMode));
    const choice = html(
      "div",
      { class: "modes", role: "group", "aria-label": "Which way derivatives flow" },
      this.modes,
    );
    this.now = html("div", {
      class: "product-now",
      role: "region",
      "aria-label": "The product that is formed",
    });
    this.says = new Says();
    const bar = html("div", { class: "chain-bar" }, [player, choice]);
    this.element = html("section", { class: "stage chain-stage", "aria-label": "The chain" }, [
      html("div", { class: "chain-views" }, [this.graph.element, this.side]),
      bar,
      this.now,
      ...this.says.elements,
    ]);
    this.map = new ContourMap(mapElement, {
      onDrag: (x, y) => onPlace(x, y, false),
      onDrop: (x, y) => onPlace(x, y, true),
      onDomain: onBox,
    });
  }

  /** @param {Chain} chain @param {Mode} mode @param {number} step */
  show(chain, mode, step) {
    this.graph.show(chain, mode, step);
    MODES.forEach(([name], k) => this.modes[k].setAttribute("aria-pressed", String(name === mode)));
    this.showProduct(chain, mode, step);
  }

  /** @param {Chain} chain @param {Mode} mode @param {number} step */
  showProduct(chain, mode, step) {
    const { product } = momentAt(chain, mode, step);
    this.now.replaceChildren(...(product ? [productMath(chain, mode, product)] : []));
  }

  /** @param {import("../../../plots/picture.js").Picture | null} picture @param {string} sentence */
  showPath(picture, sentence) {
    const isOther = this.side.hidden === (picture !== null);
    this.side.hidden = picture === null;
    if (isOther) this.graph.narrow(picture !== null);
    if (picture) this.map.draw(picture);
    this.note.textContent = sentence;
  }

  dispose() {
    this.says.dispose();
    this.graph.dispose();
    this.map.destroy();
  }
}

/**
 * The product of a step with its numbers: what is carried is named by what it is the derivative of.
 * @param {Chain} chain
 * @param {Mode} mode
 * @param {import("./steps.js").Product} product
 */
function productMath({ names }, mode, { stage, left, right, matrix, isFirst }) {
  const isLarge = [left, right].some((each) => each.length > LEAN.most || each[0].length > LEAN.most);
  const look = !currentTheme().endsWith("-stage") ? MUCH : isLarge ? LEANEST : LEAN;
  const numbers = (/** @type {import("./names.js").Matrix} */ each) => matrixMath(each, look);
  const own = jacobianOf(names[stage]);
  if (isFirst) return formula([own, operator("="), numbers(matrix)]);
  const carriedBy = mode === "forward" ? names.slice(0, stage) : names.slice(stage + 1);
  const before = carriedBy.toReversed().flatMap((name, k) => [...(k ? [operator("·")] : []), jacobianOf(name)]);
  const letters = mode === "forward" ? [own, operator("·"), ...before] : [...before, operator("·"), own];
  const factors = isNumber(left)
    ? [numbers(left), operator("·"), isNumber(right) ? factor(right[0][0], look.digits) : numbers(right)]
    : [numbers(left), numbers(right)];
  return formula([...letters, operator("="), ...factors, operator("="), numbers(matrix)]);
}

/** @param {import("./names.js").Matrix} matrix */
function isNumber(matrix) {
  return matrix.length === 1 && matrix[0].length === 1;
}

/** @param {Mode} mode @param {string} title @param {(mode: Mode) => void} onMode */
function modeButton(mode, title, onMode) {
  const element = html("button", { type: "button", class: `mode ${mode}`, "aria-pressed": "false" }, [title]);
  element.addEventListener("click", () => onMode(mode));
  return element;
}
