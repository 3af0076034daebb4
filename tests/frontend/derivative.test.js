import "./page.js";
import assert from "node:assert/strict";
import { errorPicture } from "../../frontend/labs/derivative/error-picture.js";
import { test } from "node:test";
import {
  derivativeName,
  lensPicture,
  mainPicture,
  stackedOrders,
  stackPicture,
  taylorCoefficients,
} from "../../frontend/labs/derivative/picture.js";
import { distancesFrom, withSlope } from "../../frontend/labs/derivative/requests.js";
import { DEFAULT_STATE } from "../../frontend/labs/derivative/state.js";
import { rangesOf } from "../../frontend/plots/ranges.js";
import {
  numbersAt,
  completeSentence,
  curveNotes,
  lensSentence,
  pointSentence,
} from "../../frontend/labs/derivative/words.js";
import { assertClose } from "./helpers.js";

const SMOOTH = {
  kind: "smooth",
  order: 6,
  is_order_exact: false,
  slope: 2,
  left_slope: 2,
  right_slope: 2,
  left_limit: 0,
  right_limit: 0,
  message: "Smooth at x = 1: the slope is 2.",
};
const CORNER = {
  kind: "corner",
  order: 0,
  is_order_exact: true,
  slope: null,
  left_slope: -1,
  right_slope: 1,
  left_limit: 0,
  right_limit: 0,
  message: "A corner at x = 0: slope −1 on the left, slope 1 on the right.",
};
const X = Float64Array.from({ length: 41 }, (_, k) => -2 + k / 10);
const MEANING = {
  source: "x^3 - x",
  variables: ["x"],
  parameters: [],
  mathml: null,
  jax: "",
  gradient: null,
  hessian: null,
};

/** x³ − x with the point at 1 and h = 0.8. */
function cubic(at = {}) {
  const errors = [0.4, 0.2, 0.1];
  return {
    ...{ meaning: MEANING, domain: [-2, 2], extrema: null, derivation: null, formula: null, refusal: null },
    curve: { x: X, values: [X.map((x) => x ** 3 - x), X.map((x) => 3 * x * x - 1), X.map((x) => 6 * x)], breaks: [] },
    at: {
      ...{ x: 1, h: 0.8, derivatives: [0, 2, 6, 6, 0, 0, 0], beside: 4.032, halfway: 0.544, smoothness: SMOOTH },
      ...{ errors: { h: errors, error: errors.map((h) => 3 * h ** 2 + h ** 3) }, lens: { x: X, y: X } },
      ...at,
    },
  };
}

/** |x| at its corner. */
function roof() {
  const at = {
    x: 0,
    h: 0.8,
    derivatives: [0, null, null, null, null, null, null],
    beside: 0.8,
    halfway: null,
    smoothness: CORNER,
  };
  return { ...cubic(at), meaning: { ...MEANING, source: "|x|" } };
}

function state(shown, more = {}) {
  const show = Object.fromEntries(Object.keys(DEFAULT_STATE.show).map((name) => [name, shown.includes(name)]));
  return { ...DEFAULT_STATE, show, ...more };
}

test("derivatives are named by primes, and from the fourth on by their number", () => {
  assert.deepEqual(
    [0, 1, 3, 4, 6].map((order) => derivativeName("f", order)),
    ["f", "f′", "f‴", "f⁽⁴⁾", "f⁽⁶⁾"],
  );
});

test("the tangent passes through the point with the slope of the derivative", () => {
  const [tangent] = mainPicture(state(["tangent"]), cubic(), "light").lines;
  assert.deepEqual(tangent.points, [
    [-2, -6],
    [2, 2],
  ]);
  assert.equal(tangent.label, "slope 2");
});

test("the secant passes through both points", () => {
  const { lines, handles } = mainPicture(state(["secant"]), cubic(), "light");
  const [[x0, y0], [x1, y1]] = lines[0].points;
  assertClose([(y1 - y0) / (x1 - x0)], [5.04]);
  assertClose([y0 + 5.04 * (1.8 - x0)], [4.032]);
  assert.deepEqual(
    handles.map(({ id, x }) => [id, x]),
    [
      ["point", 1],
      ["secant", 1.8],
    ],
  );
});

test("at a corner both sides have their own tangent, each on its side only", () => {
  const { lines } = mainPicture(state(["tangent"]), roof(), "light");
  assert.deepEqual(
    lines.map(({ points }) => points),
    [
      [
        [0, 0],
        [-2, 2],
      ],
      [
        [0, 0],
        [2, 2],
      ],
    ],
  );
  assert.deepEqual(
    lines.map(({ label }) => label),
    ["slope −1", "slope 1"],
  );
});

test("the lens shows by how much the tangent misses the curve at h", () => {
  const [bracket] = mainPicture(state(["lens"]), cubic(), "light").brackets;
  assertClose([bracket.x, bracket.from, bracket.to], [1.8, 1.6, 4.032]);
});

test("poles are dashed lines, and jumps have a full and an open end", () => {
  const breaks = [
    { x: -1, kind: "pole", value: null, left_limit: null, right_limit: null },
    { x: 1, kind: "jump", value: 1, left_limit: 0, right_limit: 1 },
  ];
  const answers = cubic();
  const picture = mainPicture(state([]), { ...answers, curve: { ...answers.curve, breaks } }, "light");
  assert.deepEqual(
    picture.guides.map(({ x }) => x),
    [-1],
  );
  assert.deepEqual(
    picture.marks.map(({ y, glyph }) => [y, glyph]),
    [
      [0, "open"],
      [1, undefined],
    ],
  );
  assert.deepEqual(picture.curves[0].breaks, [-1, 1]);
});

test("a cubic is its own Taylor polynomial of degree three", () => {
  const picture = mainPicture(state(["taylor"], { taylor: 3 }), cubic(), "light");
  assertClose(Array.from(picture.curves[1].y), Array.from(picture.curves[0].y));
  assert.equal(picture.curves[1].counts, false);
});

test("a Taylor polynomial needs all its derivatives", () => {
  assert.deepEqual(taylorCoefficients([1, 2, 6, 12], 3), [1, 2, 3, 2]);
  assert.equal(taylorCoefficients([1, 2, null], 2), null);
});

test("the stack has as many derivatives as asked for, only the last with labels on the axis", () => {
  const shown = state(["derivatives"], { order: 2 });
  assert.deepEqual(stackedOrders(shown), [1, 2]);
  assert.deepEqual(stackedOrders(state([], { order: 2 })), []);
  assert.equal(mainPicture(shown, cubic(), "light").sharesX, true);
  assert.deepEqual(
    [1, 2].map((order) => stackPicture(shown, cubic(), order, "light").sharesX),
    [true, false],
  );
});

test("the slope at the point is the height of the derivative below", () => {
  const { marks } = stackPicture(state(["derivatives"]), cubic(), 1, "light");
  assert.deepEqual(
    marks.map(({ x, y, label }) => [x, y, label]),
    [[1, 2, "2"]],
  );
});

test("extrema stand on the curve with the glyph of their kind, the largest value named", () => {
  const point = (x, value, kind) => ({ x, value, kind });
  const extrema = {
    points: [
      point(-2, -6, "local minimum"),
      point(0, 0, "inflection"),
      point(1, 6, "local maximum"),
      point(2, 6, "local maximum"),
    ],
    global_minimum: { x: -2, value: -6, also_at: [] },
    global_maximum: { x: 2, value: 6, also_at: [1] },
    notes: [],
  };
  const { marks } = mainPicture(state(["extrema"]), { ...cubic(), extrema }, "light");
  assert.deepEqual(
    marks.map(({ glyph, label }) => [glyph, label]),
    [
      ["minimum", "smallest"],
      ["inflection", undefined],
      ["maximum", "largest"],
      ["maximum", "largest"],
    ],
  );
});

test("steps miss no value at their jumps, and the picture reaches as far as the dots there", () => {
  const x = [0, 0.5, 1, 1.5, 2];
  const jump = (/** @type {number} */ place) => ({
    x: place,
    kind: "jump",
    value: place,
    left_limit: place - 1,
    right_limit: place,
  });
  const floor = { x, values: [[0, 0, NaN, 1, NaN]], breaks: [jump(1), jump(2)] };
  const answers = { ...cubic(), domain: [0, 2], curve: floor };
  assert.equal(curveNotes(answers), "Jump at 1, 2.");
  const { y } = rangesOf(mainPicture(state([]), answers, "light"), null);
  assert.ok(y[1] > 2);
});

test("the lens is as wide as what was asked for around the point", () => {
  assert.deepEqual(lensPicture(cubic(), "light").xRange, [-2, 2]);
});

test("the error is drawn by powers of ten beside a line of slope two, without what is rounding", () => {
  const picture = errorPicture(
    cubic({ errors: { h: [0.4, 0.2, 0.1, 1e-9], error: [0.5, 0.12, 0.03, 1e-17] } }),
    "light",
  );
  assert.deepEqual([picture.xScale, picture.yScale], ["log", "log"]);
  assert.deepEqual(picture.curves[0].x, [0.1, 0.2, 0.4]);
  const [low, high] = picture.curves[1].y;
  assertClose([high / low], [16]);
});

test("distances for the error lie on the side of h and halve", () => {
  const distances = distancesFrom(-0.3, [-2, 2]);
  assertClose(distances.slice(0, 3), [-1, -0.5, -0.25]);
});

test("the sentence says value and slope, and how far off the secant is", () => {
  assert.equal(
    pointSentence(state(["secant"]), cubic()),
    "At x = 1: f = 0, slope 2. The secant to h = 0.8 has slope 5.04, off by 3.",
  );
});

test("where there is no derivative the sentence says why, with true minus signs", () => {
  assert.match(pointSentence(state([]), roof()), /A corner at x = 0: slope −1 on the left/);
});

test("where there is no function that is said once", () => {
  const message = "The function has no value at x = 1, nor beside it.";
  const nowhere = cubic({ derivatives: [null, null], smoothness: { ...SMOOTH, kind: "undefined", message } });
  assert.match(pointSentence(state([]), nowhere), /^At x = \S+ f has no value, nor beside it\.$/);
});

test("a point that is differentiable so often and no more says so", () => {
  const once = {
    ...SMOOTH,
    order: 1,
    is_order_exact: true,
    message: "Differentiable once, but not twice, at x = 0: the slope is 0.",
  };
  assert.match(pointSentence(state([]), cubic({ smoothness: once })), /once, but not twice/);
});

test("the lens says how the error shrinks with h", () => {
  assert.equal(
    lensSentence(cubic()),
    "At h = 0.8 the tangent is off by 2.43; at half of h, by 0.544: 4.47 times less.",
  );
  assert.match(lensSentence(roof()), /no tangent/);
  assert.match(lensSentence(cubic({ beside: 1.6, halfway: 0 })), /the same/);
});

const waves = (/** @type {number} */ fast, /** @type {number} */ samples) => {
  const x = Float64Array.from({ length: samples }, (_, k) => -2 + (4 * k) / (samples - 1));
  return {
    ...{ x, breaks: [], lost: [] },
    values: [x.map((at) => Math.sin(fast * at)), x, x.map((at) => -(fast ** 2) * Math.sin(fast * at))],
  };
};

test("a function that outruns the samples of its curve is told, also where they look like a slow one", () => {
  const answers = cubic();
  const note = (/** @type {number} */ fast) => curveNotes({ ...answers, curve: waves(fast, 801) });
  assert.match(note(1000), /faster than the points of this picture can follow/);
  // One period and a little from sample to sample.
  assert.match(note(400 * Math.PI + 1), /faster than/);
  assert.match(note(120), /faster than/); // ten samples a period: peaks would be cut
  assert.equal(note(40), "");
  assert.equal(note(0), "");
  const pole = { ...waves(1, 801), breaks: [] };
  const far = { ...pole, values: [pole.x.map((x) => 1 / x), pole.x, pole.x.map((x) => 2 / x ** 3)] };
  assert.doesNotMatch(curveNotes({ ...answers, curve: far }), /faster than/);
});

test("gaps and breaks of the curve are noted", () => {
  const answers = cubic();
  const broken = {
    ...answers.curve,
    breaks: [{ x: 0, kind: "pole", value: null, left_limit: null, right_limit: null }],
  };
  assert.equal(curveNotes({ ...answers, curve: broken }), "Pole at 0.");
  const half = { ...answers.curve, values: [X.map((x) => (x < 0 ? NaN : x))] };
  assert.match(curveNotes({ ...answers, curve: half }), /no value on 49 % of the interval/);
});

/** @param {number} count  critical points, beside an end and an inflection */
function answered(count, complete, leftOver = []) {
  const inside = Array.from({ length: count }, (_, k) => ({ x: k, first: 0, at_end: false }));
  const points = [...inside, { x: -4, first: 0, at_end: true }, { x: 0.5, first: -1, at_end: false }];
  return { points, complete, left_over: leftOver };
}

test("whether all critical points are known is said in words, with their number", () => {
  const said = (/** @type {any} */ ...answer) => completeSentence(answered(...answer), "x", [-4, 4]);
  assert.equal(said(3, "proved"), "All 3 critical points inside, proved.");
  assert.equal(said(1, "proved"), "The only critical point inside, proved.");
  assert.equal(said(0, "proved"), "No isolated critical point inside, proved.");
  assert.equal(said(2, "likely"), "Both critical points inside, as far as samples tell.");
  assert.equal(said(2, "unknown"), "There may be more critical points than these.");
});

test("a proof names the places it leaves over, and why; constant pieces are no doubt", () => {
  const place = (kind, low, high) => ({ kind, box: [[low, high]] });
  const said = (...places) => completeSentence(answered(3, "proved-apart", places), "t", [-4, 4]);
  const kink = place("broken", -2e-14, 8e-14);
  assert.equal(said(kink), "All 3 critical points inside: proved, except for t = 0 (perhaps a break).");
  assert.equal(
    said(kink, place("flat", 2.5, 4), place("constant", -4, -3)),
    "All 3 isolated critical points inside: proved, except for t = 0 (perhaps a break) and t from 2.5 to 4 " +
      "(too flat to tell).",
  );
  assert.match(said(...Array.from({ length: 6 }, () => kink)), /t = 0 \(perhaps a break\) and 2 more places\.$/);
});

test("of thousands of extrema only the largest and the smallest value are marked", () => {
  const points = Array.from({ length: 1000 }, (_, x) => ({ x, value: x, kind: "local maximum" }));
  const at = (/** @type {any} */ { x }) => ({ x, also_at: [] });
  const extrema = { points, global_minimum: at(points[0]), global_maximum: at(points[999]), notes: [] };
  const { marks } = mainPicture(state(["extrema"]), { ...cubic(), extrema }, "light");
  assert.deepEqual(
    marks.map(({ label }) => label),
    ["smallest", "largest"],
  );
});

test("a value beyond all floats is not called missing", () => {
  const smoothness = { ...SMOOTH, slope: null, message: "Smooth at x = 1, but a number is beyond 1.8e308." };
  const at = { derivatives: [null, null, null, null, null, null, null], smoothness };
  assert.match(pointSentence(state([]), cubic(at)), /^At x = 1 f is too large for the machine\. Smooth/);
});

test("a slope comes from its definition where autodiff has none, and from nowhere where rounding hides it", () => {
  const derivatives = [1, null, 2];
  assert.deepEqual(withSlope(derivatives, { kind: "smooth", value: 1, slope: 3 }), [1, 3, 2]);
  assert.deepEqual(withSlope(derivatives, { kind: "corner", value: 1, slope: null }), [1, null, 2]);
  // (e^x - 1)/x at 1e-10, as it is computed: no number of it is true.
  assert.deepEqual(withSlope([1.00000008, -826], { kind: "smooth", value: null, slope: null }), [null, null]);
  assert.deepEqual(withSlope([0.5, 4.7], { kind: "smooth", value: 0.5, slope: null }), [0.5, null]);
  const smoothness = { ...SMOOTH, value: null, slope: null, message: "Smooth, but rounding hides the value." };
  const at = { derivatives: [null, null], smoothness, isSure: false };
  assert.match(pointSentence(state([]), cubic(at)), /rounding leaves fewer than six digits of f/);
});

test("digits that rounding has eaten are said to be so, and not that there is no value", () => {
  const answers = cubic();
  const lost = [2, 3, 4].map((order) => ({ order, low: -0.01 * order, high: 0.01 * order }));
  assert.match(
    curveNotes({ ...answers, curve: { ...answers.curve, breaks: [], lost } }),
    /digits of the second derivative between −0.02 and 0.02, of the third derivative between −0.03 and 0.03, of the/,
  );
  const [x, row] = [answers.curve.x, [...answers.curve.values[0]].fill(NaN, 0, 4)];
  const own = { x, values: [row], breaks: [], lost: [{ order: 0, low: x[0], high: x[3] }] };
  assert.doesNotMatch(curveNotes({ ...answers, curve: own }), /no value/);
  assert.match(curveNotes({ ...answers, curve: own }), /digits of the function/);
  const at = { ...answers.at, derivatives: [null, null], smoothness: { ...answers.at.smoothness, kind: "smooth" } };
  assert.match(pointSentence(DEFAULT_STATE, { ...answers, at }), /rounding leaves fewer than six digits/);
  assert.doesNotMatch(pointSentence(DEFAULT_STATE, { ...answers, at }), /no value/);
});

test("the table says digits lost where rounding has eaten them, and undefined only where there is nothing", () => {
  const at = { x: 0.01, derivatives: [0.5, null], smoothness: { ...SMOOTH, slope: null }, isSure: false };
  assert.equal(numbersAt(cubic(at)).at(-1)?.[1], "digits lost");
  const corner = { ...at, smoothness: { ...SMOOTH, kind: "corner", slope: null } };
  assert.equal(numbersAt(cubic(corner)).at(-1)?.[1], "undefined");
});

test("equal units take as many heights as the interval is wide; above derivatives the curve keeps its own", () => {
  const show = { ...DEFAULT_STATE.show, equal: true };
  const picture = mainPicture({ ...DEFAULT_STATE, show }, cubic(), "light");
  const { x, y } = rangesOf(picture, null);
  assertClose(y[1] - y[0], x[1] - x[0], 1e-9);
  assertClose((y[0] + y[1]) / 2, 0, 1e-9);
  assert.equal(
    mainPicture({ ...DEFAULT_STATE, show: { ...show, derivatives: true } }, cubic(), "light").equal,
    undefined,
  );
});

test("beside a stretch where f is constant the others are isolated critical points", () => {
  const minimum = { first: 0, at_end: false };
  const constant = { kind: "constant", box: [[-1, 0]] };
  const said = (/** @type {object[]} */ leftOver) =>
    completeSentence({ points: [minimum], complete: "proved", left_over: leftOver }, "x", [-1, 1]);
  assert.equal(said([constant]), "The only isolated critical point inside, proved.");
  assert.equal(said([]), "The only critical point inside, proved.");
});
