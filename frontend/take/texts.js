/** Tables and questions as texts to take along. Pure functions. */

/**
 * @typedef {import("../core/figures.js").Table} Table
 * @typedef {{path: string, question: any, answer: any}} Asked
 */

/**
 * As RFC 4180 has it; numbers with all the digits that they have, and nothing where there is none.
 * @param {Table} table
 */
export function csv({ columns, rows }) {
  return [columns, ...rows].map((row) => `${row.map((each) => field(each)).join(",")}\r\n`).join("");
}

/** For spreadsheets, which read what is pasted by its tabs. @param {Table} table */
export function pasted({ columns, rows }) {
  const plain = (/** @type {string | number | null} */ value) => (value === null ? "" : String(value));
  return [columns, ...rows].map((row) => row.map((each) => plain(each).replace(/\s+/g, " ")).join("\t")).join("\n");
}

/** @param {string | number | null} value */
function field(value) {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Numbers as lists, for who reads them. @param {any} question */
function plainQuestion({ arrays, ...question }) {
  return question;
}

/** One command a question. @param {Asked[]} asked @param {string} base  of the API */
export function curl(asked, base) {
  const one = (/** @type {Asked} */ { path, question }) => {
    const body = JSON.stringify(plainQuestion(question)).replaceAll("'", "'\\''");
    return `curl -s '${base}${path}' \\\n  -H 'Content-Type: application/json' \\\n  -d '${body}'\n`;
  };
  return asked.map(one).join("\n");
}

/** A program that asks the same with the client of the package. @param {Asked[]} asked @param {string} server */
export function python(asked, server) {
  const name = (/** @type {number} */ k) => (asked.length > 1 ? `answer_${k + 1}` : "answer");
  const one = (/** @type {Asked} */ { path, question }, /** @type {number} */ k) => {
    const fields = Object.entries(plainQuestion(question)).map(([key, value]) => `        ${key}=${literal(value)},\n`);
    return `    ${name(k)} = gradscape.ask(question(\n        ${literal(path)},\n${fields.join("")}    ))\n`;
  };
  return [
    "from gradscape.client import Gradscape, question\n\n",
    `with Gradscape(${literal(server)}) as gradscape:\n`,
    ...asked.map(one),
    `\nprint(${asked.map((_, k) => name(k)).join(", ")})\n`,
  ].join("");
}

/** A value as Python writes it. @param {any} value @returns {string} */
export function literal(value) {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number" || typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}: ${literal(each)}`)
    .join(", ")}}`;
}

/** @param {Asked[]} asked @param {string} address  of the page */
export function conversation(asked, address) {
  const questions = asked.map(({ path, question, answer }) => ({ endpoint: path, question, answer }));
  return `${JSON.stringify({ made_by: "Gradscape", address, questions }, null, 1)}\n`;
}

/** A table of the page as it is read. @param {HTMLTableElement} element @returns {Table} */
export function tableOf(element) {
  const rows = Array.from(element.rows, (row) =>
    Array.from(row.cells, (cell) => (cell.textContent ?? "").trim().replace(/\s+/g, " ")),
  );
  const isHead = element.tHead !== null && element.tHead.rows.length > 0;
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const columns = isHead ? rows[0] : Array.from({ length: width }, (_, k) => ["what", "number"][k] ?? `number ${k}`);
  return { name: "table", columns, rows: isHead ? rows.slice(1) : rows };
}

/** As the name of a file. @param {string} text */
export function slug(text) {
  const words =
    text
      .toLowerCase()
      .normalize("NFKD")
      .match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 48) || "gradscape";
}
