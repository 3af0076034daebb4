import "./fake-page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { OutputMap } from "../../frontend/labs/network/training/output-map.js";
import { listening } from "./plots/hands.js";

function mapWith() {
  const { told, handlers } = listening({ onPress: "press", onDrag: "drag", onDrop: "drop" });
  const map = new OutputMap(/** @type {any} */ ({ ...handlers, pointAt: () => -1 }));
  Object.assign(map, { size: { width: 600, height: 600 }, shown: { theme: "light" } });
  const finger = (name, pointerId, [clientX, clientY]) => {
    const event = { pointerId, isPrimary: pointerId === 1, pointerType: "touch", clientX, clientY };
    /** @type {any} */ (map.element).hears(name, event);
  };
  return { told, finger };
}

test("a finger that presses places a point, one that moves does not, nor do two", () => {
  const { told, finger } = mapWith();
  finger("pointerdown", 1, [300, 300]);
  finger("pointermove", 1, [303, 300]);
  finger("pointerup", 1, [303, 300]);
  assert.deepEqual(
    told.map(([what]) => what),
    ["press"],
  );
  finger("pointerdown", 1, [300, 300]);
  finger("pointermove", 1, [330, 300]);
  finger("pointerup", 1, [330, 300]);
  finger("pointerdown", 1, [300, 300]);
  finger("pointerdown", 2, [350, 300]);
  finger("pointerup", 2, [350, 300]);
  finger("pointerup", 1, [300, 300]);
  assert.equal(told.length, 1);
});
