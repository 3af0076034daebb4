/** What can be taken along of one picture, as buttons: the picture, its numbers, its questions, and a program. */

import { Problem } from "../core/client.js";
import { copy } from "../core/clipboard.js";
import { figuresIn } from "../core/figures.js";
import { html } from "../core/dom.js";
import { t } from "../core/texts.js";
import { save } from "./file.js";
import { printHandout } from "./handout.js";
import { byDay, pngOf, svgOf } from "./picture.js";
import { stl } from "./stl.js";
import { conversation, csv, curl, pasted, python, slug, tableOf } from "./texts.js";

/**
 * @typedef {import("../core/figures.js").Table} Table
 * @typedef {object} Subject  what a picture is one of
 * @property {Element} element
 * @property {Table[]} tables  of the lab, beside those of the picture
 * @property {import("./texts.js").Asked[]} asked  what the lab asked for what is seen
 * @property {string} title  of what is drawn: the function, as it is typed
 * @property {() => void} redraw
 * @property {(format: string) => Promise<{name: string, text: string, type: string}>} program
 * @property {(text: string) => void} say
 */

/** @type {[string, string][]} */
const PROGRAMS = [
  ["ipynb", "Notebook (Jupyter)"],
  ["marimo", "Notebook (marimo)"],
  ["py", "Program (Python)"],
];

/** @param {Subject} subject @returns {Node[]} */
export function choicesOf(subject) {
  const { element } = subject;
  const figures = figuresIn(element);
  const own = [...figures.flatMap(({ numbers }) => numbers()), ...subject.tables].filter(({ rows }) => rows.length);
  const tables = /** @type {HTMLTableElement[]} */ ([...element.querySelectorAll("table.numbers")]);
  const read = tables.map((table, k) => ({
    ...tableOf(table),
    name: nameOf(table, k),
  }));
  const solid = figures.map((each) => each.solid?.() ?? null).find(Boolean);
  const title = titleOf(element);
  const file = (/** @type {string} */ more) => slug([title || subject.title, more].join(" "));
  return [
    ...pictureChoices(subject, title, file("")),
    ...own.map((table) => numbersChoice(t("Numbers (CSV)"), table, own.length > 1, file)),
    ...read.flatMap((table) => [
      numbersChoice(t("Table (CSV)"), table, read.length > 1, file),
      choice(named(t("Copy the table"), table, read.length > 1), () => copied(pasted(table), subject)),
    ]),
    ...(solid ? [choice(t("Body to print (STL)"), () => save(`${file("")}.stl`, stl(solid), "model/stl"))] : []),
    choice(t("Handout (print)"), () => printByDay(subject.redraw)),
    ...questionChoices(subject, file("")),
    ...PROGRAMS.map(([format, name]) => choice(t(name), () => saveProgram(subject, format))),
  ];
}

/**
 * Why there is none is said: a text that cannot be read, a server that is away.
 * @param {Subject} subject
 * @param {string} format
 */
export async function saveProgram({ program, say }, format) {
  try {
    const { name, text, type } = await program(format);
    save(name, text, type);
  } catch (problem) {
    say(problem instanceof Problem ? problem.message : t("The server does not answer."));
  }
}

/** Prints a handout in the colours of paper. @param {() => void} redraw  the page in other colours */
export function printByDay(redraw) {
  return printHandout((run) => byDay(redraw, run));
}

/** @param {Subject} subject @param {string} title @param {string} file */
function pictureChoices({ element, title: typed, redraw }, title, file) {
  const clear = html("input", { type: "checkbox" });
  const drawing = () => svgOf(element, { title: title ? "" : typed, isTransparent: clear.checked }, redraw);
  return [
    choice(t("Picture (PNG)"), async () => save(`${file}.png`, await pngOf(await drawing()), "image/png")),
    choice(t("Drawing (SVG)"), async () => save(`${file}.svg`, (await drawing()).text, "image/svg+xml")),
    html("label", { class: "clear" }, [clear, "without paper"]),
  ];
}

/** @param {Subject} subject @param {string} file */
function questionChoices(subject, file) {
  const { asked } = subject;
  if (!asked.length) return [];
  const base = new URL("api/v1/", document.baseURI).href;
  const server = new URL(".", document.baseURI).href;
  return [
    choice(t("Questions and answers (JSON)"), () =>
      save(`${file}.json`, conversation(asked, location.href), "application/json"),
    ),
    choice(t("Copy as curl"), () => copied(curl(asked, base), subject)),
    choice(t("Copy as Python"), () => copied(python(asked, server), subject)),
  ];
}

/** @param {string} label @param {Table} table @param {boolean} isOneOfMany @param {(more: string) => string} file */
function numbersChoice(label, table, isOneOfMany, file) {
  return choice(named(label, table, isOneOfMany), () =>
    save(`${file(isOneOfMany ? table.name : "")}.csv`, csv(table), "text/csv"),
  );
}

/** @param {string} label @param {Table} table @param {boolean} isOneOfMany */
function named(label, { name }, isOneOfMany) {
  return isOneOfMany ? `${label}: ${t(name)}` : label;
}

/** @param {string} name @param {() => unknown} run */
function choice(name, run) {
  const button = html("button", { type: "button", class: "quiet" }, [name]);
  button.addEventListener("click", () => run());
  return button;
}

/** @param {string} text @param {Subject} subject */
async function copied(text, { say }) {
  say(t((await copy(text)) ? "Copied" : "The browser did not let it be copied."));
}

/** What stands over a card, or under a picture. @param {Element} element */
function titleOf(element) {
  const head = element.querySelector("h2, figcaption");
  return (head?.firstChild?.textContent ?? "").trim();
}

/** @param {HTMLTableElement} table @param {number} k */
function nameOf(table, k) {
  return table.caption?.textContent?.trim() || table.getAttribute("aria-label") || String(k + 1);
}

/**
 * All that is seen of a lab's pictures, for who has no hand in the page.
 * @param {() => void} redraw
 * @returns {Promise<Blob>}
 */
export async function imageOf(redraw) {
  const stage = document.querySelector("#lab .stage");
  if (!stage) throw new Error("there is no picture yet");
  return pngOf(await svgOf(stage, { title: "", isTransparent: false }, redraw));
}
