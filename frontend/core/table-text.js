/**
 * Tables as people paste them, read into numbers: whatever stands between the fields, and what is wrong with which
 * line.
 */

/**
 * @typedef {number | string} Field  a word where it is no number
 * @typedef {{names: string[] | null, rows: Field[][], complaints: string[]}} Table  rows are equally long
 * @typedef {{line: number, fields: Field[]}} Row  line: as editors count them
 */

/** As spreadsheets and programs write them; of two that fit equally well the first is meant. */
const SEPARATORS = [";", "\t", " ", ","];
/** Lines that tell which separator is meant. */
const MOST_TRIED = 50;
const MOST_COMPLAINTS = 6;
/** Of a table: 5 000 lines, and characters enough for all of them. */
export const MOST = { rows: 5_000, characters: 1_000_000 };

/**
 * @param {string} text
 * @param {{rows: number, characters: number}} [most]
 * @returns {Table}
 */
export function readTable(text, most = MOST) {
  if (text.length > most.characters)
    return {
      names: null,
      rows: [],
      complaints: [
        `this text has ${count(text.length, "character")}; at most ${count(most.characters, "character")} can be read`,
      ],
    };
  const lines = linesOf(text);
  const separator = separatorOf(lines.slice(0, MOST_TRIED));
  const split = lines.map(({ line, text: each }) => ({ line, ...fieldsOf(each, separator) }));
  const open = split
    .filter(({ isOpen }) => isOpen)
    .map(({ line }) => `line ${line} opens a quotation mark and does not close it`);
  const all = withoutLastEmpty(
    split.map(({ line, fields }) => ({ line, fields: fields.map((field) => numberIn(field, separator)) })),
  );
  const hasHeader = isHeader(all);
  const [head, body] = hasHeader ? [all[0], all.slice(1)] : [null, all];
  const { rows, complaints } = whole(body.slice(0, most.rows));
  const tooMany =
    body.length > most.rows
      ? [`there are ${count(body.length, "line")}; the first ${count(most.rows, "line")} are read`]
      : [];
  const { names, doubts } = namesOf(head, rows[0]?.length);
  return { names, rows, complaints: shortened([...tooMany, ...doubts, ...open, ...complaints]) };
}

/** Those that are neither blank nor a comment. @param {string} text */
function linesOf(text) {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  return lines
    .map((each, k) => ({ line: k + 1, text: each }))
    .filter(({ text: each }) => each.trim() && !each.trimStart().startsWith("#"));
}

/** The one that makes the most numbers of these lines. @param {{text: string}[]} lines */
function separatorOf(lines) {
  const numbersWith = (/** @type {string} */ separator) =>
    lines
      .flatMap(({ text }) => fieldsOf(text, separator).fields)
      .filter((field) => typeof numberIn(field, separator) === "number").length;
  const found = SEPARATORS.map(numbersWith);
  return SEPARATORS[found.indexOf(Math.max(...found))];
}

/**
 * The fields of a line; in quotation marks a separator is a character like others, and a doubled mark is a mark.
 * @param {string} text
 * @param {string} separator  a space stands for any number of blanks
 */
function fieldsOf(text, separator) {
  const line = separator === " " ? text.trim().replace(/\s+/g, " ") : text;
  const fields = [""];
  let isQuoted = false;
  for (let k = 0; k < line.length; k++) {
    const sign = line[k];
    if (sign === '"' && isQuoted && line[k + 1] === '"') fields[fields.length - 1] += line[++k];
    else if (sign === '"' && (isQuoted || !fields[fields.length - 1].trim())) isQuoted = !isQuoted;
    else if (sign === separator && !isQuoted) fields.push("");
    else fields[fields.length - 1] += sign;
  }
  return { fields: fields.map((field) => field.trim()), isOpen: isQuoted };
}

/** A number, if the field is one. @param {string} field @param {string} separator @returns {Field} */
function numberIn(field, separator) {
  // Where a comma separates fields it cannot be a decimal comma.
  const plain = (separator === "," ? field : field.replace(/^([^,.]*),(\d+\D*\d*)$/, "$1.$2")).replace("−", "-");
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
  return Number.isFinite(number) ? number : field;
}

/** Some programs end every line with a separator. @param {Row[]} rows */
function withoutLastEmpty(rows) {
  const isEach = rows.length > 0 && rows.every(({ fields }) => fields.length > 1 && fields[fields.length - 1] === "");
  return isEach ? rows.map(({ line, fields }) => ({ line, fields: fields.slice(0, -1) })) : rows;
}

/** Words over numbers. @param {Row[]} rows */
function isHeader([first, ...others]) {
  if (!first?.fields.every((field) => typeof field === "string")) return false;
  return !others.length || others.some(({ fields }) => fields.some((field) => typeof field === "number"));
}

/** The names of the columns, if there is one for each. @param {Row | null} head @param {number | undefined} columns */
function namesOf(head, columns) {
  if (!head) return { names: null, doubts: [] };
  const names = head.fields.map(String);
  if (columns === undefined || names.length === columns) return { names, doubts: [] };
  return {
    names: null,
    doubts: [`line ${head.line} names ${count(names.length, "column")}, the others have ${count(columns, "field")}`],
  };
}

/** The rows that are as long as most, hold something in each field, and numbers where most do. @param {Row[]} rows */
function whole(rows) {
  const length = mostFrequent(rows.map(({ fields }) => fields.length));
  const isNumeric = Array.from(
    { length },
    (_, k) => 2 * rows.filter(({ fields }) => typeof fields[k] === "number").length >= rows.length,
  );
  /** @type {Field[][]} */
  const kept = [];
  /** @type {string[]} */
  const complaints = [];
  for (const { line, fields } of rows) {
    const complaint = complaintAbout(fields, isNumeric);
    if (complaint) complaints.push(`line ${line} ${complaint}`);
    else kept.push(fields);
  }
  return { rows: kept, complaints };
}

/** @param {Field[]} fields @param {boolean[]} isNumeric  each column */
function complaintAbout(fields, isNumeric) {
  if (fields.length !== isNumeric.length) return `has ${count(fields.length, "field")}, the others ${isNumeric.length}`;
  const empty = fields.indexOf("");
  if (empty >= 0) return `has nothing in field ${empty + 1}`;
  const word = fields.findIndex((field, k) => isNumeric[k] && typeof field === "string");
  return word < 0 ? "" : `has '${String(fields[word]).slice(0, 20)}' in field ${word + 1}, where a number is needed`;
}

/** @param {number[]} numbers */
function mostFrequent(numbers) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const each of numbers) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}

/** @param {string[]} complaints */
function shortened(complaints) {
  const rest = complaints.length - MOST_COMPLAINTS;
  return rest > 1 ? [...complaints.slice(0, MOST_COMPLAINTS), `and ${rest} more of this kind`] : complaints;
}

/** 12 000 lines @param {number} number @param {string} what */
function count(number, what) {
  return `${String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f")} ${what}${number === 1 ? "" : "s"}`;
}
