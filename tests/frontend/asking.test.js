import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";

import { Problem } from "../../frontend/core/client.js";
import { createStore } from "../../frontend/core/signal.js";
import { Asking } from "../../frontend/labs/common/asking.js";

const turn = () => new Promise((resolve) => setTimeout(resolve));

/**
 * A lab about a function with a value x, asked by two quick questions and a slow one, and a server that answers when
 * told.
 */
function createLab(extra = {}) {
  const calls = [];
  const client = {
    send: (path, body, wish) => new Promise((resolve, reject) => calls.push({ path, body, wish, resolve, reject })),
  };
  const lab = { moment: { f: "a", x: 1 }, refusals: [], calls };
  const about = ({ f }) => f;
  const quick = (name) => ({
    about,
    ask: (moment, send) => send(name, { ...moment }),
    told: (answer, { f, x }) => ({ [name]: { answer, f, x } }),
  });
  const questions = {
    picture: quick("picture"),
    point: quick("point"),
    search: { ...quick("search"), isSlow: true, ...extra },
  };
  const answers = createStore({ picture: null, point: null, search: null });
  const onRefusal = (problem) => lab.refusals.push(problem.message);
  const asking = new Asking(client, questions, { now: () => lab.moment, answers, onRefusal });
  return Object.assign(lab, { answers, asking });
}

const refusal = (detail) => new Problem({ status: 422, detail });

test("a question and what is told of its answer are of one moment", async () => {
  const { asking, answers, calls, ...lab } = createLab();
  const told = asking.ask("point");
  lab.moment = { f: "a", x: 2 };
  calls[0].resolve("A");
  await told;
  assert.deepEqual(
    [calls[0].body, answers.get().point],
    [
      { f: "a", x: 1 },
      { answer: "A", f: "a", x: 1 },
    ],
  );
});

test("an answer about another function is dropped, and so is a refusal", async () => {
  const lab = createLab();
  const { asking, answers, calls } = lab;
  const told = [asking.ask("picture"), asking.ask("point"), asking.ask("search")];
  lab.moment = { f: "b", x: 1 };
  calls[0].resolve("A");
  calls[1].reject(refusal("no"));
  calls[2].resolve("A");
  await Promise.all(told);
  assert.deepEqual([answers.get(), lab.refusals], [{ picture: null, point: null, search: null }, []]);
});

test("nothing is asked while it is not known what the lab is about, and then no answer is told", async () => {
  const lab = createLab();
  const told = lab.asking.ask("point");
  lab.moment = null;
  lab.calls[0].resolve("A");
  await told;
  await lab.asking.ask("picture");
  assert.deepEqual([lab.calls.length, lab.answers.get().point], [1, null]);
});

test("beside a picture that was given up nothing slower is told; the next question asks both again", async () => {
  const { asking, answers, calls } = createLab();
  const told = [asking.ask("picture"), asking.ask("search")];
  calls[1].resolve("new");
  calls[0].resolve(null);
  await Promise.all(told);
  assert.deepEqual(answers.get(), { picture: null, point: null, search: null });
  const again = asking.ask("point");
  await turn();
  assert.deepEqual(
    calls
      .slice(2)
      .map(({ path }) => path)
      .sort(),
    ["picture", "point", "search"],
  );
  for (const { resolve, path } of calls.slice(2)) resolve(path);
  await again;
  await turn();
  assert.deepEqual([answers.get().picture?.answer, answers.get().search?.answer], ["picture", "search"]);
});

test("an earlier question's answer after a later one's is dropped", async () => {
  const { asking, answers, calls } = createLab();
  const told = [asking.ask("picture"), asking.ask("point")];
  calls[1].resolve("second");
  await told[1];
  calls[0].resolve("first");
  await told[0];
  assert.deepEqual([answers.get().point.answer, answers.get().picture], ["second", null]);
});

test("a slow answer waits for what was asked before it, even if it is there first", async () => {
  const { asking, answers, calls } = createLab();
  const told = [asking.ask("picture"), asking.ask("search")];
  calls[1].resolve("found");
  await turn();
  assert.equal(answers.get().search, null);
  calls[0].resolve("drawn");
  await Promise.all(told);
  assert.deepEqual([answers.get().picture.answer, answers.get().search.answer], ["drawn", "found"]);
});

test("a slow answer is told although a later quick one has come before it", async () => {
  const { asking, answers, calls } = createLab();
  const told = [asking.ask("search"), asking.ask("point")];
  calls[1].resolve("here");
  await told[1];
  calls[0].resolve("found");
  await told[0];
  assert.equal(answers.get().search.answer, "found");
});

test("a refusal is told: to who asked, or as the question says", async () => {
  const { asking, answers, calls, refusals } = createLab({ refused: ({ message }) => ({ search: message }) });
  const told = [asking.ask("point"), asking.ask("search")];
  calls[0].reject(refusal("no point"));
  calls[1].reject(refusal("no search"));
  await Promise.all(told);
  assert.deepEqual([refusals, answers.get().search], [["no point"], "no search"]);
});

test("a question about something else gives up the one on its way, and one about the same waits for it", async () => {
  const lab = createLab();
  const { asking, calls } = lab;
  asking.ask("picture");
  lab.moment = { f: "a", x: 2 };
  asking.ask("picture");
  assert.ok(!calls[0].wish.signal.aborted);
  lab.moment = { f: "b", x: 2 };
  asking.ask("picture");
  assert.ok(calls[0].wish.signal.aborted);
  calls[0].resolve(null);
  await turn();
  assert.deepEqual(
    calls.map(({ body }) => body),
    [
      { f: "a", x: 1 },
      { f: "b", x: 2 },
    ],
  );
});

test("what is on its way is not asked again while it is the same, unless it was refused", async () => {
  const { asking, calls } = createLab({ exactly: ({ f }) => f, fills: ["search"] });
  const first = asking.ask("search");
  await asking.ask("search");
  assert.equal(calls.length, 1);
  calls[0].reject(refusal("no"));
  await first;
  asking.ask("search");
  assert.equal(calls.length, 2);
});

test("what is known of a search while it lasts, once it lasts long, and when there is no answer", async () => {
  const states = { meanwhile: { search: "searching" }, outdated: { search: "long" }, missed: { search: "none" } };
  const { asking, answers, calls } = createLab(states);
  const told = asking.ask("search");
  assert.equal(answers.get().search, "searching");
  await new Promise((resolve) => setTimeout(resolve, 450));
  assert.equal(answers.get().search, "long");
  calls[0].resolve(null);
  await told;
  assert.equal(answers.get().search, "none");
});

test("what is put off is asked once nothing has changed for a while", async () => {
  const { asking, calls } = createLab();
  asking.askLater("search");
  asking.askLater("search", "point");
  assert.equal(calls.length, 0);
  await new Promise((resolve) => setTimeout(resolve, 170));
  assert.deepEqual(
    calls.map(({ path }) => path),
    ["search", "point"],
  );
});

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test("digits are taken as they are computed while things move, and checked before that and at rest", async () => {
  const lab = createLab({ isSure: () => true, isSlow: false });
  const { asking, calls } = lab;
  const wanted = () => calls.map(({ body }) => body.digits);
  for (let x = 0; x < 3; x++) {
    lab.moment = { f: "a", x };
    const told = asking.ask("search");
    calls.at(-1).resolve(x);
    await told;
  }
  assert.deepEqual(wanted(), ["checked", "as-computed", "as-computed"]);
  await pause(170);
  assert.deepEqual([wanted()[3], calls[3].body.x, calls.length], ["checked", 2, 4]);
  calls[3].resolve("rest");
  await pause(170);
  assert.deepEqual([calls.length, lab.answers.get().search.answer], [4, "rest"]);
});

test("what is about something else is checked at once, and so is all while digits are known to be lost", async () => {
  const lab = createLab({ isSure: ({ search }) => search?.answer !== "lost", isSlow: false });
  const { asking, calls } = lab;
  for (const f of ["a", "b", "b", "b"]) {
    lab.moment = { f, x: calls.length };
    const told = asking.ask("search");
    calls.at(-1).resolve(calls.length < 3 ? "sure" : "lost");
    await told;
  }
  assert.deepEqual(
    calls.map(({ body }) => body.digits),
    ["checked", "checked", "as-computed", "checked"],
  );
  asking.dispose();
});

test("a lab that is closed in motion asks no more", async () => {
  const { asking, calls } = createLab({ isSure: () => true, isSlow: false });
  for (let k = 0; k < 2; k++) {
    const told = asking.ask("search");
    calls[k].resolve(k);
    await told;
  }
  asking.dispose();
  await pause(170);
  assert.equal(calls.length, 2);
});

test("what is forgotten, or asked by a lab that is closed, is told to nobody", async () => {
  for (const end of ["forget", "dispose"]) {
    const { asking, answers, calls } = createLab();
    const told = asking.ask("picture");
    asking[end]();
    calls[0].resolve("late");
    await told;
    assert.equal(answers.get().picture, null);
  }
});

test("an answer in a story is given to who asks, unless the lab is about something else by then", async () => {
  const lab = createLab();
  const answers = [lab.asking.answer("search", { x: 7 })];
  assert.deepEqual(lab.calls[0].body, { f: "a", x: 7 });
  lab.calls[0].resolve("one");
  assert.equal(await answers[0], "one");
  await turn();
  const late = lab.asking.answer("search", { x: 8 });
  lab.moment = { f: "b", x: 8 };
  lab.calls[1].resolve("two");
  assert.equal(await late, null);
});

test("an answer that came after that to a later question is asked for again", async () => {
  const { asking, answers, calls } = createLab();
  asking.ask("picture");
  asking.ask("point");
  calls[1].resolve("P");
  await turn();
  calls[0].resolve("old");
  await turn();
  assert.deepEqual([answers.get().picture, calls.length, calls[2].path], [null, 3, "picture"]);
  calls[2].resolve("new");
  await turn();
  assert.equal(answers.get().picture.answer, "new");
});

test("but not where the lab is about something else by then", async () => {
  const lab = createLab();
  lab.asking.ask("picture");
  lab.asking.ask("point");
  lab.calls[1].resolve("P");
  await turn();
  lab.moment = { f: "b", x: 1 };
  lab.calls[0].resolve("old");
  await turn();
  assert.equal(lab.calls.length, 2);
});
