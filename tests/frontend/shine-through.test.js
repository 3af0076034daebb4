/** What is drawn before or behind a body in space, whichever way Plotly draws it. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { shineThrough } from "../../frontend/plots/shine-through.js";

/** A line as Plotly has it, which notes with which depths it was drawn. */
function drawnWith(isTransparent) {
  const depths = [];
  let far = 1;
  const gl = { depthRange: (_, end) => (far = end) };
  const note = () => depths.push(far);
  return { line: { gl, draw: note, drawTransparent: note, isTransparent: () => isTransparent }, depths };
}

for (const isTransparent of [true, false])
  test(`a ${isTransparent ? "half transparent" : "solid"} line that lies on a body is drawn nearer, once`, () => {
    const { line, depths } = drawnWith(isTransparent);
    const scene = { traces: { a: { linePlot: line } } };
    const element = { _fullLayout: { scene: { _scene: scene } }, _fullData: [{ uid: "a" }] };
    for (const _ of [1, 2]) shineThrough(element, [{ meta: { lies: true } }]);
    line[isTransparent ? "drawTransparent" : "draw"]();
    // Steps of 16 bits of depth, of which one may be lost to rounding.
    assert.ok(depths.length === 1 && depths[0] < 1 - 3 * 2 ** -16 && depths[0] > 1 - 2e-4, `${depths}`);
    line.gl.depthRange(0, 1);
    assert.equal(line.isTransparent(), isTransparent);
  });
