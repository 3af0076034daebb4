/** What the labs have, as they describe it: which switch shows what, what keys do, what is asked after which change. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Bench, followed, keysOf } from "../../frontend/labs/common/bench.js";
import { CURVE } from "../../frontend/labs/constraints/curve/curve-view.js";
import { DEFAULT_STATE as constraints } from "../../frontend/labs/constraints/state.js";
import { FAMILY } from "../../frontend/labs/constraints/family/family-view.js";
import { SPACE } from "../../frontend/labs/constraints/space/space-view.js";
import { SURFACE_WALK } from "../../frontend/labs/constraints/surface/surface-view.js";
import { DERIVATIVE } from "../../frontend/labs/derivative/derivative-lab.js";
import { DEFAULT_STATE as derivative } from "../../frontend/labs/derivative/state.js";
import { DESCENT } from "../../frontend/labs/descent/descent-lab.js";
import { DEFAULT_STATE as descent } from "../../frontend/labs/descent/state.js";
import { IMPLICIT } from "../../frontend/labs/implicit/implicit-lab.js";
import { CHAIN } from "../../frontend/labs/jacobian/chain/chain-view.js";
import { MAP } from "../../frontend/labs/jacobian/map/map-view.js";
import { DEFAULT_STATE as implicit } from "../../frontend/labs/implicit/state.js";
import { DEFAULT_STATE as jacobian } from "../../frontend/labs/jacobian/state.js";
import { LANDSCAPE } from "../../frontend/labs/network/landscape/landscape-view.js";
import { DEFAULT_STATE as network } from "../../frontend/labs/network/state.js";
import { STEPS } from "../../frontend/labs/network/steps/steps-view.js";
import { TRAINING } from "../../frontend/labs/network/training/training-view.js";
import { PATHS } from "../../frontend/labs/paths/paths-lab.js";
import { fitted } from "../../frontend/labs/paths/starts.js";
import { DEFAULT_STATE as paths } from "../../frontend/labs/paths/state.js";
import { FIT } from "../../frontend/labs/regression/fit-view.js";
import { NORMS } from "../../frontend/labs/regression/norms-view.js";
import { DEFAULT_STATE as regression } from "../../frontend/labs/regression/state.js";
import { DEFAULT_STATE as surface } from "../../frontend/labs/surface/state.js";
import { SURFACE } from "../../frontend/labs/surface/surface-lab.js";

const DESCRIPTIONS = [
  ["derivative", DERIVATIVE, derivative],
  ["descent", DESCENT, descent],
  ["implicit", IMPLICIT, implicit],
  ["paths", PATHS, paths],
  ["surface", SURFACE, surface],
  ["curve", CURVE, constraints],
  ["space", SPACE, constraints],
  ["surface walk", SURFACE_WALK, constraints],
  ["family", FAMILY, constraints],
  ["map", MAP, jacobian],
  ["chain", CHAIN, jacobian],
  ["regression", FIT, regression],
  ["norms", NORMS, regression],
  ["training", TRAINING, network],
  ["landscape", LANDSCAPE, network],
  ["steps", STEPS, network],
];

/** Notes what is called of it, at any depth: "player.move 1". Some of it is given. */
function spy(given = {}, path = "", calls = []) {
  const call = (...args) => void calls.push([path, ...args].join(" "));
  return new Proxy(call, {
    get: (_, name) => {
      if (name === "calls") return calls;
      if (name in given) return given[name];
      return spy({}, path ? `${path}.${String(name)}` : String(name), calls);
    },
  });
}

/** What is asked, at once and later, after one key of the state has changed. */
async function askedAfter(description, changed, given = {}, follows = description.follows) {
  const asked = [];
  const asking = {
    ask: (name) => asked.push(name),
    askLater: (...names) => asked.push(...names.map((name) => `${name} later`)),
  };
  const lab = spy({ asking, reads: async () => true, ...given });
  for (const follow of follows) if (follow.of.includes(changed)) await followed(follow, lab);
  return asked;
}

/** What a key does. @param {string} name */
function pressed(description, name, given = {}, event = {}) {
  const lab = spy({ switches: null, ...given });
  const key = keysOf(description, lab).find(({ keys }) => keys.includes(name));
  key.run({ key: name, shiftKey: false, ...event });
  return lab.calls;
}

for (const [name, description, state] of DESCRIPTIONS) {
  const { switches, shownBy = {}, follows, hears = [], draws, nothing, questions, stories = [], keys } = description;

  test(`every switch shows something of the state, and all of it has a switch: ${name}`, () => {
    // Views of one lab share what can be shown.
    const siblings = DESCRIPTIONS.filter(([, , each]) => each === state);
    const all = new Set(siblings.flatMap(([, each]) => Object.keys(each.switches ?? {})));
    if (switches) assert.deepEqual([...all].sort(), Object.keys(state.show).sort());
    for (const by of Object.values(shownBy)) assert.ok(by in state.show, by);
  });

  test(`what is followed and drawn is of the state, and what is heard of the answers: ${name}`, () => {
    for (const key of [...draws, ...follows.flatMap((each) => each.of)]) assert.ok(key in state, key);
    for (const key of hears.flatMap((each) => each.of)) assert.ok(key in nothing, key);
    // What is followed by a question is seen to change.
    for (const { of } of follows.filter(({ asks }) => asks)) for (const key of of) assert.ok(draws.includes(key), key);
  });

  test(`what is asked are questions there are, and each is asked by something: ${name}`, async () => {
    const asked = new Set();
    const given = [
      { isElsewhere: true, isAtStep: false, lacksBest: true, isFitting: true },
      { isElsewhere: false, isAtStep: true, lacksBest: false, isFitting: false },
    ];
    const answers = { get: () => ({ extrema: { isFinal: false } }) };
    for (const each of given)
      for (const follow of [...follows, ...hears])
        for (const question of await askedAfter(description, follow.of[0], { ...each, answers }, [follow]))
          asked.add(question.replace(" later", ""));
    assert.deepEqual([...asked, ...stories].sort(), Object.keys(questions).sort());
  });

  test(`no key does two things, and each says what it does: ${name}`, () => {
    const all = keys.flatMap((each) => each.keys);
    assert.deepEqual(
      all,
      [...new Set(all)].filter((key) => !/^[1-9]$/.test(key)),
    );
    for (const { shown, does } of keys) assert.ok(shown && does);
  });
}

test("a slider of the surface lab moves all that is seen, and the proof waits until it rests", async () => {
  const moved = await askedAfter(SURFACE, "parameters", { isElsewhere: false });
  assert.deepEqual(moved, ["picture", "critical", "field", "proof later"]);
  const other = await askedAfter(SURFACE, "source", { isElsewhere: true });
  assert.deepEqual(other, ["picture", "critical later", "field later", "proof later"]);
  assert.deepEqual(await askedAfter(SURFACE, "point"), ["point"]);
  assert.deepEqual(await askedAfter(SURFACE, "show"), ["critical later", "field later", "proof later"]);
  assert.deepEqual(await askedAfter(SURFACE, "view"), []);
});

test("a text that cannot be read is followed by nothing", async () => {
  for (const [, description] of DESCRIPTIONS.filter(([, { typed }]) => typed))
    assert.deepEqual(await askedAfter(description, "source", { reads: async () => false }), []);
});

test("the derivative lab searches for extrema once the interval rests, and proves what was found", async () => {
  const later = ["quotients later", "extrema later", "derivation later"];
  assert.deepEqual(await askedAfter(DERIVATIVE, "domain"), ["picture", ...later]);
  assert.deepEqual(await askedAfter(DERIVATIVE, "h"), ["point", "derivation later"]);
  const found = (extrema) =>
    askedAfter(DERIVATIVE, "extrema", { answers: { get: () => ({ extrema }) } }, DERIVATIVE.hears);
  assert.deepEqual(await found(null), []);
  assert.deepEqual(await found({ isFinal: false }), ["proof"]);
  assert.deepEqual(await found({ isFinal: true }), []);
});

test("keys of the surface lab", () => {
  assert.deepEqual(pressed(SURFACE, "arrowup"), ["nudge 0,0.02"]);
  assert.deepEqual(pressed(SURFACE, "arrowleft", {}, { key: "ArrowLeft", shiftKey: true }), ["nudge -0.002,0"]);
  assert.deepEqual(pressed(SURFACE, "="), ["zoom 0.5"]);
  assert.deepEqual(pressed(SURFACE, "-"), ["zoom 2"]);
  assert.deepEqual(pressed(SURFACE, "0"), ["home"]);
  assert.deepEqual(pressed(SURFACE, " "), ["function.play"]);
  assert.deepEqual(pressed(SURFACE, "f"), ["function.focus"]);
});

test("keys of the derivative lab", () => {
  assert.deepEqual(pressed(DERIVATIVE, "arrowdown"), ["nudge 0,-0.01"]);
  assert.deepEqual(pressed(DERIVATIVE, " "), ["play"]);
  assert.deepEqual(pressed(DERIVATIVE, "0"), [`changeInterval ${derivative.domain.x} `]);
});

test("Space has nothing to do where there is nothing to sweep", () => {
  const idle = (description, lab) =>
    keysOf(description, lab)
      .find(({ keys }) => keys.includes(" "))
      .isIdle();
  for (const isStill of [true, false]) {
    assert.equal(idle(SURFACE, { function: { isStill } }), isStill);
    assert.equal(idle(DERIVATIVE, { function: { isStill }, hasSecant: false }), isStill);
    assert.equal(idle(DERIVATIVE, { function: { isStill }, hasSecant: true }), false);
  }
});

test("the number keys are those of the switches", () => {
  const shortcut = { keys: ["1", "2"], shown: "1 to 2", does: "switch", run: () => {} };
  assert.equal(keysOf(SURFACE, { switches: { shortcut } }).at(-1), shortcut);
});

test("an example brings its box, and the point of a curve stays inside", () => {
  assert.deepEqual(
    SURFACE.typed.stateOver([
      [0, 1],
      [2, 3],
    ]),
    { domain: { x: [0, 1], y: [2, 3] } },
  );
  assert.deepEqual(DERIVATIVE.typed.stateOver([[0, 10]]), { domain: { x: [0, 10] }, point: [7] });
});

test("walks are asked anew by their runs, and the map of rates once they have come", async () => {
  assert.deepEqual(await askedAfter(DESCENT, "runs"), ["walks"]);
  assert.deepEqual(await askedAfter(DESCENT, "domain"), ["picture"]);
  assert.deepEqual(await askedAfter(DESCENT, "walks", {}, DESCENT.hears), ["basins later", "map later"]);
  assert.deepEqual(await askedAfter(DESCENT, "step"), []);
});

test("a race is run anew by its runs and by what is shown of it, critical points once the box rests", async () => {
  assert.deepEqual(await askedAfter(PATHS, "parameters"), ["picture", "critical later"]);
  assert.deepEqual(await askedAfter(PATHS, "steps"), ["walks"]);
  assert.deepEqual(await askedAfter(PATHS, "show"), ["walks", "critical later"]);
  for (const seen of ["step", "trail", "against", "together"]) assert.deepEqual(await askedAfter(PATHS, seen), []);
});

test("keys of labs of walks", () => {
  const store = { get: () => ({ runs: [1, 2, 3] }) };
  for (const description of [DESCENT, PATHS]) {
    assert.deepEqual(pressed(description, "r", { store, selected: 1 }), ["select 2"]);
    assert.deepEqual(pressed(description, "r", { store, selected: 2 }), ["select 0"]);
    for (const [name, does] of [
      [" ", "player.toggle"],
      [".", "player.move 1"],
      [",", "player.move -1"],
      ["home", "player.go 0"],
      ["end", "player.go Infinity"],
      ["+", "zoom 0.5"],
      ["-", "zoom 2"],
    ])
      assert.deepEqual(pressed(description, name), [does]);
  }
  assert.deepEqual(pressed(PATHS, "arrowup"), ["nudge 0,0.02"]);
  assert.deepEqual(pressed(PATHS, "0"), ["stage.scene.lookFrom home"]);
  assert.deepEqual(pressed(DESCENT, "arrowright"), ["nudge 0.01,0"]);
  assert.ok(!DESCENT.keys.some(({ keys }) => keys.includes("arrowup")));
});

test("an example of a curve keeps the runs, and has them begin inside", () => {
  const runs = [
    { start: -7, rate: 1 },
    { start: 0.5, rate: 2 },
  ];
  assert.deepEqual(DESCENT.typed.stateOver([[0, 1]], {}, { runs }).runs, [
    { start: 0, rate: 1 },
    { start: 0.5, rate: 2 },
  ]);
});

test("an example of paths has all runs begin in one place of its box, with its parameters as sliders", () => {
  const example = { parameters: { a: { value: 2, minimum: 0, maximum: 4 } } };
  const box = [
    [0, 10],
    [-5, 5],
  ];
  const state = PATHS.typed.stateOver(box, example, { runs: [{ method: "m" }, { method: "n" }], steps: 30 });
  assert.deepEqual(
    state.runs.map(({ start }) => start),
    [
      [2, 3],
      [2, 3],
    ],
  );
  assert.deepEqual([state.step, state.together, state.parameters.a], [30, true, { value: 2, min: 0, max: 4 }]);
});

test("a start has as many numbers as there are variables: the last one again, where it has too few", () => {
  assert.deepEqual(
    [fitted([1, 2], 4), fitted([1, 2, 3], 2), fitted([], 2)],
    [
      [1, 2, 2, 2],
      [1, 2],
      [0, 0],
    ],
  );
});

test("points, model, loss and method have the fit walk anew; the cursor asks for the fit where it stands", async () => {
  for (const changed of ["points", "noise", "source", "parameters", "loss", "settings", "steps", "domain"])
    assert.deepEqual(await askedAfter(FIT, changed), ["walk"], changed);
  assert.deepEqual(await askedAfter(FIT, "step", { isAtStep: false }), ["fit"]);
  assert.deepEqual(await askedAfter(FIT, "step", { isAtStep: true }), []);
  assert.deepEqual(await askedAfter(FIT, "show", { lacksBest: true }), ["walk"]);
  assert.deepEqual(await askedAfter(FIT, "show", { lacksBest: false }), []);
  assert.deepEqual(await askedAfter(FIT, "walk", { isAtStep: false }, FIT.hears), ["fit", "best later"]);
  assert.deepEqual(await askedAfter(FIT, "camera"), []);
});

test("keys of the fit", () => {
  assert.deepEqual(pressed(FIT, "n"), ["hand.selectNext"]);
  assert.deepEqual(pressed(FIT, "backspace"), ["hand.remove"]);
  assert.deepEqual(pressed(FIT, "0"), ["lookAtAll"]);
  assert.deepEqual(pressed(FIT, "arrowleft"), ["nudge -0.01,0"]);
  assert.deepEqual(pressed(FIT, "f"), ["function.focus"]);
});

test("another model begins with its own parameters, and is walked to its end", () => {
  const state = FIT.typed.stateOver([], { parameters: { a: 1 } }, { steps: 70 });
  assert.deepEqual(state, { parameters: { a: 1 }, axes: [], domain: null, step: 70 });
});

test("the map at a point is asked of the text in force; a point of another length has the text read anew", async () => {
  const all = ["near", "grid", "arrows", "flow"];
  assert.deepEqual(await askedAfter(MAP, "parameters"), all);
  let followed = 0;
  const follow = () => followed++;
  assert.deepEqual(await askedAfter(MAP, "point", { isFitting: true, follow }), all);
  assert.equal(followed, 0);
  assert.deepEqual(await askedAfter(MAP, "point", { isFitting: false, follow }), []);
  assert.equal(followed, 1);
});

test("a chain is asked anew by its stages and its input, not by where one looks at it", async () => {
  for (const changed of ["sources", "parameters", "point", "domain"])
    assert.deepEqual(await askedAfter(CHAIN, changed), ["chain"]);
  for (const changed of ["step", "mode"]) assert.deepEqual(await askedAfter(CHAIN, changed), []);
});

test("keys of the Jacobian lab", () => {
  assert.deepEqual(pressed(MAP, "+"), ["scale 2"]);
  assert.deepEqual(pressed(MAP, "-"), ["scale 0.5"]);
  const modes = (mode) => pressed(CHAIN, "m", { store: { get: () => ({ mode }) } });
  assert.deepEqual([modes("forward"), modes("reverse")], [["choose reverse"], ["choose forward"]]);
  let played = 0;
  pressed(CHAIN, "r", { runner: () => ({ play: () => played++ }) });
  assert.equal(played, 1);
  assert.deepEqual(pressed(CHAIN, "f"), ["function.focus"]);
});

test("an example of one variable leaves the other range as it was", () => {
  const domain = { x: [0, 1], y: [5, 6] };
  assert.deepEqual(MAP.typed.stateOver([[2, 3]], { point: [7] }, { domain }), {
    domain: { x: [2, 3], y: [5, 6] },
    point: [7],
  });
});

test("an example of a field is looked at as one", () => {
  const state = { domain: { x: [0, 1], y: [5, 6] }, show: { grid: true, field: false } };
  const { show } = MAP.typed.stateOver([[2, 3]], { point: [7], isField: true }, state);
  assert.deepEqual(show, { grid: true, field: true });
});

test("a network begins anew by its data, its shape and how it learns; where one looks changes nothing", async () => {
  for (const description of [TRAINING, LANDSCAPE]) {
    const begun = (changed) => {
      const lab = spy();
      for (const follow of description.follows) if (follow.of.includes(changed)) followed(follow, lab);
      return lab.calls;
    };
    for (const changed of ["points", "hidden", "features", "seed", "numbers", "method", "batch"])
      assert.deepEqual(begun(changed), ["drive.begin"], changed);
    assert.deepEqual(begun("epoch"), description === LANDSCAPE ? ["moved"] : []);
    assert.deepEqual(begun("reach"), description === LANDSCAPE ? ["moved"] : []);
    for (const [name, does] of [
      [" ", "drive.toggle"],
      [".", "drive.stepOn"],
      [",", "drive.stepBack"],
      ["home", "drive.restart"],
    ])
      assert.deepEqual(pressed(description, name), [does]);
  }
  assert.deepEqual(pressed(LANDSCAPE, "arrowright"), ["nudge 0.025,0"]);
  assert.deepEqual(pressed(LANDSCAPE, "="), ["zoom 0.5"]);
});

test("samples pass anew by network and samples, and the cost after the step by how it moves", async () => {
  for (const changed of ["input", "target", "numbers", "cost"])
    assert.deepEqual(await askedAfter(STEPS, changed), ["passed"]);
  for (const changed of ["settings", "keeps"]) assert.deepEqual(await askedAfter(STEPS, changed), ["after"]);
  assert.deepEqual(await askedAfter(STEPS, "passed", {}, STEPS.hears), ["after"]);
  assert.deepEqual(pressed(STEPS, "["), ["lookAt -1"]);
  assert.deepEqual(pressed(STEPS, "]"), ["lookAt 1"]);
  assert.deepEqual(pressed(STEPS, "r"), ["replay"]);
  assert.deepEqual(pressed(STEPS, "enter"), ["takeStep"]);
});

test("norms are asked anew by their order and by the vector", async () => {
  for (const changed of ["order", "vector"]) assert.deepEqual(await askedAfter(NORMS, changed), ["norms"]);
  assert.deepEqual(pressed(NORMS, "arrowup"), ["nudge 0,0.05"]);
});

test("a card without a switch is not what a scene talks of, and one that its scene switches on is", () => {
  const told = {};
  const card = (name) => ({ element: { hidden: false, classList: { toggle: (_, isOn) => (told[name] = isOn) } } });
  const stage = { element: { parentElement: null } };
  const lab = { description: {}, cards: { levels: card("levels"), sensitivity: card("sensitivity") }, stage };
  const show = { ...constraints.show, sensitivity: true };
  Bench.prototype.showCards.call(lab, { lab: "constraints", show, scene: "3.1c" });
  assert.deepEqual(told, { levels: false, sensitivity: true });
});
