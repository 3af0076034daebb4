/** A lecture in the page: what is heard and shown, what lets go, what is told, and how answers are counted. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { choiceBars, countRight, isRight, numberBars, verdict } from "../../frontend/stage/hall/answers.js";
import { Following } from "../../frontend/stage/hall/following.js";
import { placeIn } from "../../frontend/stage/hall/hands.js";
import { Listening } from "../../frontend/stage/hall/listening.js";
import { codeIn } from "../../frontend/stage/hall/join-form.js";
import { readLecture } from "../../frontend/stage/hall/read-lecture.js";
import { rightOf } from "../../frontend/stage/hall/right.js";
import { stateIn } from "../../frontend/stage/hall/scene-state.js";
import { Telling } from "../../frontend/stage/hall/telling.js";

const settled = async () => {
  for (let k = 0; k < 20; k++) await Promise.resolve();
};

/** A room to listen to: what is opened, what comes later, and what the server says when it is asked why. */
function room({ status = 200 } = {}) {
  const opened = [];
  const later = [];
  const said = [];
  const asked = [];
  const moves = [];
  const listening = new Listening(
    "KMPQTX",
    { onMove: (move) => moves.push(move.turn), onConnection: (state) => said.push(state) },
    {
      open: (address) => {
        const source = {
          address,
          handlers: {},
          isClosed: false,
          addEventListener: (kind, run) => Object.assign(source.handlers, { [kind]: run }),
          close: () => Object.assign(source, { isClosed: true }),
          hears: (kind, data) => source.handlers[kind]({ data: JSON.stringify(data) }),
        };
        opened.push(source);
        return source;
      },
      later: (run, milliseconds) => later.push({ run, milliseconds }),
      random: () => 0.5,
      fetch: async (address, request) => {
        asked.push({ address, request });
        return { ok: status < 300, status };
      },
    },
  );
  return { listening, opened, later, said, moves, asked };
}

test("a lost connection is said, opened again after a while at random, and goes on with newer moves only", async () => {
  const { opened, later, said, moves } = room();
  opened[0].hears("welcome", { participant: "me" });
  for (const turn of [1, 3, 2]) opened[0].hears("move", { turn });
  opened[0].handlers.error();
  await settled();
  assert.deepEqual(said, ["here", "lost"]);
  assert.ok(opened[0].isClosed);
  assert.deepEqual(
    later.map(({ milliseconds }) => milliseconds),
    [1800],
  );
  later[0].run();
  opened[1].hears("welcome", { participant: "another" });
  opened[1].hears("move", { turn: 3 });
  opened[1].hears("move", { turn: 4 });
  assert.deepEqual(moves, [1, 3, 4]);
  assert.deepEqual(said, ["here", "lost", "here"]);
});

test("after a loss the answer comes from who has answered before", async () => {
  const { listening, opened, asked } = room();
  opened[0].hears("welcome", { participant: "me" });
  opened[0].hears("welcome", { participant: "another" });
  await listening.answer([1, -0.5], 7);
  assert.equal(asked[0].address, "api/v1/rooms/KMPQTX/answers");
  assert.deepEqual(JSON.parse(asked[0].request.body), { participant: "me", asked: 7, value: [1, -0.5] });
});

for (const [status, states] of [
  [404, ["lost", "unknown"]],
  [422, ["lost", "unknown"]],
  [503, ["lost"]],
])
  test(`after ${status} one ${status === 503 ? "tries again" : "is told that there is no such room"}`, async () => {
    const { opened, later, said } = room({ status });
    opened[0].handlers.error();
    await settled();
    assert.deepEqual(said, states);
    assert.equal(later.length, status === 503 ? 1 : 0);
  });

test("the end is the end", async () => {
  const { opened, later, said } = room();
  opened[0].hears("end", {});
  opened[0].handlers.error();
  await settled();
  assert.deepEqual([said, later.length, opened.length], [["ended"], 0, 1]);
});

/** One who follows, with a page that shows when it is told to. */
function follower() {
  const shown = [];
  let hear;
  const waiting = [];
  const page = {
    show: (scene, isStep) =>
      new Promise((resolve) => {
        shown.push(isStep ? `${scene} as a step` : scene);
        waiting.push(resolve);
      }),
    onChange() {},
  };
  const answered = [];
  const following = new Following("KMPQTX", page, (handlers) => {
    hear = (turn, more = {}) => handlers.onMove({ turn, scene: `s${turn}`, question: null, asked: 0, ...more });
    return { answer: async (...said) => answered.push(said), close() {} };
  });
  const done = async () => {
    waiting.shift()?.();
    await settled();
  };
  return { following, shown, hear, done, answered };
}

test("what comes while a move is being shown takes the place of what has not been shown", async () => {
  const { shown, hear, done } = follower();
  for (const turn of [1, 2, 3]) hear(turn);
  await done();
  await done();
  assert.deepEqual(shown, ["s1", "s3"]);
});

test("who has let go sees no move, and the newest on coming back, as a step that can be undone", async () => {
  const { following, shown, hear, done } = follower();
  hear(1);
  await done();
  following.letGo();
  hear(2);
  hear(3);
  await done();
  assert.deepEqual(shown, ["s1"]);
  following.comeBack();
  await done();
  hear(4);
  await done();
  assert.deepEqual(shown, ["s1", "s3 as a step", "s4"]);
});

test("an answer is for one question, and another question takes it away", async () => {
  const { following, hear, answered } = follower();
  const question = { kind: "point", text: "Where?", choices: [] };
  hear(1, { question, asked: 7 });
  following.place([1, 2]);
  await following.send();
  assert.deepEqual([answered, following.isSent], [[[[1, 2], 7]], true]);
  following.place([2, 2]);
  assert.equal(following.isSent, false);
  hear(2, { question, asked: 7 });
  assert.deepEqual(following.answer, [2, 2]);
  hear(3, { question, asked: 8 });
  assert.equal(following.answer, null);
  await following.send();
  assert.equal(answered.length, 1);
});

test("a place is what the hand moves: a point, or a start; keys move the place that was set last", () => {
  const state = { point: [1, 1], runs: [{ start: [0, 0] }, { start: [5, 5] }] };
  assert.deepEqual(placeIn({ point: [2, 3] }, state, "drag the point", null), [2, 3]);
  assert.deepEqual(placeIn({ runs: [{ start: [0, 0] }, { start: [4, 5] }] }, state, "drag a start", [9, 9]), [4, 5]);
  assert.deepEqual(placeIn({ point: [1.5, 1] }, state, "nudge the point", [3, 3]), [3.5, 3]);
  for (const patch of [{ show: {} }, { point: [1] }, { runs: state.runs }, { angle: 3 }])
    assert.equal(placeIn(patch, state, null, null), null);
});

/** A lecturer's room, whose clock stands still unless it is told to go on. */
function telling(statuses = [], more = {}) {
  const sent = [];
  const later = [];
  const troubles = [];
  const told = new Telling(
    { code: "KMPQTX", token: "secret", addresses: [], began: 0, ...more },
    { onHall() {}, onTrouble: (trouble) => troubles.push(trouble) },
    {
      fetch: async (address, { method, headers, body }) => {
        if (method === "PUT") sent.push({ address, headers, ...JSON.parse(body) });
        return { ok: true, status: statuses.shift() ?? 204, json: async () => null };
      },
      later: (run, milliseconds) => later.push({ run, milliseconds }),
      now: () => 1000,
    },
  );
  const pass = async () => {
    await settled();
    for (const { run } of later.splice(0)) run();
    await settled();
  };
  return { told, sent, pass, troubles };
}

test("ten moves a second are sent at most, the last one always, each newer than the one before", async () => {
  const { told, sent, pass } = telling();
  for (const scene of ["a", "b", "c"]) told.show(scene);
  await settled();
  assert.deepEqual(
    sent.map(({ scene }) => scene),
    ["a"],
  );
  await pass();
  await pass();
  assert.deepEqual(
    sent.map(({ scene, turn }) => [scene, turn]),
    [
      ["a", 1000],
      ["c", 1001],
    ],
  );
  assert.equal(sent[0].headers.Authorization, "Bearer secret");
});

test("a page that is loaded again goes on with its question, or with the answers to a closed one", async () => {
  const question = { kind: "number", text: "How steep?", choices: [], right: "slope", within: null };
  for (const isOpen of [true, false]) {
    const inquiry = { question, asked: 5000, isOpen, isRevealed: false, right: null };
    const { told, sent, pass } = telling([], { inquiry });
    told.show("a");
    await pass();
    const asked = isOpen ? { kind: "number", text: "How steep?", choices: [] } : null;
    assert.deepEqual([sent[0].question, sent[0].asked], [asked, 5000]);
    // The next one is another, though the clock may have been set back.
    told.ask(question);
    await pass();
    assert.equal(sent[1].asked, 5001);
  }
});

test("what did not arrive is sent again, as it is then; a room that is over is not told any more", async () => {
  const { told, sent, pass, troubles } = telling([204, 503, 204, 403]);
  told.show("a");
  await pass();
  told.show("b");
  for (let k = 0; k < 4; k++) await pass();
  assert.deepEqual(
    [...new Set(troubles)]
      .filter(Boolean)
      .concat(sent.map(({ scene }) => scene))
      .includes("lost"),
    true,
  );
  assert.ok(told.isOver && troubles.at(-1) === "over");
});

test("a lecturer who shows nothing new learns that the server is lost, once, and that it is back", async () => {
  const { pass, troubles } = telling([200, 503, 502, 200, 200]);
  for (let k = 0; k < 5; k++) await pass();
  assert.deepEqual(troubles, ["lost", ""]);
});

test("places, ways, numbers and choices are right within what counts as near", () => {
  const place = {
    places: [
      [0, 0],
      [3, 4],
    ],
    name: "the minimum",
    within: 0.2,
  };
  assert.deepEqual(
    [
      [0.2, 0],
      [3, 4.1],
      [0.15, 0.15],
      [1, 1],
    ].map((value) => isRight(value, place)),
    [true, true, false, false],
  );
  // The gradient of x²/4 + y²/2 at (2, 1) is (1, 1): 45 degrees.
  const way = { way: { from: [2, 1], along: [1, 1] }, name: "the gradient", within: 15 };
  const at = (degrees, length) => [
    2 + length * Math.cos((degrees * Math.PI) / 180),
    1 + length * Math.sin((degrees * Math.PI) / 180),
  ];
  for (const scale of [1e-9, 1, 1e9])
    assert.deepEqual(
      [31, 59, 29, 61, 225].map((degrees) => isRight(at(degrees, scale), way)),
      [true, true, false, false, false],
    );
  assert.equal(isRight([2, 1], way), false);
  const number = { number: -2e9, name: "2/λ", within: 0.02 };
  assert.deepEqual(
    [-2.03e9, -2.05e9, 2e9].map((value) => isRight([value], number)),
    [true, false, false],
  );
  assert.equal(countRight([[0], [1], [1]], { choice: 1, name: "A saddle", within: 0 }), 2);
});

test("the verdict says how many of how many, and how near", () => {
  const places = [
    [0, 0.1],
    [0.1, 0],
    [1, 1],
  ];
  assert.equal(
    verdict(places, { places: [[0, 0]], name: "the minimum", within: 0.2 }),
    "2 of 3 within 0.2 of the minimum",
  );
  assert.equal(verdict(places, null), "3 answers");
  assert.equal(verdict([[2]], { choice: 2, name: "A saddle", within: 0 }), "1 of 1 say A saddle");
});

test("bars count everyone, also who is far out", () => {
  const numbers = [...Array.from({ length: 40 }, (_, k) => [k / 40]), [1e12], [-1e12]];
  const bars = numberBars(numbers);
  assert.equal(
    bars.reduce((sum, { count }) => sum + count, 0),
    42,
  );
  assert.ok(bars[0].from >= 0 && bars.at(-1).to <= 1);
  assert.deepEqual(numberBars([[2], [2]]), [{ from: 2, to: 2, count: 2 }]);
  assert.deepEqual(numberBars([]), []);
  assert.deepEqual(
    choiceBars([[1], [1], [0]], ["this", "that", "none"]).map(({ count }) => count),
    [1, 2, 0],
  );
});

test("what is right comes from the server's computation of what is shown", async () => {
  const state = { source: "a x^2", parameters: { a: { value: 2 } }, domain: { x: [-5, 5], y: [-5, 5] }, point: [2, 1] };
  const asked = [];
  const answers = {
    "critical-points": {
      points: [
        { point: [0, 0], value: 0, kind: "minimum", eigenvalues: [1, 20] },
        { point: [3, 0], kind: "saddle", eigenvalues: [-1, 1] },
      ],
    },
    derivatives: { results: [{ gradient: [3, 4] }] },
    descent: {
      runs: [
        {
          points: [
            [1, 1],
            [0.5, 0.25],
          ],
        },
      ],
    },
  };
  const send = async (path, body) => {
    asked.push([path, body]);
    return answers[path];
  };
  const right = (name, more = {}) => rightOf({ right: name, within: null, choices: [], ...more }, state, send);
  assert.deepEqual(await right("minimum"), {
    places: [[0, 0]],
    values: [0],
    kind: "minimum",
    name: "the minimum",
    within: 0.2,
  });
  assert.deepEqual(asked[0][1], {
    function: { source: "a x^2", parameters: { a: 2 } },
    box: [
      [-5, 5],
      [-5, 5],
    ],
  });
  assert.deepEqual(await right("maximum"), null);
  assert.deepEqual((await right("steepest")).way, { from: [2, 1], along: [3, 4] });
  assert.equal((await right("slope")).number, 5);
  // 2/λ of the largest curvature: Polyak, Introduction to Optimization (1987), 1.4.
  assert.equal((await right("largest-rate")).number, 0.1);
  state.runs = [{ method: "gradient-descent", start: [1, 1], settings: { learning_rate: 0.1 } }];
  state.steps = 9;
  assert.deepEqual((await right("end")).places, [[0.5, 0.25]]);
  assert.deepEqual(asked.at(-1)[1].runs, [{ method: "gradient-descent", start: [1, 1], steps: 9, learning_rate: 0.1 }]);
  state.point = [3, 0];
  assert.equal((await right("kind", { choices: ["A minimum", "A saddle"] })).choice, 1);
  assert.equal(await right(null), null);
  assert.equal(await rightOf({ right: "minimum" }, state, async () => Promise.reject(new Error("away"))), null);
});

test("links say whether one follows, sits at the desk or mirrors, and what else", () => {
  assert.deepEqual(readLecture("#room=KMPQTX"), { as: "room", code: "KMPQTX", rest: "" });
  assert.deepEqual(readLecture("room=kmpqtx&v=1&lab=surface"), { as: "room", code: "KMPQTX", rest: "v=1&lab=surface" });
  assert.deepEqual(readLecture("#mirror=KMPQTX&view=stage"), { as: "mirror", code: "KMPQTX", rest: "view=stage" });
  for (const other of ["#lab=surface", "#room=KMPQT", "#classroom=KMPQTX", ""])
    assert.equal(readLecture(other).as, null);
  assert.deepEqual(["kmp qtx", "KMP-QTX", "KMPQT0", "KMPQT"].map(codeIn), ["KMPQTX", "KMPQTX", null, null]);
});

test("a map is made of links of functions of two variables", () => {
  const link = "v=1&lab=surface&f=a%20x^2&at=1,-0.5&x=-2,2&y=-1,3&p.a=2,0,5";
  assert.deepEqual(stateIn(link), {
    function: { source: "a x^2", parameters: { a: 2 } },
    x: [-2, 2],
    y: [-1, 3],
    point: [1, -0.5],
  });
  for (const other of ["v=1&lab=network", "lab=surface&f=x", "lab=descent&f=x^2&x=0,1"])
    assert.equal(stateIn(other), null);
});
