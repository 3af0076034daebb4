/** Training that is driven: whoever follows a lecture goes on from what is known, and sees the same epoch. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../frontend/core/signal.js";
import { Drive } from "../../frontend/labs/network/drive.js";
import { DEFAULT_STATE } from "../../frontend/labs/network/state.js";

const BATCHES = 4;

/** A drive, and a server that counts epochs: what it was asked, and what is shown now. */
function driven() {
  const asked = [];
  const client = {
    send: async (_path, { epoch, step = 0, epochs = 0, steps = 0, network }) => {
      asked.push(steps ? `${epoch} + ${steps}/${BATCHES}` : `${epoch} + ${epochs}`);
      const after = { epoch: epoch + epochs, step: step + steps, batches: BATCHES, network, state: null };
      return { ...after, findings: [], diverged: null, next_batch: { samples: [] }, heatmap: null };
    },
  };
  const store = createStore({ ...DEFAULT_STATE });
  const handlers = { onMismatch() {}, onRefusal: assert.fail, onBegin() {}, onProgress() {}, onMove() {} };
  const drive = new Drive(/** @type {any} */ (client), store, true, handlers);
  const shows = async (patch) => {
    asked.length = 0;
    store.set(patch);
    await drive.begin();
    await new Promise((resolve) => setTimeout(resolve));
    const { epoch, step } = /** @type {any} */ (drive.frame);
    return [epoch, step, ...asked];
  };
  return { shows, drive, store, asked };
}

test("moves of a lecture train on from where one is, in one stride, and never from the beginning again", async () => {
  const { shows } = driven();
  assert.deepEqual(await shows({ epoch: 0 }), [0, 0, "0 + 0"]);
  assert.deepEqual(await shows({ epoch: 3 }), [3, 0, "0 + 1", "1 + 1", "2 + 1"]);
  assert.deepEqual(await shows({ epoch: 40 }), [40, 0, "3 + 37"]);
  assert.deepEqual(await shows({ epoch: 41, batches: 2 }), [41, 2, "40 + 1", "41 + 2/4"]);
  // Back to what is known: its pictures alone are asked for; to what is not, from the last that is.
  assert.deepEqual(await shows({ epoch: 3, batches: 0 }), [3, 0, "3 + 0"]);
  assert.deepEqual(await shows({ epoch: 10 }), [10, 0, "3 + 7"]);
  // Another training has a beginning of its own.
  assert.deepEqual(await shows({ epoch: 2, seed: 9 }), [2, 0, "0 + 0", "0 + 1", "1 + 1"]);
});

test("moves that come quicker than it trains end where the last one is", async () => {
  const { shows, drive, store, asked } = driven();
  await shows({ epoch: 2 });
  for (const epoch of [5, 9, 14]) {
    store.set({ epoch });
    drive.begin();
  }
  while (/** @type {any} */ (drive.frame).epoch < 14) await new Promise((resolve) => setTimeout(resolve));
  assert.equal(store.get().epoch, 14);
  assert.ok(!asked.slice(1).includes("0 + 0"));
});
