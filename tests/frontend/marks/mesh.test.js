/** Surfaces of triangles: what is drawn of them, and what a ray meets. */

import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { evenLevels, levelLines, mesh } from "../../../frontend/plots/marks/mesh.js";
import { signs, spots } from "../../../frontend/plots/marks/spots.js";
import { strokes } from "../../../frontend/plots/marks/strokes.js";
import { pickOnMesh } from "../../../frontend/plots/mesh-pick.js";
import { DAY, inSpace, placesOf } from "./pens.js";

/** A tent over the square from (0, 0) to (2, 2), its ridge along x = 1 at height 1; values are heights. */
const TENT = {
  vertices: [
    [0, 0, 0],
    [1, 0, 1],
    [2, 0, 0],
    [0, 2, 0],
    [1, 2, 1],
    [2, 2, 0],
  ],
  normals: Array.from({ length: 6 }, () => [0, 0, 1]),
  faces: [
    [0, 1, 4],
    [0, 4, 3],
    [1, 2, 5],
    [1, 5, 4],
  ],
  values: [0, 1, 0, 0, 1, 0],
};

test("a mesh is drawn with its corners, its faces and its values as colours", () => {
  const [body, lines] = inSpace(mesh(TENT, 3));
  assert.equal(body.type, "mesh3d");
  assert.deepEqual(placesOf(body), TENT.vertices);
  assert.deepEqual(
    [body.i, body.j, body.k],
    [0, 1, 2].map((corner) => TENT.faces.map((face) => face[corner])),
  );
  assert.deepEqual(body.intensity, TENT.values);
  assert.equal(lines.mode, "lines");
});

test("the same mesh gives Plotly the same arrays, so that nothing of it is compared or sent again", () => {
  const [[one], [other]] = [inSpace(mesh(TENT)), inSpace(mesh(TENT))];
  for (const name of ["x", "i", "intensity"]) assert.equal(one[name], other[name]);
});

test("levels lie evenly within the values, and level lines on the surface where it has them: by night, too", () => {
  assert.deepEqual(evenLevels(TENT.values, 2), [0.25, 0.75]);
  assert.deepEqual(evenLevels([3, 3], 2), []);
  const [, lines] = inSpace(mesh(TENT, 2));
  const places = placesOf(lines).filter(([x]) => x !== null);
  assert.ok(places.length > 0);
  for (const [x, , z] of places) {
    // Lines that stood off a body would stick out where its outline is, white on a black page.
    assert.ok(Math.abs(Math.min(x, 2 - x) - z) < 1e-12);
    assert.ok(Math.min(Math.abs(z - 0.25), Math.abs(z - 0.75)) < 1e-12);
  }
  assert.equal(lines.meta.lies, true);
});

test("where no level is passed there is still a line, of no length", () => {
  const [first, second] = levelLines(TENT, []);
  assert.deepEqual(first, second);
});

test("a ray meets the nearer of two sides first, and beside the surface nothing", () => {
  const from = (x) => pickOnMesh(TENT, [x, 1, 0.5], [x < 1 ? 4 : -4, 1, 0.5]);
  assert.deepEqual(from(-3), [0.5, 1, 0.5]);
  assert.deepEqual(from(5), [1.5, 1, 0.5]);
  assert.deepEqual(pickOnMesh(TENT, [0.5, 1, 5], [0.5, 1, -5]), [0.5, 1, 0.5]);
  assert.equal(pickOnMesh(TENT, [5, 5, 5], [5, 5, -5]), null);
  // What lies behind the eye is not met.
  assert.equal(pickOnMesh(TENT, [0.5, 1, 5], [0.5, 1, 9]), null);
});

test("spots and strokes shine through where they are told to, and signs are those of all pictures", () => {
  const places = [[1, 2, 3]];
  assert.equal(inSpace(spots(places, "run-2", true))[0].meta.shines, true);
  assert.ok(!inSpace(spots(places, "run-1"))[0].meta.shines);
  const line = { strokes: [places], role: "run-2" };
  assert.deepEqual(
    inSpace(strokes([line, { ...line, shines: true }])).map(({ meta }) => Boolean(meta.shines)),
    [false, true],
  );
  const [casing, texts] = inSpace(signs([{ place: [1, 2, 3], kind: "saddle" }]));
  assert.deepEqual([texts.text, texts.textfont.color], [["✕"], [DAY.color("saddle")]]);
  assert.deepEqual([casing.text, casing.textfont.color], [["✕"], DAY.rim]);
  assert.ok(casing.textfont.size > texts.textfont.size);
  assert.deepEqual(inSpace(signs([])), []);
});
