import "./page.js";
import assert from "node:assert/strict";
import { entriesOf } from "../../frontend/labs/descent/basins-legend.js";
import { test } from "node:test";
import { cobwebPicture, stepMap } from "../../frontend/labs/descent/cobweb.js";
import {
  errorPicture,
  iteratesPicture,
  limitOf,
  rangeInside,
  untilLost,
} from "../../frontend/labs/descent/iterates.js";
import { mainPicture } from "../../frontend/labs/descent/picture.js";
import { mapPicture, ratesToMap, stabilityLimit } from "../../frontend/labs/descent/rate-map.js";
import { lastStep } from "../../frontend/labs/walks/places.js";
import { scattered } from "../../frontend/labs/descent/requests.js";
import { DEFAULT_STATE } from "../../frontend/labs/descent/state.js";
import {
  endSentence,
  rateText,
  regimeText,
  stepSentence,
  tableRows,
  workText,
} from "../../frontend/labs/descent/words.js";
import { assertClose } from "./helpers.js";

const X = Float64Array.from({ length: 81 }, (_, k) => -4 + k / 10);
const MEANING = { source: "x^2", variables: ["x"], parameters: [] };

/** Gradient descent on x² from 3 with learning rate a: x_n = 3 (1 − 2a)ⁿ. */
function walk(rate, steps, more = {}) {
  const points = Array.from({ length: steps + 1 }, (_, n) => 3 * (1 - 2 * rate) ** n);
  return {
    ...{
      run: { method: "gradient-descent", start: 3, rate },
      points,
      values: points.map((x) => x * x),
      slopes: points.map((x) => 2 * x),
      curvatures: points.map(() => 2),
    },
    ...{
      stop: { reason: "converged", message: "Converged to a local minimum, x = -1e-11, after 4 steps." },
      kind: "minimum",
      curvature: 2,
      predictedRate: Math.abs(1 - 2 * rate),
    },
    ...{
      order: { kind: "linear", order: 1, rate: Math.abs(1 - 2 * rate), limit: [0] },
      evaluations: { value: 0, gradient: steps + 1, hessian: 0 },
      closedForm: null,
    },
    ...more,
  };
}

function scene(walks, more = {}) {
  const state = {
    ...DEFAULT_STATE,
    runs: walks.map(({ run }) => run),
    step: 2,
    show: { ...DEFAULT_STATE.show, basins: true },
    ...more,
  };
  const answers = {
    meaning: MEANING,
    domain: [-4, 4],
    curve: { x: X, values: [X.map((x) => x * x), X.map((x) => 2 * x), X.map(() => 2)], breaks: [] },
    walks,
    goal: state.goal,
    basins: null,
    map: null,
  };
  return { state, answers, selected: 0, theme: "light" };
}

test("the cursor goes to the end of the longest walk", () => {
  assert.equal(lastStep([walk(0.2, 4), walk(0.1, 9)]), 9);
});

test("a walk is drawn from iterate to iterate up to the cursor, and faintly beyond it", () => {
  const {
    lines: [, ...lines],
    marks,
  } = mainPicture(scene([walk(0.25, 4)]));
  assertClose(
    lines[0].points.map(([x]) => x),
    [3, 1.5, 0.75],
  );
  assert.equal(lines[0].arrows, true);
  assertClose(
    lines[1].points.map(([x]) => x),
    [0.75, 0.375, 0.1875],
  );
  assertClose([marks[0].x, marks[0].y], [0.75, 0.5625]);
});

test("a walk that has ended rests at its last iterate", () => {
  const { marks } = mainPicture(scene([walk(0.25, 1), walk(0.1, 9)], { step: 7 }));
  assertClose([marks.at(-1).x], [1.5]);
});

test("every start can be taken hold of, and carries the number of its run", () => {
  const { handles } = mainPicture(scene([walk(0.25, 4), walk(0.1, 4)]));
  assert.deepEqual(
    handles.map(({ id, x, label, role }) => [id, x, label, role]),
    [
      ["start 1", 3, "2", "run-2"],
      ["start 0", 3, "1", "run-1"],
    ],
  );
});

test("where several runs begin in one place, the selected one is on top", () => {
  const three = scene([walk(0.25, 4), walk(0.1, 4), walk(0.2, 4)]);
  for (const selected of [0, 1, 2])
    assert.equal(mainPicture({ ...three, selected }).handles.at(-1).id, `start ${selected}`);
});

test("a short piece of the tangent lies at each current iterate, and none where there is no slope", () => {
  const { lines } = mainPicture(scene([walk(0.25, 4), walk(0.1, 4, { slopes: [null, null, null] })]));
  const tangents = lines.filter(({ role }) => role === "tangent");
  assert.equal(tangents.length, 1);
  const [[x, y], [u, v]] = tangents[0].points;
  assertClose([(x + u) / 2, (y + v) / 2, (v - y) / (u - x)], [0.75, 0.5625, 1.5]);
});

test("to a zero each tangent goes to the axis and back up to the curve", () => {
  const newton = walk(0.25, 3, { curvatures: [] });
  const { lines, guides } = mainPicture(scene([newton], { goal: "zero", step: 1 }));
  assertClose(lines[0].points.flat(), [3, 9, 1.5, 0, 1.5, 2.25, 0.75, 0]);
  assert.deepEqual(guides, [{ y: 0 }]);
});

test("Newton's parabola touches the curve at the cursor and has its lowest point at the next iterate", () => {
  const newton = walk(0.5, 1, { run: { method: "newton", start: 3, rate: 1 } });
  const model = mainPicture(scene([newton], { step: 0 })).curves[1];
  assertClose(
    Array.from(model.y),
    Array.from(X, (x) => x * x),
  );
  assert.equal(model.counts, false);
});

test("a strip tells the basin of every start", () => {
  const { state, answers, ...rest } = scene([walk(0.25, 2)]);
  const basins = { x: [-1, 1], labels: [0, -1], attractors: [{ kind: "minimum", point: [-0.5] }] };
  assert.deepEqual(mainPicture({ state, answers: { ...answers, basins }, ...rest }).strip, {
    x: [-1, 1],
    colors: [0, -1],
    ends: [{ x: -0.5, color: 0 }],
  });
});

test("the strip's legend tells where each colour leads, how many starts, and that some lead nowhere", () => {
  const attractors = [
    { kind: "minimum", point: [-Math.sqrt(3)] },
    { kind: "zero", point: [2] },
  ];
  const labels = [...Array(600).fill(0), ...Array(398).fill(1), -1, -2];
  assert.deepEqual(entriesOf({ labels, attractors }, "t"), [
    { label: 0, text: "▼ minimum at t = −1.7321 (60 %)" },
    { label: 1, text: "○ zero at t = 2 (40 %)" },
    { label: -1, text: "no end within the steps (under 1 %)" },
  ]);
});

test("of very many places the strip's legend names those that have a colour of their own", () => {
  const attractors = Array.from({ length: 40 }, (_, k) => ({ kind: "zero", point: [k] }));
  const entries = entriesOf({ labels: attractors.map((_, k) => k), attractors }, "x");
  assert.equal(entries.length, 13);
  assert.equal(entries.at(-1).text, "28 more, in the same colours again");
});

test("the plot of the iterates is as high as what stays inside the interval", () => {
  assertClose(rangeInside([1, 2, 500, NaN], [-4, 4]), [0.9, 2.1]);
  assertClose(rangeInside([900], [-4, 4]), [-4.8, 4.8]);
  const runaway = walk(1.5, 8);
  assert.ok(iteratesPicture(scene([runaway])).yRange[1] <= 4.8);
});

test("the closed form is drawn for the selected run only", () => {
  const exact = { points: [3, 1.5, 0.75], regime: "monotone", mathml: "", ratio: 0.5 };
  const { curves } = iteratesPicture(
    scene([walk(0.25, 2, { closedForm: exact }), walk(0.25, 2, { closedForm: exact })]),
  );
  assert.deepEqual(
    curves.map(({ role }) => role),
    ["guide", "run-1", "run-2"],
  );
});

test("a walk that runs away is drawn to where it leaves the interval for good", () => {
  assert.deepEqual(untilLost([1, -3, 9, 2, -6, 18], [-4, 4]), [1, -3, 9, 2, -6]);
  assert.deepEqual(untilLost([1, 2], [-4, 4]), [1, 2]);
});

test("whole steps only are ticks, and the first and the last dot have room", () => {
  const { xTicks, xRange } = iteratesPicture(scene([walk(0.25, 2)]));
  assert.deepEqual(xTicks, [0, 1, 2]);
  assert.ok(xRange[0] < 0 && xRange[1] > 2);
});

test("the limit is known before a walk with linear convergence has come to it", () => {
  const unfinished = { stop: { reason: "step-limit", message: "" } };
  assertClose([limitOf(walk(0.25, 5, unfinished)), limitOf(walk(0.7, 5, unfinished))], [0, 0]);
  assert.equal(
    limitOf(walk(1.1, 5, { ...unfinished, order: { kind: null, order: null, rate: null, limit: null } })),
    null,
  );
});

test("a walk that converged in one step has its limit", () => {
  assert.equal(limitOf(walk(0.5, 1)), 0);
});

test("errors of a walk that converged stand on a log axis beside the predicted rate", () => {
  const { curves, yScale } = errorPicture(scene([walk(0.25, 12)]));
  assert.equal(yScale, "log");
  const [predicted, measured] = curves;
  assertClose([predicted.y[4] / predicted.y[3]], [0.5]);
  assert.equal(measured.role, "run-1");
  const lost = walk(1.5, 5, {
    stop: { reason: "diverged", message: "" },
    order: { kind: null, order: null, rate: null, limit: null },
  });
  assert.deepEqual(errorPicture(scene([lost])).curves, []);
});

test("one step of gradient descent maps x to (1 − 2a) x on a parabola", () => {
  const { answers } = scene([walk(0.25, 2)]);
  assertClose(
    Array.from(stepMap(answers, walk(0.25, 2))),
    Array.from(X, (x) => 0.5 * x),
  );
});

test("one step of Newton is interrupted where it divides by zero", () => {
  const { answers } = scene([walk(0.25, 2)], { goal: "zero" });
  const shifted = {
    ...answers,
    curve: {
      ...answers.curve,
      values: [X.map((x) => (x - 0.05) ** 2 - 1), X.map((x) => 2 * (x - 0.05)), X.map(() => 2)],
    },
  };
  assert.equal(Array.from(stepMap(shifted, walk(0.25, 2))).filter(Number.isNaN).length, 1);
});

test("the stairs of the cobweb go from the diagonal to the map and back", () => {
  const { lines, equal } = cobwebPicture(scene([walk(0.25, 4)]));
  assertClose(lines[1].points.flat(), [3, 3, 3, 1.5, 1.5, 1.5, 1.5, 0.75, 0.75, 0.75]);
  assert.equal(equal, true);
});

test("the learning-rate map reaches beyond the limit 2/f″ and beyond every run", () => {
  const [few, long] = [walk(0.25, 4), walk(3, 4)];
  assert.equal(stabilityLimit([few], "gradient-descent"), 1);
  assert.ok(ratesToMap([few], [few.run], "gradient-descent")[1] >= 1.4);
  assert.ok(ratesToMap([], [long.run], "gradient-descent")[1] >= 3.3);
});

test(
  "the limit of Newton's learning rate is 2, whatever the curvature, and its runs do not stretch the map of " +
    "the others",
  () => {
    const newton = walk(1, 1, { run: { method: "newton", start: 3, rate: 9 } });
    assert.equal(stabilityLimit([walk(0.25, 4), newton], "newton"), 2);
    assert.deepEqual(
      ratesToMap([walk(0.25, 4)], [walk(0.25, 4).run, newton.run], "gradient-descent"),
      ratesToMap([walk(0.25, 4)], [walk(0.25, 4).run], "gradient-descent"),
    );
    const { handles, guides } = mapPicture(scene([newton, walk(0.25, 4)]), [0, 10]);
    assert.deepEqual([handles.map(({ id }) => id), guides.at(-1).label], [["rate 0"], "limit 2"]);
  },
);

test("in the learning-rate map each run's rate can be taken hold of, and the limit is named", () => {
  const { handles, guides } = mapPicture(scene([walk(0.25, 4), walk(0.1, 4)]), [0, 1.5]);
  assert.deepEqual(
    handles.map(({ id, x, y }) => [id, x, y]),
    [
      ["rate 1", 0.1, null],
      ["rate 0", 0.25, null],
    ],
  );
  assert.equal(guides.at(-1).label, "2/f″ = 1");
});

test("where no walk has come to rest, the limit is that of the map's slowest walks", () => {
  const lost = walk(1.5, 4, { kind: null, curvature: null });
  const { state, answers, ...rest } = scene([lost]);
  const map = {
    answer: { outcomes: ["converged", "converged", "diverged"], ends: [[3], [1e-12], [null]] },
    x: [],
    y: [],
  };
  const { guides } = mapPicture({ state, answers: { ...answers, map }, ...rest }, [0, 2]);
  assert.equal(guides.at(-1).label, "2/f″ = 1");
});

test("a walk at rest is one point of the map, and one that has gone is none", () => {
  const { x, y } = scattered({
    learning_rates: [0.1, 0.2, 0.3],
    ends: [
      [1, 1, 1],
      [1, -1, 1],
      [null, null, null],
    ],
  });
  assert.deepEqual(
    [Array.from(x), Array.from(y)],
    [
      [0.1, 0.2, 0.2],
      [1, 1, -1],
    ],
  );
});

test("the sentence shows one step with its numbers in place", () => {
  const { state, answers } = scene([walk(0.25, 4)], { step: 0 });
  assert.equal(stepSentence(state, answers, 0), "Step 0: x = 3, and the next is x − 0.25 f′ = 3 − 0.25 · 6 = 1.5.");
});

test("the sentence of a zero divides by the slope, negative numbers in brackets", () => {
  const newton = walk(0.25, 2, { values: [-1, 1, 1], slopes: [-2, 1, 1], points: [0, -0.5, 1] });
  const { state, answers } = scene([newton], { goal: "zero", step: 0 });
  assert.equal(stepSentence(state, answers, 0), "Step 0: x = 0, and the next is x − f/f′ = 0 − (−1) / (−2) = −0.5.");
});

test("at its last step the sentence says how the walk ended, with powers of ten", () => {
  const { state, answers } = scene([walk(0.25, 4), walk(0.1, 4)], { step: 9 });
  assert.equal(
    stepSentence(state, answers, 0),
    "Run 1, step 4: Converged to a local minimum, x = −1·10⁻¹¹, after 4 steps.",
  );
});

test("at an earlier step it is said how the walk ends", () => {
  const { state, answers } = scene([walk(0.25, 4)], { step: 0 });
  assert.equal(
    endSentence(state, answers, 0),
    "How it ends: Converged to a local minimum, x = −1·10⁻¹¹, after 4 steps.",
  );
  assert.equal(endSentence({ ...state, step: 4 }, answers, 0), "Here it ends.");
});

test("the sentence names the variable that was typed", () => {
  const { state, answers } = scene([walk(0.25, 4)], { step: 0 });
  assert.match(
    stepSentence(state, { ...answers, meaning: { ...MEANING, variables: ["t"] } }, 0),
    /t = 3, and the next is t − 0.25 f′/,
  );
});

test("measured and predicted rate stand side by side", () => {
  assert.equal(rateText(walk(0.25, 4)), "linear, errors shrink by 0.5; predicted 0.5");
  assert.equal(
    rateText(walk(0.25, 4, { order: { kind: "quadratic", order: 2.01, rate: 0.3, limit: [0] } })),
    "quadratic (order 2.01)",
  );
  assert.equal(
    rateText(walk(0.25, 4, { order: { kind: "quadratic", order: 3, rate: 0.3, limit: [0] } })),
    "faster than quadratic (order 3)",
  );
  assert.equal(
    rateText(
      walk(1, 4, {
        order: { kind: null, order: null, rate: null, limit: null },
        stop: { reason: "cycling", message: "" },
      }),
    ),
    "none",
  );
  assert.equal(
    rateText(walk(0.25, 4, { order: { kind: "superlinear", order: 1.3, rate: null, limit: [0] } })),
    "faster than linear (order 1.3)",
  );
  assert.match(
    rateText(walk(0.25, 4, { order: { kind: "sublinear", order: null, rate: null, limit: [0] }, predictedRate: 1 })),
    /^slower than linear: .* there is no rate$/,
  );
});

test("the work is counted in what the method needs", () => {
  assert.equal(workText(walk(0.25, 4), "minimum"), "5 × f′");
  assert.equal(workText({ evaluations: { value: 6, gradient: 6, hessian: 0 } }, "zero"), "6 × f, 6 × f′");
});

test("every regime of the learning rate has its words", () => {
  for (const regime of ["monotone", "one step", "alternating", "cycling", "diverging", "standing still"])
    assert.ok(regimeText(regime).startsWith(regime));
});

test("the table has the error of each iterate and its ratio to the last one", () => {
  const rows = tableRows(walk(0.25, 40), 1, 3);
  assert.deepEqual(
    rows.map(([n, x, , , , ratio]) => [n, x, ratio]),
    [
      ["1", "1.5", "0.5"],
      ["2", "0.75", "0.5"],
    ],
  );
});
