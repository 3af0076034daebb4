/** Two fingers on a picture in space. */

import "./fake-page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { SpacePinch } from "../../frontend/plots/space-pinch.js";
import { FakeElement } from "./fake-page.js";

function hand(distance = 2) {
  const element = new FakeElement();
  const log = [];
  const camera = {
    stay: () => log.push("stay"),
    distance: () => distance,
    comeTo: (far) => log.push(far),
    settle: () => log.push("settle"),
  };
  new SpacePinch(/** @type {any} */ (element), camera, () => log.push("let go"));
  /** Fingers at these places of a line; whether Plotly and the page hear of it. */
  const does = (name, ...places) => {
    let isKept = false;
    const touches = places.map((clientX) => ({ clientX, clientY: 0 }));
    element.hears(name, { touches, preventDefault() {}, stopPropagation: () => (isKept = true) });
    return !isKept;
  };
  return { log, does };
}

test("fingers twice as far apart halve the distance, and the camera stays where they leave it", () => {
  const { log, does } = hand(2);
  does("touchstart", 100);
  does("touchstart", 100, 200);
  does("touchmove", 50, 250);
  does("touchmove", 100, 150);
  does("touchend", 100);
  does("touchend");
  assert.deepEqual(log, ["let go", "stay", 2, 1, 4, "settle"]);
});

test("one finger is none of it, and none of a pair turns the camera", () => {
  const { log, does } = hand();
  assert.ok(does("touchstart", 100) && does("touchmove", 120) && does("touchend"));
  assert.deepEqual(log, []);
  does("touchstart", 100, 200);
  assert.ok(!does("touchmove", 90, 210) && !does("touchend", 90) && !does("touchmove", 80) && !does("touchend"));
  assert.ok(does("touchstart", 100) && does("touchmove", 120));
});
