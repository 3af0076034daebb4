import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { point } from "../../../frontend/plots/marks/point.js";
import { assertClose } from "../helpers.js";
import { DAY, inSpace, middleOf, onMap, spacePen } from "./pens.js";

const at = (place, value = null) => point({ place, value });

test("the point stands where it is, up for larger y, in the colour of points", () => {
  const [{ attributes }] = onMap(at([1, -0.5], 0.75));
  assertClose(middleOf({ attributes }), [400, 350]);
  assert.equal(attributes.fill, DAY.color("point"));
  assert.deepEqual([attributes["data-x"], attributes["data-y"]], ["1", "-0.5"]);
  const [{ x, y, marker }] = inSpace(at([1, -0.5], 0.75));
  assert.deepEqual([x, y, marker.color], [[1], [-0.5], DAY.color("point")]);
});

test("in space it stands at its value where that is known, else on the drawn surface, a little above", () => {
  const lift = 0.012 * 8;
  assertClose(inSpace(at([1, -0.5], 0.7))[0].z[0], 0.7 + lift);
  assertClose(inSpace(at([1, -0.5]))[0].z[0], 0.75 + lift);
});

test("whatever its value, it stays within the picture; where there is none it stands at the foot", () => {
  const lift = 0.012 * 8;
  assertClose(inSpace(at([1, -0.5], 1e9))[0].z[0], 4 + lift);
  assertClose(inSpace(at([1, -0.5], -1e9))[0].z[0], -4 + lift);
  assertClose(inSpace(at([9, 9]))[0].z[0], -4 + lift);
  assertClose(inSpace(at([0, 0]), { ...spacePen(), grid: null })[0].z[0], -4 + lift);
});

test("it can be taken hold of, and is whole at the edge of the map", () => {
  const mark = at([1, -0.5], 0.75);
  assert.deepEqual(mark.kind.handles(mark), [{ does: "point", place: [1, -0.5], value: 0.75 }]);
  assert.equal(mark.kind.isWhole, true);
});
