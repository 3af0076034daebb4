/** What is known of the very same thing stays: with the questions of the labs, and a server that answers when told. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../frontend/core/signal.js";
import { Asking } from "../../frontend/labs/common/asking.js";
import { QUESTIONS as DERIVATIVE } from "../../frontend/labs/derivative/requests.js";
import { DEFAULT_STATE as CURVE } from "../../frontend/labs/derivative/state.js";
import { QUESTIONS as PATHS } from "../../frontend/labs/paths/requests.js";
import { DEFAULT_STATE as WALKS } from "../../frontend/labs/paths/state.js";
import { QUESTIONS as SURFACE } from "../../frontend/labs/surface/requests.js";
import { DEFAULT_STATE as SADDLE } from "../../frontend/labs/surface/state.js";

const LONG = 450; // ms: longer than anything is kept that is outdated
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const slider = (value) => ({ a: { value, min: -3, max: 3 } });

/** A lab with its own questions. */
function createLab(questions, state, variables) {
  const calls = [];
  const client = { send: (path, body) => new Promise((resolve) => calls.push({ path, body, resolve })) };
  const meaning = { source: "a f", variables, parameters: ["a"], mathml: "", jax: "", gradient: null, hessian: null };
  const moment = { meaning, state: { ...state, parameters: slider(1), show: { ...state.show, critical: true } } };
  moment.state.show.extrema = true;
  const answers = createStore({ critical: null, extrema: null, isSearching: false, meaning: null, domain: null });
  const lab = { moment, calls, answers };
  lab.asking = new Asking(client, questions, { now: () => lab.moment, answers, onRefusal: assert.fail });
  lab.become = (change) => {
    lab.moment = { ...lab.moment, state: { ...lab.moment.state, ...change } };
  };
  lab.answer = async (k, note) => {
    calls[k].resolve({ note });
    await pause(0);
  };
  return lab;
}

for (const [name, questions, state, key, quick] of [
  ["critical points", SURFACE, SADDLE, "critical", "critical"],
  ["extrema", DERIVATIVE, CURVE, "extrema", "extrema"],
]) {
  const create = () => createLab(questions, state, key === "extrema" ? ["x"] : ["x", "y"]);
  const shown = ({ answers }) => answers.get()[key]?.note;

  test(`a late quick answer does not take the place of the proved one: ${name}`, async () => {
    const lab = create();
    lab.asking.ask(quick);
    lab.asking.ask("proof");
    await lab.answer(1, "proved");
    await lab.answer(0, "likely");
    assert.equal(shown(lab), "proved");
    assert.equal(lab.answers.get().isSearching, false);
  });

  test(`nor does the quick answer of an earlier moment: ${name}`, async () => {
    const lab = create();
    lab.asking.ask(quick);
    lab.become({ parameters: slider(2) });
    lab.asking.ask("proof");
    await lab.answer(1, "proved of 2");
    await lab.answer(0, "likely of 1");
    assert.equal(shown(lab), "proved of 2");
  });

  test(`a proof of an earlier moment is not told: ${name}`, async () => {
    const lab = create();
    lab.asking.ask("proof");
    lab.become({ parameters: slider(2) });
    await lab.answer(0, "proved of 1");
    assert.equal(shown(lab), undefined);
  });

  test(`what is proved is not asked again, nor what is on its way; another moment is: ${name}`, async () => {
    const lab = create();
    lab.asking.ask(quick);
    lab.asking.ask(quick);
    lab.asking.ask("proof");
    lab.asking.ask("proof");
    assert.equal(lab.calls.length, 2);
    await lab.answer(0, "likely");
    await lab.answer(1, "proved");
    lab.become({ parameters: { ...lab.moment.state.parameters } });
    lab.asking.ask(quick);
    lab.asking.ask("proof");
    assert.equal(lab.calls.length, 2);
    lab.become({ parameters: slider(2) });
    lab.asking.ask(quick);
    await lab.answer(2, "likely of 2");
    assert.equal(shown(lab), "likely of 2");
    lab.become({ parameters: slider(1) });
    lab.asking.ask(quick);
    await lab.answer(3, "likely again");
    assert.equal(shown(lab), "likely again");
  });

  test(`the quick answer is replaced by its proof, and both by those of another moment: ${name}`, async () => {
    const lab = create();
    for (const [k, value] of [0, 1, 2].entries()) {
      lab.become({ parameters: slider(value) });
      lab.asking.ask(quick);
      lab.asking.ask("proof");
      await lab.answer(2 * k, `likely ${value}`);
      assert.equal(shown(lab), `likely ${value}`);
      await lab.answer(2 * k + 1, `proved ${value}`);
      assert.equal(shown(lab), `proved ${value}`);
    }
  });
}

test("a table is not emptied while the same thing is asked again, and is where another takes long", async () => {
  const lab = createLab(SURFACE, SADDLE, ["x", "y"]);
  lab.asking.ask("critical");
  await lab.answer(0, "likely");
  lab.asking.ask("critical");
  lab.asking.ask("proof");
  await pause(LONG);
  assert.equal(lab.answers.get().critical.note, "likely");
  lab.become({ parameters: slider(2) });
  lab.asking.ask("critical");
  lab.become({ parameters: slider(1) });
  await pause(LONG);
  assert.equal(lab.answers.get().critical.note, "likely");
  lab.become({ parameters: slider(3) });
  lab.asking.ask("critical");
  await pause(LONG);
  assert.equal(lab.answers.get().critical, null);
  lab.asking.dispose();
});

const ARRAY = { dtype: "f8", shape: "0", bdata: "" };
const DRAWN = { surface: { x: ARRAY, y: ARRAY, z: ARRAY }, walks: [], point: { results: [{}] } };

for (const [name, questions, state] of [
  ["surface", SURFACE, SADDLE],
  ["paths", PATHS, WALKS],
])
  test(`a box with the same numbers is the same box, whose table stays: ${name}`, () => {
    const { moment } = createLab(questions, state, ["x", "y"]);
    const [low, high] = state.domain.x;
    const before = { meaning: moment.meaning, domain: state.domain };
    const told = (x) =>
      questions.picture.told(DRAWN, { ...moment, state: { ...state, domain: { ...state.domain, x } } }, before);
    assert.ok(!("critical" in told([low, high])));
    assert.equal(told([low, high + 1]).critical, null);
  });

test("what another question would take away stays while it is of the very same thing", async () => {
  const lab = createLab(SURFACE, SADDLE, ["x", "y"]);
  lab.asking.ask("critical");
  await lab.answer(0, "likely");
  // The picture knows of no picture before it, so that all that is seen might be of something else.
  lab.asking.tell("picture", { answer: DRAWN }, lab.moment);
  assert.equal(lab.answers.get().critical.note, "likely");
  lab.become({ parameters: slider(2) });
  lab.answers.set({ meaning: null });
  lab.asking.tell("picture", { answer: DRAWN }, lab.moment);
  assert.equal(lab.answers.get().critical, null);
});
