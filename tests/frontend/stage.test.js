/** The stage: what a link says of it, the beats of a scene, and the way through the course. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { CATALOGUE } from "../../frontend/core/catalogue.js";
import { readShowing, withShowing } from "../../frontend/core/showing.js";
import { beatsOf, begun, openingOf, partsOf, sentencesOf, stateAt, undone } from "../../frontend/stage/beats.js";
import { Lecture } from "../../frontend/stage/lecture.js";

test("a link says the stage, the bare picture and what is hidden; what is left is the lab's", () => {
  assert.deepEqual(readShowing("#v=1&lab=surface&view=stage&hide=cards"), {
    showing: { view: "stage", hidden: ["cards"] },
    rest: "v=1&lab=surface",
  });
  assert.deepEqual(readShowing("view=embed").showing, { view: "embed", hidden: [] });
  assert.deepEqual(readShowing("lab=paths&hide=cards%2Ccontrols,header").showing, {
    view: "page",
    hidden: ["controls", "cards"],
  });
});

test("a link from before says nothing of it: a lab's own view is the lab's", () => {
  for (const fragment of ["lab=network&view=steps", "lab=surface&view=1.2,1,0.8", "lab=jacobian&view=chain", ""])
    assert.deepEqual(readShowing(fragment), { showing: null, rest: fragment });
  for (const { properties } of Object.values(CATALOGUE.labs))
    for (const view of ["stage", "embed"]) assert.ok(!(properties.view?.enum ?? []).includes(view));
});

test("what a link says is read as it was written, beside a lab's own view too", () => {
  for (const view of ["page", "stage", "embed"])
    for (const hidden of [[], ["controls"], ["cards"], ["controls", "cards"]]) {
      const written = withShowing("lab=network&view=steps", { view, hidden });
      const { showing, rest } = readShowing(written);
      assert.equal(rest, "lab=network&view=steps");
      assert.deepEqual(showing ?? { view: "page", hidden: [] }, { view, hidden });
    }
});

const TOLD = {
  id: "9.1",
  lab: "paths",
  title: "A race",
  text: "Newton is first. It knows the curvature (of f).  Who is last?",
  try: "Press play. Then drag the start.",
  state: { show: { field: true, basins: false }, step: 40, steps: 60, point: [1, 2] },
  beats: [],
};
const WRITTEN = {
  ...TOLD,
  id: "9.2",
  state: { show: { field: true }, point: [1, 2], angle: 0 },
  beats: [
    { says: "Which way is up?", state: { show: { field: false } }, play: false },
    { says: "This way.", state: { show: { field: true }, angle: 90 }, play: true },
    { says: "And here?", state: { point: [0, 0] }, play: false },
  ],
};

test("a text is read sentence by sentence", () => {
  assert.deepEqual(sentencesOf("f is 0.5 (or less). Is it? “Yes.” So it is!"), [
    "f is 0.5 (or less).",
    "Is it?",
    "“Yes.”",
    "So it is!",
  ]);
});

test("a long sentence is said in parts, which begin as sentences do unless with a name", () => {
  const whole = "The second derivative tells the two apart";
  const more = [
    "f″(−1) = 1/2 is positive, so the curve bends up, a minimum",
    "a maximum is at 1, where it is negative",
  ];
  assert.deepEqual(partsOf(`${whole}: ${more.join("; ")}.`), [
    `${whole}: ${more[0]}.`,
    "A maximum is at 1, where it is negative.",
  ]);
  assert.deepEqual(partsOf(`${whole}: ${more[0]}, so much so that it cannot be missed.`), [
    `${whole}.`,
    `${more[0]}, so much so that it cannot be missed.`,
  ]);
  assert.deepEqual(partsOf("Short: it stays."), ["Short: it stays."]);
  assert.equal(partsOf(`${"so ".repeat(40)}: is it whole; all of it, from here to there?`).length, 1);
});

test("a scene asked for by its name alone begins on the stage as a hall sees it first", () => {
  const open = { ...TOLD.state, scene: "9.1" };
  assert.deepEqual(begun(open, TOLD), { ...open, show: { field: false, basins: false }, step: 0 });
  assert.equal(begun(open), open);
});

test("a scene without beats shows the bare picture with its question, then its text, and lets the walk begin", () => {
  const beats = beatsOf(TOLD);
  assert.deepEqual(
    beats.map(({ says }) => says),
    ["Who is last?", "Newton is first.", "It knows the curvature (of f).", "Press play."],
  );
  assert.deepEqual(beats[0].state, { show: { field: false, basins: false }, step: 0 });
  assert.deepEqual(beats[1], { says: "Newton is first.", state: { show: TOLD.state.show }, play: true });
  assert.ok(beats.slice(2).every(({ state }) => !Object.keys(state).length));
  // Whoever says that one is to play has it played.
  assert.deepEqual(
    beats.map(({ play }) => play),
    [false, true, false, true],
  );
  assert.equal(openingOf(TOLD), "Who is last?");
});

test("what is switched on comes with the sentence that talks of it, and what none talks of with the first", () => {
  const scene = {
    ...TOLD,
    text: "The curve is level at 1. There f′ is 0. A maximum of the interval is at its end.",
    try: "Drag the point: the tangent turns.",
    state: { show: { tangent: true, derivatives: true, extrema: true, secant: false, glow: true } },
  };
  const on = beatsOf(scene).map((_, k) => Object.entries(stateAt(scene, k).show).filter(([, isOn]) => isOn));
  assert.deepEqual(
    on.map((each) => each.map(([name]) => name).join()),
    ["glow", "derivatives,glow", "derivatives,extrema,glow", "tangent,derivatives,extrema,glow"],
  );
  assert.deepEqual(undone(scene, 2), { show: stateAt(scene, 1).show });
});

test("a scene with nothing to take away and no question begins with its text, and says nothing twice", () => {
  const plain = { ...TOLD, text: "One. Two.", try: "Try it. Again.", state: { point: [1, 2] } };
  assert.deepEqual(
    beatsOf(plain).map(({ says, state }) => [says, Object.keys(state).length]),
    [
      ["One.", 0],
      ["Two.", 0],
      ["Try it.", 0],
    ],
  );
  assert.equal(openingOf(plain), "One.");
});

test("a computation of a few steps goes on with each sentence, and has come to its end with the last", () => {
  const chain = { ...TOLD, text: "One. Two.", try: "Try it.", state: { step: 4 } };
  const steps = (scene) => beatsOf(scene).map((_, k) => stateAt(scene, k).step);
  assert.deepEqual(steps(chain), [0, 2, 4]);
  assert.deepEqual(steps({ ...chain, try: "What is it?" }), [0, 2, 4]);
  assert.ok(beatsOf(chain).every(({ play }) => !play));
  assert.deepEqual(undone(chain, 2), { step: 2 });
});

test("beats add up, and going back takes away what the last one brought", () => {
  assert.deepEqual(stateAt(WRITTEN, 2), { show: { field: true }, angle: 90, point: [0, 0] });
  assert.deepEqual(undone(WRITTEN, 2), { point: [1, 2] });
  assert.deepEqual(undone(WRITTEN, 1), { show: { field: false }, angle: 0 });
});

/** A lecture on a page that only notes what becomes of it. */
function lectureAt(scene) {
  const page = { at: scene && { ...scene.state, scene: scene.id }, said: [], played: 0 };
  const lecture = new Lecture({
    scenes: () => [TOLD, WRITTEN],
    state: () => page.at,
    visit: async (state) => {
      page.at = state;
      lecture.tell();
    },
    change: (patch) => (page.at = { ...page.at, ...patch }),
    play: () => page.played++,
    say: (_, says) => page.said.push(says),
  });
  lecture.tell();
  return { lecture, page };
}

test("a mirror stands at the beat of its stage, and says what that says", () => {
  const { lecture, page } = lectureAt(WRITTEN);
  const { at } = page;
  lecture.stand(1);
  assert.equal(page.said.at(-1), WRITTEN.beats[1].says);
  assert.equal(page.at, at);
  const { length } = page.said;
  lecture.stand(1);
  assert.deepEqual([page.said.length, lecture.at], [length, 1]);
  lecture.stand(null);
  assert.deepEqual([page.said.at(-1), lecture.at], [WRITTEN.beats[0].says, null]);
});

test("a clicker walks through the beats, on to the next scene, and back again", async () => {
  const { lecture, page } = lectureAt(null);
  await lecture.next();
  assert.equal(page.at.scene, "9.1");
  assert.equal(page.at.step, 0);
  for (let press = 0; press < 3; press++) await lecture.next();
  assert.equal(page.said.at(-1), "Press play.");
  assert.equal(page.played, 2);
  await lecture.next();
  assert.deepEqual([page.at.scene, page.said.at(-1), page.at.show], ["9.2", "Which way is up?", { field: false }]);
  await lecture.next();
  await lecture.next();
  await lecture.next();
  assert.equal(page.said.at(-1), "And here?", "after the last beat of the last scene nothing follows");
  await lecture.previous();
  assert.deepEqual([page.said.at(-1), page.at.point], ["This way.", [1, 2]]);
  await lecture.previous();
  await lecture.previous();
  assert.deepEqual([page.at.scene, page.said.at(-1)], ["9.1", "Press play."]);
});

test("a question is asked over the bare picture, unless the scene has gone on already", async () => {
  const { lecture, page } = lectureAt(TOLD);
  lecture.begin();
  assert.deepEqual(
    [page.at.show, page.at.step, page.said.at(-1)],
    [{ field: false, basins: false }, 0, "Who is last?"],
  );
  await lecture.next();
  lecture.begin();
  assert.deepEqual([page.at.show, page.said.at(-1)], [TOLD.state.show, "Newton is first."]);
  const elsewhere = lectureAt(null);
  elsewhere.lecture.begin();
  assert.equal(elsewhere.page.at, null);
});

test("who comes onto the stage in the middle of a scene keeps what was moved there", async () => {
  const { lecture, page } = lectureAt(WRITTEN);
  page.at = { ...page.at, point: [7, 7] };
  await lecture.next();
  assert.deepEqual([page.at.point, page.at.angle, page.said.at(-1)], [[7, 7], 90, "This way."]);
  assert.equal(page.played, 1);
});

test("a scene that opens with its first beat is at it, also where the course comes later", async () => {
  const said = [];
  let scenes = [];
  const page = { at: begun({ ...WRITTEN.state, scene: "9.2" }, WRITTEN) };
  const lecture = new Lecture({
    scenes: () => scenes,
    state: () => page.at,
    visit: async (state) => (page.at = state),
    change: (patch) => (page.at = { ...page.at, ...patch }),
    play() {},
    say: (_, says) => said.push(says),
  });
  lecture.opened("9.2");
  scenes = [TOLD, WRITTEN];
  lecture.tell();
  assert.deepEqual([lecture.at, said.at(-1)], [0, "Which way is up?"]);
  await lecture.next();
  assert.deepEqual([lecture.at, page.at.angle], [1, 90]);
});
