/** What is right, asked of the server for what is shown: never a number that stands with the question. */

/**
 * @typedef {import("./answers.js").Right} Right
 * @typedef {import("./listening.js").Question} Question
 * @typedef {Question & {right: string | null, within: number | null}} Suggested  as scenes carry it
 * @typedef {import("../../core/api.js").Ask} Send
 * @typedef {(state: any, send: Send, question: Question) => Promise<Partial<Right> | null>} Rule
 */

const TURN = 15; // degrees
const PART = 0.02; // of the width of the picture, or of a number

/** @param {any} state */
function functionOf({ source, parameters = {} }) {
  const values = Object.entries(parameters).map(([name, { value }]) => [name, value]);
  return { source, parameters: Object.fromEntries(values) };
}

/** @param {any} state */
function widthOf({ domain }) {
  return domain.x[1] - domain.x[0];
}

/** @param {any} state @param {Send} send @param {string} kind */
async function critical(state, send, kind) {
  const { x, y } = state.domain;
  const { points } = await send("critical-points", { function: functionOf(state), box: [x, y] });
  return points.filter((/** @type {any} */ each) => each.kind === kind);
}

/** @param {any} state @param {Send} send */
async function gradientAt(state, send) {
  const { results } = await send("derivatives", { function: functionOf(state), points: [state.point] });
  return /** @type {number[]} */ (results[0].gradient);
}

/** @param {string} kind @returns {(state: any, send: Send) => Promise<Partial<Right> | null>} */
function placesOf(kind) {
  return async (state, send) => {
    const found = await critical(state, send, kind);
    if (!found.length) return null;
    const name = found.length > 1 ? `a ${kind}` : `the ${kind}`;
    const of = (/** @type {"point" | "value"} */ part) => found.map((/** @type {any} */ each) => each[part]);
    return { places: of("point"), values: of("value"), kind, name, within: PART * widthOf(state) };
  };
}

/** By the names that scenes have for it. @type {Record<string, Rule>} */
const RULES = {
  minimum: placesOf("minimum"),
  maximum: placesOf("maximum"),
  saddle: placesOf("saddle"),

  async end(state, send) {
    const [{ method, start, settings }] = state.runs;
    const runs = [{ method, start, steps: state.steps, ...settings }];
    const answer = await send("descent", { function: functionOf(state), runs });
    const last = /** @type {number[] | undefined} */ (answer.runs[0].points.at(-1));
    return last?.every(Number.isFinite)
      ? { places: [last], name: "where it stops", within: PART * widthOf(state) }
      : null;
  },

  async steepest(state, send) {
    const along = await gradientAt(state, send);
    const isKnown = along.every(Number.isFinite) && Math.hypot(...along) > 0;
    return isKnown ? { way: { from: state.point, along }, name: "the gradient", within: TURN } : null;
  },

  async slope(state, send) {
    const along = await gradientAt(state, send);
    return along.every(Number.isFinite)
      ? { number: Math.hypot(...along), name: "the gradient's length", within: PART }
      : null;
  },

  async "largest-rate"(state, send) {
    const [lowest] = await critical(state, send, "minimum");
    const largest = lowest?.eigenvalues.at(-1);
    return largest && largest > 0 ? { number: 2 / largest, name: "2/λ", within: PART } : null;
  },

  async kind(state, send, { choices }) {
    const { x, y } = state.domain;
    const { points } = await send("critical-points", { function: functionOf(state), box: [x, y] });
    const near = PART * widthOf(state);
    const here = points.find(
      (/** @type {any} */ { point }) => Math.hypot(point[0] - state.point[0], point[1] - state.point[1]) < near,
    );
    const choice = choices.findIndex((each) => here && each.toLowerCase().includes(here.kind));
    return choice < 0 ? null : { choice, name: choices[choice], within: 0 };
  },
};

/** The names that there are. */
export const RIGHT = Object.keys(RULES);

/**
 * What is right in what is shown; null where nothing can be computed.
 * @param {Suggested} question
 * @param {any} state  of the lab
 * @param {Send} send
 * @returns {Promise<Right | null>}
 */
export async function rightOf(question, state, send) {
  const rule = RULES[question.right ?? ""];
  const found = rule ? await rule(state, send, question).catch(() => null) : null;
  return found && /** @type {Right} */ ({ ...found, ...(question.within === null ? {} : { within: question.within }) });
}
