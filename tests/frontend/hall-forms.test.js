/** What those who follow read and press, what the lecturer asks and is told, and what keys and the desk do. */

import "./page.js";
import { FakeElement } from "./fake-page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerBars } from "../../frontend/stage/hall/answer-plot.js";
import { namesIn } from "../../frontend/stage/hall/answers-view.js";
import { AskForm } from "../../frontend/stage/hall/ask-form.js";
import { FollowBar } from "../../frontend/stage/hall/follow-bar.js";
import { Hall } from "../../frontend/stage/hall/hall.js";
import { Lecturer } from "../../frontend/stage/hall/lecturer.js";
import { keepNotes, keptNotes } from "../../frontend/stage/hall/notes.js";
import { halves, placeOf, qrAddress } from "../../frontend/stage/hall/sign.js";
import { truthMarks } from "../../frontend/stage/hall/truth.js";
import { wishes } from "../../frontend/stage/hall/wishes.js";
import { pageShortcuts } from "../../frontend/stage/shortcuts.js";

/** Those of a tag, however deep. */
function all(element, tag) {
  const children = element.children ?? [];
  return children.flatMap((child) => [...(child.tag === tag ? [child] : []), ...all(child, tag)]);
}
FakeElement.prototype.querySelectorAll = function querySelectorAll(tag) {
  return all(this, tag);
};

const POINT = { kind: "point", text: "Where is the minimum?", choices: [] };

/** What is known of a lecture that is followed. */
const lecture = (changes = {}) => ({
  connection: "here",
  isFollowing: true,
  isOver: false,
  question: null,
  latest: { asked: 1 },
  answer: null,
  isSent: false,
  ...changes,
});

test("the bar says whether one follows, and the way out or back", () => {
  const bar = new FollowBar();
  const read = (changes) => {
    bar.show(lecture(changes));
    return [bar.says.textContent, bar.turn.hidden ? "" : bar.turn.textContent, bar.element.dataset.following];
  };
  assert.deepEqual(read(), ["Following the lecture", "Try on my own", "true"]);
  assert.deepEqual(read({ isFollowing: false }), ["On my own", "Back to the lecture", "false"]);
  assert.equal(read({ connection: "lost" })[0], "The connection is lost. Trying again …");
  assert.deepEqual(read({ connection: "ended", isOver: true }), [
    "The lecture has ended; this picture stays yours",
    "",
    "false",
  ]);
  bar.show(null);
  assert.ok(bar.element.hidden);
});

test("an answer is sent once there is one, and can be changed", () => {
  const bar = new FollowBar();
  bar.show(lecture({ question: POINT }));
  assert.ok(bar.send.disabled && !bar.form.hidden);
  bar.show(lecture({ question: POINT, answer: [1, 2] }));
  assert.equal(bar.send.disabled, false);
  bar.show(lecture({ question: POINT, answer: [1, 2], isSent: true }));
  assert.deepEqual([bar.send.textContent, bar.send.disabled], ["Sent", true]);
  bar.show(lecture());
  assert.ok(bar.form.hidden);
});

test("numbers are read as people write them, and choices are pressed", () => {
  const bar = new FollowBar();
  const placed = [];
  const place = (value) => placed.push(value);
  bar.show(lecture({ question: { kind: "number", text: "How large?", choices: [] }, place }));
  const [input] = all(bar.field, "input");
  for (const text of ["0,5", "−2", "1e-9", "two", "", "1e13"]) {
    input.value = text;
    input.hears("input", {});
  }
  const choices = { kind: "choice", text: "Which?", choices: ["this", "that"] };
  bar.show(lecture({ question: choices, latest: { asked: 2 }, place }));
  all(bar.field, "button")[1].hears("click", {});
  assert.deepEqual(placed, [[0.5], [-2], [1e-9], [1]]);
});

test("a lecturer asks what the scene suggests, or a question of their own that can be answered", () => {
  const asked = [];
  const form = new AskForm((question) => asked.push(question));
  form.suggest([{ ...POINT, right: "minimum", within: null }]);
  all(form.suggested, "button")[0].hears("click", {});
  const ask = (kind, text, choices = "") => {
    Object.assign(form.kind, { value: kind });
    form.text.value = text;
    form.choices.value = choices;
    form.ask();
  };
  ask("choice", "Up or down?", "up");
  ask("number", " ");
  ask("choice", "Up or down?", " up / down /");
  assert.deepEqual(asked, [
    { ...POINT, right: "minimum", within: null },
    { kind: "choice", text: "Up or down?", choices: ["up", "down"], right: null, within: null },
  ]);
});

test("bars are as long as there are answers, and the right one is marked in words too", () => {
  const question = { kind: "choice", text: "Which?", choices: ["this", "that"] };
  const rows = all(answerBars(question, [[0], [1], [1]], { choice: 1, name: "that", within: 0 }), "tr");
  const [heads, bars] = ["th", "div"].map((tag) => rows.map((row) => all(row, tag)[0]));
  assert.deepEqual(
    heads.map(({ children }) => children.join("")),
    ["this", "✓ that"],
  );
  assert.deepEqual(
    bars.map(({ style }) => style.width),
    ["50%", "100%"],
  );
});

test("the sign tells where phones reach the page: its own address, or the network's where that is within", () => {
  const room = { code: "KMPQTX", addresses: ["http://192.168.1.20:8000"] };
  const at = (href) => Object.assign(globalThis, { location: new URL(href) });
  at("http://127.0.0.1:8000/");
  assert.equal(placeOf(room), "http://192.168.1.20:8000");
  assert.equal(placeOf({ ...room, addresses: [] }), null);
  at("https://example.org/gradscape/");
  assert.equal(placeOf(room), "https://example.org/gradscape");
  assert.equal(halves("KMPQTX"), "KMP QTX");
  assert.equal(qrAddress(room, "http://a:1"), "api/v1/rooms/KMPQTX/qr?at=http%3A%2F%2Fa%3A1");
});

test("notes are kept by scene, and what is no notes is none", () => {
  const kept = {};
  globalThis.localStorage = { getItem: (key) => kept[key] ?? null, setItem: (key, text) => (kept[key] = text) };
  keepNotes("1.23", "Ask first.");
  keepNotes("", "At the door.");
  assert.deepEqual([keptNotes("1.23"), keptNotes(""), keptNotes("1.25")], ["Ask first.", "At the door.", ""]);
  kept[Object.keys(kept)[0]] = "null";
  assert.equal(keptNotes("1.23"), "");
});

test("the desk moves the stage, and nothing that it has no word for", () => {
  const done = [];
  const lecture = Object.fromEntries(["next", "begin", "previous"].map((name) => [name, () => done.push(name)]));
  Object.assign(lecture, { stand: (beat) => done.push(beat) });
  const does = wishes(lecture, { lay: (what) => done.push(what), magnify: () => done.push("near") }, (id) =>
    done.push(id),
  );
  for (const wish of [
    "next",
    "begin",
    "previous",
    "blank",
    "spotlight",
    "magnify",
    "scene 1.25",
    "beat 2",
    "beat null",
    "constructor?",
  ])
    does(wish);
  assert.deepEqual(done, ["next", "begin", "previous", "blank", "spotlight", "near", "1.25", 2, null]);
});

test("keys of the stage are idle elsewhere, and J leads to the lecture's code", () => {
  const done = [];
  const presentation = { isStage: false };
  const keys = pageShortcuts({ does: {}, presentation, hall: { start: () => done.push("code") } });
  const idle = () => keys.filter(({ isIdle }) => isIdle?.()).map(({ shown }) => shown);
  assert.ok(idle().includes("B") && !idle().includes("J"));
  presentation.isStage = true;
  assert.deepEqual(idle(), []);
  keys.find(({ shown }) => shown === "J").run();
  assert.deepEqual(done, ["code"]);
});

/** A window of one who follows, and what becomes of it. */
function windowOf(changes = {}) {
  const done = [];
  const following = lecture({
    place: (value) => done.push(value),
    letGo: () => done.push("own"),
    ...changes,
  });
  const page = { state: () => ({ point: [1, 1] }) };
  return { hall: Object.assign(Object.create(Hall.prototype), { following, page, lecturer: null }), done };
}

test("a change by hand lets go of the lecture, or is the answer where a place is asked for", () => {
  const free = windowOf();
  assert.equal(free.hall.takes({ point: [2, 2] }, "drag the point"), false);
  assert.deepEqual(free.done, ["own"]);
  const asked = windowOf({ question: POINT });
  assert.equal(asked.hall.takes({ point: [2, 2] }, "drag the point"), true);
  // What is no place is a touch of one's own, also then.
  assert.equal(asked.hall.takes({ show: {} }, null), false);
  assert.deepEqual(asked.done, [[2, 2], "own"]);
  // On one's own the point is one's own.
  const away = windowOf({ question: POINT, isFollowing: false });
  assert.equal(away.hall.takes({ point: [2, 2] }, "drag the point"), false);
  for (const state of [{ isOver: true }, { following: null }]) {
    const { hall, done } = windowOf(state);
    if (state.following === null) hall.following = null;
    assert.equal(hall.takes({ point: [2, 2] }, null), false);
    assert.deepEqual(done, []);
  }
});

test("one's own answer lies over the map while it is asked for, and the hall's once the lecturer shows them", () => {
  const { hall } = windowOf({ question: POINT, answer: [1, 2] });
  assert.deepEqual(
    hall.laid().map(({ place }) => place),
    [[1, 2]],
  );
  hall.following.question = null;
  assert.deepEqual(hall.laid(), []);
  const right = { places: [[0, 0]], values: [-1], kind: "minimum", name: "the minimum", within: 0.2 };
  const page = { state: () => ({ domain: { x: [-2, 2] } }) };
  const told = { page, hall: { values: [[1, 2], [3]] }, question: POINT, isRevealed: false, right };
  hall.lecturer = Object.assign(Object.create(Lecturer.prototype), told);
  assert.deepEqual(hall.laid(), []);
  hall.lecturer.isRevealed = true;
  const [truth, crowd] = hall.laid();
  assert.deepEqual(crowd.places, [[1, 2]]);
  assert.deepEqual(truth.found, [{ point: [0, 0], value: -1, kind: "minimum" }]);
});

test("what is right is marked as what it is: a critical point, another place, a way of one length", () => {
  const kinds = (right) => truthMarks(right, [-5, 5]).map(({ kind }) => kind.name);
  assert.deepEqual(kinds(null), []);
  assert.deepEqual(kinds({ number: 3, name: "", within: 0 }), []);
  assert.deepEqual(kinds({ places: [[0, 0]], name: "where it stops", within: 1 }), ["placed"]);
  for (const scale of [1e-9, 1, 1e9]) {
    const [way] = truthMarks({ way: { from: [2, 1], along: [3 * scale, 4 * scale] }, name: "", within: 15 }, [-5, 5]);
    assert.deepEqual(
      way.step.map((entry) => Math.round(1e9 * entry) / 1e9),
      [1.2, 1.6],
    );
  }
});

test("the desk's map is named as the function and its variables are", () => {
  const mathml = "<math><mrow><mrow><mi>h</mi><mo>(</mo><mi>q</mi></mrow></mrow></math>";
  assert.deepEqual(namesIn({ variables: ["q", "x_1"], mathml }), { x: "q", y: "x₁", value: "h" });
  assert.deepEqual(namesIn({ variables: ["x", "y"], mathml: null }), { x: "x", y: "y", value: "f" });
});
