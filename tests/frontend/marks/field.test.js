import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { field, fieldArrows } from "../../../frontend/plots/marks/field.js";
import { pointsOf, shapesOf } from "../fake-svg.js";
import { assertClose } from "../helpers.js";
import { DAY, mapPen, onMap, strokesOf } from "./pens.js";

test("the arrows of a gradient field keep their directions and stay within one lattice step", () => {
  const vectors = [
    [3, 4],
    [-0.03, 0],
    [0, -100],
  ];
  const arrows = fieldArrows(
    {
      points: [
        [0, 0],
        [1, 0],
        [2, 0],
      ],
      vectors,
    },
    0.25,
  );
  assert.equal(arrows.length, 3);
  arrows.forEach(({ step }, k) => {
    assertClose(step[0] * vectors[k][1], step[1] * vectors[k][0]);
    assert.ok(step[0] * vectors[k][0] + step[1] * vectors[k][1] > 0);
    assert.ok(Math.hypot(...step) <= 0.25);
  });
});

test("a slope a hundred times as small has an arrow ten times as short, which can still be seen", () => {
  const [large, small] = fieldArrows(
    {
      points: [
        [0, 0],
        [1, 0],
      ],
      vectors: [
        [0, 100],
        [1, 0],
      ],
    },
    1,
  );
  assertClose(small.step[0], large.step[1] / 10);
});

test("where the gradient is zero or missing the field has no arrow", () => {
  const points = [
    [0, 0],
    [1, 0],
    [2, 0],
  ];
  assert.deepEqual(
    fieldArrows(
      {
        points,
        vectors: [
          [0, 0],
          [NaN, 1],
          [1, 0],
        ],
      },
      1,
    ).map(({ from }) => from),
    [[2, 0]],
  );
  assert.deepEqual(
    fieldArrows(
      {
        points,
        vectors: [
          [0, 0],
          [NaN, NaN],
          [0, 0],
        ],
      },
      1,
    ),
    [],
  );
});
const ONE = { points: [[1, 1]], vectors: [[0, 3]] };

test("an arrow of the field is about its place and points up the map where f grows with y", () => {
  const [arrows] = strokesOf(onMap(field(ONE)));
  const [start, end] = pointsOf(arrows);
  assertClose([start[0], end[0], (start[1] + end[1]) / 2], [400, 400, 200]);
  assert.ok(end[1] < start[1]);
  assert.equal(arrows.attributes.stroke, DAY.color("gradient"));
});

test("the same field in the same view is the same shape, in another view or by night another one", () => {
  const draw = (pen) => onMap(field(ONE), pen)[0];
  const [before, pen] = [draw(mapPen()), mapPen({ x: [0, 1], y: [0, 1] })];
  assert.equal(draw(mapPen()), before);
  assert.notEqual(draw(pen), before);
  const night = { ...mapPen(), palette: { ...DAY, color: () => "#123456" } };
  assert.equal(shapesOf([draw(night)], "path")[1].attributes.stroke, "#123456");
});
