/** Answers as bars: how often each choice was made, or how numbers are spread, with the right one marked. */

import { formatNumber } from "../../core/format.js";
import { html } from "../../core/dom.js";
import { prose } from "../../core/prose.js";
import { choiceBars, numberBars } from "./answers.js";

/**
 * @param {import("./listening.js").Question} question
 * @param {number[][]} values
 * @param {import("./answers.js").Right | null} right  null while it is not told
 */
export function answerBars(question, values, right) {
  const bars =
    question.kind === "choice"
      ? choiceBars(values, question.choices).map((bar, k) => ({ ...bar, isRight: right?.choice === k }))
      : numberBars(values).map(({ from, to, count }) => ({
          label: from === to ? formatNumber(from) : `${formatNumber(from)} … ${formatNumber(to)}`,
          count,
          isRight: isWithin(right?.number, from, to),
        }));
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return html(
    "table",
    { class: "answer-bars" },
    bars.map(({ label, count, isRight }) => barRow(label, count, count / most, isRight)),
  );
}

/** @param {string} label @param {number} count @param {number} part @param {boolean} isRight */
function barRow(label, count, part, isRight) {
  const bar = html("div", { class: "answer-bar" });
  bar.style.width = `${100 * part}%`;
  const name = html("th", { scope: "row", lang: "en" }, prose(isRight ? `✓ ${label}` : label));
  const row = html("tr", {}, [name, html("td", {}, [bar]), html("td", { class: "count" }, [String(count)])]);
  row.classList.toggle("right", isRight);
  return row;
}

/** @param {number | undefined} number @param {number} from @param {number} to */
function isWithin(number, from, to) {
  return number !== undefined && from <= number && number <= to;
}
