import assert from "node:assert/strict";
import { test } from "node:test";
import { Laboratory } from "../../frontend/core/laboratory.js";
import { watchPresses } from "../../frontend/core/press.js";

const turn = () => new Promise((resolve) => setTimeout(resolve));

const BELL = { lab: "bell", scene: null, tone: 1, view: null };
const CLOCK = { lab: "clock", scene: null, hour: 12 };

/** A laboratory of two labs that write down what happens to them. */
async function createLaboratory(initial = BELL) {
  const log = [];
  const built = [];
  class FakeLab {
    shortcuts = [];
    gestures = [];
    constructor(element, surroundings) {
      Object.assign(this, { element, ...surroundings });
      log.push(`new ${surroundings.store.get().lab}`);
      built.push(this);
    }
    open(state) {
      log.push(`open ${state.lab}`);
      this.store.set(state);
    }
    redraw() {}
    dispose() {
      log.push("dispose");
      this.atDispose?.();
    }
  }
  const entry = (first, unnoted) => ({
    title: first.lab,
    codec: { DEFAULT_STATE: first, UNNOTED: unnoted },
    load: async () => FakeLab,
  });
  const steps = [];
  const laboratory = await Laboratory.of([entry(BELL, ["view"]), entry(CLOCK, [])], initial, {
    clear() {
      log.push("clear");
      return {};
    },
    means: { client: "client" },
    onStep: ({ canUndo, canRedo }) => steps.push([canUndo(), canRedo()]),
  });
  for (const { lab } of [BELL, CLOCK]) await laboratory.load(lab);
  return { laboratory, log, built, steps };
}

test("the first lab is the one that the first state names, with all that it needs", async () => {
  const { laboratory, built, log } = await createLaboratory(CLOCK);
  assert.deepEqual(log, ["clear", "new clock"]);
  assert.deepEqual(laboratory.state, CLOCK);
  assert.equal(built[0].client, "client");
});

test("another state of the same lab opens in it", async () => {
  const { laboratory, log } = await createLaboratory();
  laboratory.visit({ ...BELL, tone: 5 });
  assert.deepEqual(log, ["clear", "new bell", "open bell"]);
  assert.equal(laboratory.state.tone, 5);
});

test("a state of another lab disposes of the lab before, and builds its own in a new element", async () => {
  const { laboratory, log, built } = await createLaboratory();
  laboratory.visit(CLOCK);
  assert.deepEqual(log, ["clear", "new bell", "dispose", "clear", "new clock"]);
  assert.equal(laboratory.lab, built[1]);
  assert.notEqual(built[0].element, built[1].element);
});

test("undo and redo lead through all labs", async () => {
  const { laboratory, steps } = await createLaboratory();
  laboratory.lab.change({ tone: 2 }, null);
  laboratory.visit(CLOCK);
  laboratory.lab.change({ hour: 3 }, null);
  const seen = [];
  for (const move of ["undo", "undo", "undo", "redo", "redo", "redo"]) {
    laboratory[move]();
    seen.push(laboratory.state.tone ?? laboratory.state.hour);
  }
  assert.deepEqual(seen, [12, 2, 1, 2, 12, 3]);
  assert.deepEqual(steps.at(-1), [true, false]);
});

test("a drag is one step, and what is opened after it another one", async () => {
  const { laboratory } = await createLaboratory();
  for (const tone of [2, 3, 4]) laboratory.lab.change({ tone }, "drag");
  laboratory.visit({ ...BELL, tone: 9 });
  laboratory.undo();
  assert.equal(laboratory.state.tone, 4);
  laboratory.undo();
  assert.equal(laboratory.state.tone, 1);
});

test("undo leaves in place what is no step, within one lab", async () => {
  const { laboratory } = await createLaboratory();
  laboratory.lab.change({ tone: 2 }, null);
  laboratory.lab.store.set({ view: "from above" });
  laboratory.undo();
  assert.deepEqual(laboratory.state, { ...BELL, view: "from above" });
  laboratory.redo();
  assert.deepEqual(laboratory.state, { ...BELL, tone: 2, view: "from above" });
});

test("a lab that is no longer open changes nothing, not even while it is taken down", async () => {
  const { laboratory, built } = await createLaboratory();
  const [bell] = built;
  const told = [];
  laboratory.watch((state) => told.push(state.lab));
  bell.atDispose = () => bell.change({ tone: 7 }, null);
  laboratory.visit(CLOCK);
  bell.change({ tone: 8 }, null);
  bell.store.set({ tone: 9 });
  await turn();
  assert.deepEqual(laboratory.state, CLOCK);
  assert.deepEqual(told, ["bell", "clock"]);
  laboratory.undo();
  assert.deepEqual(laboratory.state, BELL);
});

test("who watches is told at once, of every change, and of another lab", async () => {
  const { laboratory } = await createLaboratory();
  const told = [];
  laboratory.watch((state) => told.push(state.tone ?? state.hour));
  laboratory.lab.change({ tone: 2 }, null);
  await turn();
  laboratory.visit(CLOCK);
  laboratory.lab.change({ hour: 3 }, null);
  await turn();
  assert.deepEqual(told, [1, 2, 12, 3]);
});

test("who watches some keys is not told of others", async () => {
  const { laboratory } = await createLaboratory();
  const told = [];
  laboratory.watch(({ scene }) => told.push(scene), ["scene"]);
  laboratory.lab.change({ tone: 2 }, null);
  await turn();
  laboratory.lab.change({ scene: "1.1" }, null);
  await turn();
  assert.deepEqual(told, [null, "1.1"]);
});

test("what ends because another state is opened changes nothing any more", async () => {
  const { laboratory } = await createLaboratory();
  const { lab } = laboratory;
  lab.change({ tone: 2 }, null);
  lab.change({ tone: 3 }, "sweep the tone");
  // As a sweep that is stopped says where it was.
  const { open } = lab;
  lab.open = (state) => {
    lab.change({ tone: 4 }, "sweep the tone");
    open.call(lab, state);
  };
  laboratory.undo();
  assert.equal(laboratory.state.tone, 2);
  laboratory.undo();
  assert.equal(laboratory.state.tone, 1);
  laboratory.redo();
  laboratory.redo();
  assert.equal(laboratory.state.tone, 3);
  laboratory.visit({ ...BELL, tone: 9 });
  assert.equal(laboratory.state.tone, 9);
});

test("what a hand holds while something is undone moves nothing until it was let go", async () => {
  const heard = {};
  watchPresses(/** @type {any} */ ({ addEventListener: (name, run) => (heard[name] = run) }));
  const { laboratory } = await createLaboratory();
  const { lab } = laboratory;
  heard.pointerdown();
  lab.change({ tone: 2 }, "drag");
  laboratory.undo();
  lab.change({ tone: 3 }, "drag");
  heard.pointerup();
  lab.change({ tone: 4 }, "drag");
  assert.equal(laboratory.state.tone, 1);
  assert.ok(laboratory.history.canRedo());
  await turn();
  heard.pointerdown();
  lab.change({ tone: 5 }, "drag");
  assert.equal(laboratory.state.tone, 5);
  heard.pointerup();
  await turn();
});
