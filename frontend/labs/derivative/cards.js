/** What stands under the plots: formulas, the lens, extrema, and whether there is a derivative at all. */

import { html, math, write } from "../../core/dom.js";
import { formatNumber, formatWithin, nameText, typeset } from "../../core/format.js";
import { t } from "../../core/texts.js";
import { CurvePlot } from "../../plots/curve.js";
import { GLYPHS } from "../../plots/marks/glyph.js";
import { NumbersTable } from "../../widgets/numbers-table.js";
import { formulaLine, formulaList, writeLine } from "../common/formula-lines.js";
import { nameOf } from "../common/meaning.js";
import { minus, operator, signedNumber } from "../common/number-math.js";
import { errorPicture } from "./error-picture.js";
import { isAmong, lensPicture, taylorCoefficients } from "./picture.js";
import { completeSentence, lensSentence, numbersAt } from "./words.js";

/**
 * @typedef {import("./state.js").DerivativeState} DerivativeState
 * @typedef {import("./requests.js").Answers} Answers
 */

export class FormulaCard {
  constructor() {
    this.lines = {
      tangent: formulaLine("Tangent line", "tangent"),
      secant: formulaLine("Slope of the secant", "direction"),
      taylor: formulaLine("Taylor polynomial", "hessian"),
    };
    this.numbers = new NumbersTable();
    this.element = html("section", { class: "card formulas" }, [
      html("h2", {}, ["In formulas"]),
      formulaList(this.lines),
      this.numbers.element,
    ]);
  }

  /** @param {DerivativeState} state @param {Answers} answers */
  show({ show, taylor }, answers) {
    const { at, meaning } = answers;
    this.numbers.show(() => numbersAt(answers));
    writeLine(this.lines.tangent, true, () => polynomialLine(answers, "L", 1, noTangentText(answers)));
    writeLine(this.lines.secant, show.secant, () => secantLine(at, nameOf(meaning?.source ?? "")));
    writeLine(this.lines.taylor, show.taylor, () =>
      polynomialLine(answers, "T", taylor, `there is no Taylor polynomial of degree ${taylor} here`),
    );
  }
}

/** Why the tangent has no formula. @param {Answers} answers */
export function noTangentText({ at, meaning }) {
  if (at?.smoothness.kind !== "vertical tangent") return "there is no tangent here";
  const name = nameText(meaning?.variables[0] ?? "x");
  return `the tangent is vertical, ${name} = ${formatNumber(at.x)}: it has no slope, so there is no derivative`;
}

/** @param {Answers} answers @param {string} letter @param {number} degree @param {string} otherwise */
function polynomialLine({ at, meaning }, letter, degree, otherwise) {
  if (!at || !meaning) return ["…"];
  const coefficients = taylorCoefficients(at.derivatives, degree);
  if (!coefficients) return [otherwise];
  const left = [math("mi", [letter]), operator("("), math("mi", [meaning.variables[0]]), operator(")"), operator("=")];
  // One element for each term, so that a long polynomial wraps.
  const [first, ...rest] = termsOf(coefficients, meaning.variables[0], at.x);
  return [[...left, ...first], ...rest].map((parts) => math("math", parts, { display: "block" }));
}

/**
 * c₀, + c₁ (x − a), + c₂ (x − a)² ...
 * @param {number[]} coefficients
 * @param {string} variable
 * @param {number} a
 * @returns {(Node | string)[][]}
 */
function termsOf(coefficients, variable, a) {
  const reach = a === 0 ? 1 : Math.min(1, Math.abs(a));
  const variation = Math.abs(coefficients[1] ?? 0) * reach || Number.POSITIVE_INFINITY;
  const terms = coefficients.flatMap((coefficient, k) => {
    const size = formatWithin(Math.abs(coefficient), k ? Number.POSITIVE_INFINITY : 1e-5 * variation);
    if (size === "0") return [];
    const number = k > 0 && size === "1" ? [] : [math("mn", [size])];
    return [{ isNegative: coefficient < 0, parts: [...number, ...powerOf(variable, a, k)] }];
  });
  if (!terms.length) return [[math("mn", ["0"])]];
  // Infix, so that there is space around it though it begins an element.
  const sign = (/** @type {boolean} */ isNegative) => math("mo", [isNegative ? "−" : "+"], { form: "infix" });
  return terms.map((term, k) => [...(k ? [sign(term.isNegative)] : term.isNegative ? [minus()] : []), ...term.parts]);
}

/** (x − a)ᵏ @param {string} variable @param {number} a @param {number} k */
function powerOf(variable, a, k) {
  if (k === 0) return [];
  const shift = formatNumber(Math.abs(a), 10);
  const base =
    shift === "0"
      ? math("mi", [variable])
      : math("mrow", [
          operator("("),
          math("mi", [variable]),
          operator(a > 0 ? "−" : "+"),
          math("mn", [shift]),
          operator(")"),
        ]);
  return [k === 1 ? base : math("msup", [base, math("mn", [String(k)])])];
}

/** @param {Answers["at"]} at @param {string} name */
function secantLine(at, name) {
  const value = at?.derivatives[0] ?? null;
  if (!at || value === null || at.beside === null) return ["there is no secant here"];
  const of = (/** @type {string} */ place) => [
    math("mi", [name]),
    operator("("),
    ...[...place].map((sign) => (sign === "+" ? operator(sign) : math("mi", [sign]))),
    operator(")"),
  ];
  const symbols = math("mfrac", [math("mrow", [...of("a+h"), operator("−"), ...of("a")]), math("mi", ["h"])]);
  const numbers = math("mfrac", [
    math("mrow", [...signedNumber(at.beside), operator("−"), ...bracketed(value)]),
    math("mrow", signedNumber(at.h)),
  ]);
  return [
    math("math", [symbols, operator("="), numbers, operator("="), ...signedNumber((at.beside - value) / at.h)], {
      display: "block",
    }),
  ];
}

/** @param {number} value */
function bracketed(value) {
  return value < 0 ? [operator("("), ...signedNumber(value), operator(")")] : signedNumber(value);
}

/** Curve and tangent near the point, and how fast the gap between them closes. */
export class LensCard {
  constructor() {
    const place = (/** @type {string} */ label) =>
      html("div", { class: "small-plot", role: "img", "aria-label": label });
    const places = [
      place("The curve and its tangent around the point, enlarged"),
      place("Error of the tangent against the distance h"),
    ];
    this.lens = new CurvePlot(places[0]);
    this.error = new CurvePlot(places[1]);
    this.sentence = html("p");
    const title = html("h2", {}, [
      html("span", { class: "swatch direction" }),
      "Lens: the best line, and how good it is",
    ]);
    this.element = html("section", { class: "card wide" }, [
      title,
      html("div", { class: "small-plots" }, places),
      this.sentence,
    ]);
  }

  /** @param {Answers} answers @param {string} theme */
  show(answers, theme) {
    if (!answers.at) return;
    this.lens.draw(lensPicture(answers, theme));
    this.error.draw(errorPicture(answers, theme));
    write(this.sentence, lensSentence(answers));
  }

  dispose() {
    this.lens.destroy();
    this.error.destroy();
  }
}

const KIND_GLYPHS = /** @type {Record<string, string>} */ ({
  "local minimum": GLYPHS.minimum,
  "local maximum": GLYPHS.maximum,
  inflection: GLYPHS.inflection,
  neither: GLYPHS.undecided,
  undecided: GLYPHS.undecided,
});

const MOST_ROWS = 200; // of a table that anyone reads

/** All extrema and inflection points on the interval; a press on one goes there. */
export class ExtremaCard {
  /** @param {(x: number) => void} onJump */
  constructor(onJump) {
    this.onJump = onJump;
    this.table = html("table", { class: "numbers" });
    this.sentence = html("p", { role: "status" });
    this.element = html("section", { class: "card wide" }, [
      html("h2", {}, ["Extrema on the interval"]),
      html("div", { class: "scroll" }, [this.table]),
      this.sentence,
    ]);
  }

  /** @param {Answers} answers */
  show({ extrema, meaning, domain }) {
    if (extrema === this.shown) return;
    this.shown = extrema;
    if (!extrema || !meaning || !domain) return this.table.replaceChildren();
    const [name, variable] = [nameOf(meaning.source), meaning.variables[0]];
    const head = ["kind", variable, `${name}(${variable})`, `${name}′`, `${name}″`, "decided by"].map((title) =>
      html("th", { scope: "col" }, [title]),
    );
    const scale = Math.max(...extrema.points.map((/** @type {any} */ { value }) => Math.abs(value)), 1e-300);
    this.table.replaceChildren(
      html("thead", {}, [html("tr", {}, head)]),
      html(
        "tbody",
        {},
        extrema.points.slice(0, MOST_ROWS).map((/** @type {any} */ point) => this.row(point, extrema, scale)),
      ),
    );
    const hidden = extrema.points.length - MOST_ROWS;
    const listed = hidden > 0 ? `The table has the first ${MOST_ROWS} of ${extrema.points.length} points.` : "";
    const sentences = [completeSentence(extrema, variable, domain), ...extrema.notes, listed];
    write(this.sentence, typeset(sentences.filter(Boolean).join(" ")));
  }

  /**
   * @param {any} point
   * @param {any} extrema
   * @param {number} scale  of all values: what is tiny beside it is rounding
   */
  row(point, { global_minimum: lowest, global_maximum: highest }, scale) {
    const go = html("button", { type: "button", class: "link", title: "Move the point there" }, [
      `${KIND_GLYPHS[point.kind]} ${t(point.kind)}`,
    ]);
    go.addEventListener("click", () => this.onJump(point.x));
    const remarks = [
      point.at_end ? "at the end" : "",
      isAmong(point.x, lowest) ? "smallest value" : "",
      isAmong(point.x, highest) ? "largest value" : "",
    ]
      .filter(Boolean)
      .join(", ");
    const value = Math.abs(point.value) < 1e-14 * scale ? 0 : point.value;
    const slope = (/** @type {number | null} */ each) => (each === null ? "none" : formatNumber(each, 4));
    const cells = [formatNumber(point.x), formatNumber(value), slope(point.first), slope(point.second)].map((text) =>
      html("td", {}, [text]),
    );
    return html("tr", {}, [
      html("td", {}, [go, remarks ? html("small", {}, [remarks]) : null]),
      ...cells,
      html("td", { class: "words" }, [point.test]),
    ]);
  }
}

/** Whether there is a derivative at the point: slopes from both sides, and what autodiff answers regardless. */
export class SlopesCard {
  constructor() {
    this.message = html("p");
    this.body = html("tbody");
    this.element = html("section", { class: "card" }, [
      html("h2", {}, ["Is there a derivative here?"]),
      this.message,
      html("table", { class: "numbers" }, [this.body]),
    ]);
  }

  /** @param {Answers} answers */
  show({ at }) {
    if (!at) return;
    const {
      message,
      kind,
      slope,
      left_slope: left,
      right_slope: right,
      left_limit: from,
      right_limit: to,
      autodiff,
      order,
      is_order_exact: isExact,
    } = at.smoothness;
    const number = (/** @type {number | null} */ value) => (value === null ? "none" : formatNumber(value));
    const rows = [
      ["kind of point", kind],
      ["slope from the left", number(left)],
      ["slope from the right", number(right)],
      ...(kind === "jump" || kind === "gap"
        ? [
            ["values from the left reach", number(from)],
            ["values from the right reach", number(to)],
          ]
        : []),
      ["derivative", number(slope)],
      ["differentiable", kind === "smooth" ? `${isExact ? "" : "at least "}${TIMES[order]}` : "no"],
      ["autodiff answers", `${number(autodiff)}${slope === null && autodiff !== null ? ", a convention" : ""}`],
    ];
    this.message.textContent = typeset(message);
    this.body.replaceChildren(
      ...rows.map(([label, text]) => html("tr", {}, [html("th", { scope: "row" }, [label]), html("td", {}, [text])])),
    );
  }
}

const TIMES = ["not", "once", "twice", "three times", "four times", "five times", "six times"];
