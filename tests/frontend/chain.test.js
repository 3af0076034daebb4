import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { CHAIN_EXAMPLES, neutralStage } from "../../frontend/labs/jacobian/chain/examples.js";
import { shownOf, spaceOf, stageNames, wiresOf } from "../../frontend/labs/jacobian/chain/names.js";
import {
  boxAround,
  greatestSpeed,
  nearestTime,
  pathPicture,
  timesOf,
  velocityStep,
} from "../../frontend/labs/jacobian/chain/path.js";
import {
  carried,
  cheaperMode,
  lastStep,
  momentAt,
  productsOf,
  settled,
  withoutRounding,
} from "../../frontend/labs/jacobian/chain/steps.js";
import {
  agreementText,
  costSentence,
  pathSentence,
  stepSentence,
  totalsText,
  valuesText,
} from "../../frontend/labs/jacobian/chain/words.js";
import { assertClose, gridOf, marksNamed } from "./helpers.js";

const multiplied = (left, right) =>
  left.map((row) => right[0].map((_, j) => row.reduce((sum, entry, k) => sum + entry * right[k][j], 0)));
const work = (left, right) => left.length * right.length * right[0].length;

/** One mode, as the backend answers it. */
function passes(stages, order, product) {
  let before = null;
  const steps = order.map((stage) => {
    const own = stages[stage].jacobian;
    const [left, right] = before === null ? [] : product(before, own);
    before = before === null ? own : multiplied(left, right);
    return { stage, matrix: before, multiplications: left ? work(left, right) : 0 };
  });
  return { steps, multiplications: steps.reduce((sum, { multiplications }) => sum + multiplications, 0) };
}

/** A chain of stages, each with its text, its variables, what goes in and comes out, and its Jacobian. */
function chainOf(...parts) {
  const stages = parts.map(([, variables, input, value, jacobian]) => ({
    name: "f",
    variables,
    input,
    value,
    jacobian,
    notes: [],
    shape: [value.length, input.length],
    formula: null,
    jacobian_formula: null,
  }));
  const order = stages.map((_, k) => k);
  const forward = passes(stages, order, (before, own) => [own, before]);
  const reverse = passes(stages, order.toReversed(), (before, own) => [before, own]);
  const sources = parts.map(([source]) => source);
  const names = stageNames(sources);
  const inner = forward.steps[stages.length - 2].matrix;
  const product = forward.steps[stages.length - 1].matrix;
  return {
    sources,
    names,
    wires: wiresOf(stages, names),
    stages,
    inner_jacobian: inner,
    outer_jacobian: stages.at(-1).jacobian,
    product,
    composed_jacobian: product,
    difference: 0,
    terms: [],
    forward,
    reverse,
    composed: null,
  };
}

/** z = x² + y² on the unit circle at t. */
function circle(t) {
  const [x, y] = [Math.sin(t), Math.cos(t)];
  return chainOf(
    ["[sin t, cos t]", ["t"], [t], [x, y], [[y], [-x]]],
    ["z = x^2 + y^2", ["x", "y"], [x, y], [1], [[2 * x, 2 * y]]],
  );
}

const PARTIAL = chainOf(
  [
    "g(s, t) = [s + t, s - t]",
    ["s", "t"],
    [2, 1],
    [3, 1],
    [
      [1, 1],
      [1, -1],
    ],
  ],
  ["z = x y", ["x", "y"], [3, 1], [3], [[1, 3]]],
);

const EYE = Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => Number(i === j)));
const ONES = Array(8).fill(1);
const indexed = (letter) => ONES.map((_, k) => `${letter}_${k + 1}`);
const MANY = chainOf(
  ["h", indexed("x"), ONES, ONES, EYE],
  ["g", indexed("u"), ONES, ONES, EYE],
  ["z = 1", indexed("v"), ONES, [8], [ONES]],
);

test("stages are called by their own names, and by f after g after h where they have none", () => {
  assert.deepEqual(stageNames(["[sin t, cos t]", "z = x^2 + y^2"]), ["g", "z"]);
  assert.deepEqual(stageNames(["-t^2", "exp(x)"]), ["g", "f"]);
  assert.deepEqual(stageNames(["t", "t^2", "t^3"]), ["h", "g", "f"]);
  assert.deepEqual(stageNames(["x = s t", "x = x^2", "h(x) = x"]), ["k", "g", "h"]);
});

test("numbers between two stages have the names of the variables they go into", () => {
  assert.deepEqual(
    PARTIAL.wires.map(({ names }) => names),
    [["s", "t"], ["x", "y"], ["z"]],
  );
  assert.deepEqual(
    PARTIAL.wires.map(({ values }) => values),
    [[2, 1], [3, 1], [3]],
  );
});

test("what two stages call x is told apart by the name of the stage that makes it", () => {
  const chain = chainOf(["sin x", ["x"], [0], [0], [[1]]], ["x^2", ["x"], [0], [0], [[0]]]);
  assert.deepEqual(
    chain.wires.map(({ names }) => names),
    [["x"], ["g"], ["f"]],
  );
});

test("several outputs are entries of the last stage", () => {
  const chain = chainOf(["x", ["x"], [1], [1], [[1]]], ["[u, 2u]", ["u"], [1], [1, 2], [[1], [2]]]);
  assert.deepEqual(chain.wires[2].names, ["f_1", "f_2"]);
});

test("of many rows the first and the last are shown", () => {
  assert.deepEqual(shownOf(4, 4), [0, 1, 2, 3]);
  assert.deepEqual(shownOf(8, 4), [0, 1, null, 7]);
  assert.equal(spaceOf(1), "ℝ");
  assert.equal(spaceOf(8), "ℝ⁸");
});

test("numbers flow to the output first, then derivatives from the input on", () => {
  assert.equal(lastStep(2), 4);
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((step) => momentAt(PARTIAL, "forward", step).values),
    [1, 2, 3, 3, 3],
  );
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((step) => momentAt(PARTIAL, "forward", step).active),
    [null, 0, 1, 0, 1],
  );
  assert.deepEqual(momentAt(PARTIAL, "forward", 3).derivatives, [
    [
      [1, 0],
      [0, 1],
    ],
    [
      [1, 1],
      [1, -1],
    ],
    null,
  ]);
  assert.deepEqual(momentAt(PARTIAL, "forward", 4).derivatives[2], [[4, -2]]);
});

test("in reverse mode derivatives flow back from the output", () => {
  assert.deepEqual(
    [3, 4].map((step) => momentAt(PARTIAL, "reverse", step).active),
    [1, 0],
  );
  assert.deepEqual(momentAt(PARTIAL, "reverse", 3).derivatives, [null, [[1, 3]], [[1]]]);
  assert.deepEqual(momentAt(PARTIAL, "reverse", 4).derivatives, [[[4, -2]], [[1, 3]], [[1]]]);
});

test("a step beyond the last one is the last one", () => {
  assert.deepEqual(momentAt(PARTIAL, "reverse", 99), momentAt(PARTIAL, "reverse", 4));
});

test("every product is that of its two factors", () => {
  for (const chain of [PARTIAL, MANY, circle(1)])
    for (const mode of ["forward", "reverse"])
      for (const { left, right, matrix } of productsOf(chain, mode)) assertClose(matrix, multiplied(left, right));
});

test("reverse mode wins for one output and many inputs", () => {
  assert.equal(MANY.forward.multiplications, 576);
  assert.equal(MANY.reverse.multiplications, 128);
  assert.equal(cheaperMode(MANY), "reverse");
  assert.deepEqual([carried(MANY, "forward"), carried(MANY, "reverse")], [8, 1]);
  assert.match(
    costSentence(MANY),
    /carries 8 columns, one for each input; reverse mode carries 1 row, .* wins: 128 multiplications instead of 576\./,
  );
  assert.equal(totalsText(MANY), "In all: forward mode 576 multiplications, reverse mode 128.");
});

test("modes that do the same work are not told apart", () => {
  assert.equal(cheaperMode(PARTIAL), null);
  assert.match(costSentence(PARTIAL), /both multiply the same number of times/);
});

test("terms that cancel leave zero and no rounding", () => {
  assert.deepEqual(settled([[1, 1]], [[1 / 3], [-1 / 3]], [[1e-17]]), [[0]]);
  assert.deepEqual(settled([[1]], [[1e-17]], [[1e-17]]), [[1e-17]]);
  assert.deepEqual(settled([[1, 1]], [[null], [1]], [[null]]), [[null]]);
  const rounded = { ...circle(0.6), product: [[-8e-18]] };
  const shown = withoutRounding({
    ...rounded,
    reverse: {
      ...rounded.reverse,
      steps: rounded.reverse.steps.with(1, { stage: 0, matrix: [[-8e-18]], multiplications: 2 }),
    },
  });
  assert.deepEqual([shown.product, shown.reverse.steps[1].matrix], [[[0]], [[0]]]);
});

test("each step is said with its shapes and its multiplications", () => {
  assert.equal(stepSentence(PARTIAL, "forward", 0), "The computation begins with (s, t) = (2, 1).");
  assert.equal(stepSentence(PARTIAL, "forward", 1), "Numbers flow on: g makes (x, y) = (3, 1) of (s, t) = (2, 1).");
  assert.match(stepSentence(PARTIAL, "forward", 3), /begins at the input: it takes the Jacobian of g as it is, 2 × 2/);
  assert.equal(
    stepSentence(PARTIAL, "forward", 4),
    "The Jacobian of z (1 × 2) times what came from the input (2 × 2) is 1 × 2: 4 multiplications.",
  );
  assert.equal(
    stepSentence(PARTIAL, "reverse", 4),
    "What came back from the output (1 × 2) times the Jacobian of g (2 × 2) is 1 × 2: 4 multiplications.",
  );
  assert.match(stepSentence(MANY, "reverse", 6), /64 multiplications. All together 128 multiplications.$/);
});

test("of a long vector the first numbers are said", () => {
  assert.equal(valuesText([1, 2, 3, 4, 5]), "(1, 2, 3, …)");
  assert.equal(valuesText([null]), "undefined");
});

test("how far product and autodiff agree is said", () => {
  assert.match(agreementText({ difference: 0, composed_jacobian: [[1]] }), /agree in every digit/);
  assert.match(agreementText({ difference: 2e-16, composed_jacobian: [[1]] }), /differ by 2·10⁻¹⁶ at most/);
  assert.match(agreementText({ difference: null, composed_jacobian: [[null]] }), /does not exist/);
  assert.match(agreementText({ difference: null, composed_jacobian: null }), /too long to be written out/);
});

const TIMES = timesOf([-Math.PI, Math.PI]);
const PATH = {
  times: TIMES,
  places: TIMES.map((t) => [Math.sin(t), Math.cos(t)]),
  grid: gridOf((x, y) => x * x + y * y),
  box: { x: [-1.6, 1.6], y: [-1.6, 1.6] },
};

test("the map is a square around the curve, wherever parts of it are missing", () => {
  const { x, y } = boxAround([...PATH.places, [NaN, 3]]);
  assertClose(
    [x, y],
    [
      [-1.6, 1.6],
      [-1.6, 1.6],
    ],
    0.01,
  );
  assert.deepEqual(boxAround([[NaN, NaN]]), { x: [-1.6, 1.6], y: [-1.6, 1.6] });
});

test("the point on the curve goes to the time that is nearest to the hand", () => {
  assert.ok(Math.abs(nearestTime(PATH, [2, 0.01]) - Math.PI / 2) < 0.02);
});

test("the velocity is drawn as long as it is fast, beside the greatest speed of the curve", () => {
  assert.ok(Math.abs(greatestSpeed(PATH) - 1) < 1e-3);
  const [x, y] = velocityStep([0.5, 0], PATH);
  assertClose([x, y], [(0.28 * 3.2) / 2, 0], 1e-3);
});

test("on a level curve the drawn gradient is perpendicular to the drawn velocity", () => {
  for (const t of [0.3, 1, 2.5]) {
    const picture = pathPicture(circle(t), PATH, PATH.box, "light");
    const [velocity, gradient] = marksNamed(picture, "arrow");
    assertClose(marksNamed(picture, "point")[0].place, [Math.sin(t), Math.cos(t)]);
    assert.deepEqual([velocity.role, gradient.role, gradient.label], ["tangent", "gradient", "∇z"]);
    assertClose(velocity.step[0] * gradient.step[0] + velocity.step[1] * gradient.step[1], 0, 1e-14);
    assert.equal(marksNamed(picture, "trails")[0].trails[0].places.length, TIMES.length);
  }
});

test("no arrow is drawn for a derivative that does not exist", () => {
  const chain = circle(1);
  const picture = pathPicture({ ...chain, outer_jacobian: [[null, null]] }, PATH, PATH.box, "light");
  assert.deepEqual(
    marksNamed(picture, "arrow").flatMap(({ label, step }) => (step ? [label] : [])),
    ["velocity"],
  );
});

test("dz/dt = 0 is said as what it is", () => {
  const run = { name: "z", variable: "t", gradient: [2, 0], velocity: [0, -1], rate: 0 };
  assert.equal(
    pathSentence(run),
    "dz/dt = ∇z · velocity = (2, 0) · (0, −1) = 0: the gradient is perpendicular to the velocity, the point stays " +
      "at one height.",
  );
  assert.match(pathSentence({ ...run, velocity: [1, 0], rate: 2 }), /= 2: the point climbs\.$/);
  assert.match(pathSentence({ ...run, velocity: [-1, 0], rate: -2 }), /= −2: the point descends\.$/);
  assert.match(pathSentence({ ...run, velocity: [0, 0] }), /the point rests/);
  assert.match(pathSentence({ ...run, gradient: [0, 0] }), /the gradient is zero here/);
  assert.match(pathSentence({ ...run, rate: null }), /does not exist here/);
});

test("a new stage changes nothing and shares no name", () => {
  assert.equal(neutralStage(1, ["x", "t"]), "u");
  assert.equal(neutralStage(2, ["u_1", "u_2"]), "[v_1, v_2]");
});

test("every example has the numbers its first stage takes", () => {
  for (const { sources, point, domain } of CHAIN_EXAMPLES) {
    assert.ok(sources.length >= 2 && sources.length <= 6 && point.length >= 1 && point.length <= 8);
    assert.ok(domain.x[0] < domain.x[1] && domain.y[0] < domain.y[1]);
  }
});
