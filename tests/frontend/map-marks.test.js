import { pointsOf, shapesOf } from "./fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { criticalMarks, overlayShapes, pointMark } from "../../frontend/plots/contour-overlay.js";
import { pixelMap } from "../../frontend/plots/frame.js";
import { assertClose, SQUARE, saddlePicture, toggles } from "./helpers.js";
import { palette } from "./tokens.js";

// A pixel is a hundredth: (-2, -2) is at the lower left, (100, 500), and (2, 2) at the upper right, (500, 100).
const FRAME = { x0: 100, y0: 100, width: 400, height: 400 };
const LIMITS = { low: -4, high: 4, isCut: false };
const DAY = palette("light");
const PEN = { toPixel: pixelMap(FRAME, SQUARE), palette: DAY, frame: FRAME };
const BOWL = {
  values: [2, -2],
  vectors: [
    [1, 0],
    [0, 1],
  ],
};

const drawn = (show, changes = {}) => {
  const picture = saddlePicture({ show: toggles(show), ...changes });
  return { picture, shapes: overlayShapes(picture, LIMITS, PEN, SQUARE) };
};
/** Without the white lines that lie under them. */
const strokesOf = (shapes) =>
  shapesOf(shapes, "path").filter(({ attributes }) => !attributes.stroke.startsWith("rgba"));

test("the point stands where it is, up for larger y, in the colour of points", () => {
  const { attributes } = pointMark(saddlePicture(), PEN);
  assertClose([Number(attributes.cx), Number(attributes.cy)], [400, 350]);
  assert.equal(attributes.fill, DAY.color("point"));
});

test("the gradient's arrow leaves the point along (2, 1), in the gradient's colour, and its name is readable", () => {
  const [arrow] = strokesOf(drawn(["gradient"]).shapes);
  const [foot, tip] = pointsOf(arrow);
  assertClose(foot, [400, 350]);
  // Up is less in pixels.
  assertClose((tip[1] - foot[1]) / (tip[0] - foot[0]), -0.5, 1e-3);
  assert.ok(tip[0] > foot[0]);
  assert.equal(arrow.attributes.stroke, DAY.color("gradient"));
  const [name] = shapesOf(drawn(["gradient"]).shapes, "text");
  assert.deepEqual([name.children[0], name.attributes.fill], ["∇f", DAY.text("gradient")]);
});

test("the direction u has the angle that is set, and its own colour", () => {
  const { shapes } = drawn(["direction"], { direction: { angle: 120, slope: 0, slopeAngle: 120 } });
  const [arrow] = strokesOf(shapes);
  const [foot, tip] = pointsOf(arrow);
  assertClose((Math.atan2(foot[1] - tip[1], tip[0] - foot[0]) * 180) / Math.PI, 120, 0.1);
  assert.equal(arrow.attributes.stroke, DAY.color("direction"));
});

test("slices go through the point, along the axes and across the whole map", () => {
  const [level, upright] = strokesOf(drawn(["slices"]).shapes).map(pointsOf);
  assertClose(level, [
    [100, 350],
    [500, 350],
  ]);
  assertClose(upright, [
    [400, 500],
    [400, 100],
  ]);
});

test("an eigenvector is dashed where the function curves downwards, and only there", () => {
  const crosses = (values) => strokesOf(drawn(["eigenvectors"], { eigen: { ...BOWL, values } }).shapes);
  const isDashed = (stroke) => stroke.attributes["stroke-dasharray"] !== "none";
  assert.deepEqual(crosses([2, -2]).map(isDashed), [false, true]);
  assert.deepEqual(crosses([-1, 3]).map(isDashed), [true, false]);
  assert.deepEqual(crosses([0, 1]).map(isDashed), [false, false]);
  for (const stroke of crosses([2, -2])) assert.equal(stroke.attributes.stroke, DAY.color("hessian"));
  // The first is level and the second upright, both about the point.
  const [first, second] = crosses([2, -2]).map(pointsOf);
  assertClose([first[0][1], first[1][1], (first[0][0] + first[1][0]) / 2], [350, 350, 400]);
  assertClose([second[0][0], second[1][0], (second[0][1] + second[1][1]) / 2], [400, 400, 350]);
});

test("critical points of every kind are black on white, where they are, in the shape of their kind", () => {
  const kinds = ["minimum", "maximum", "saddle", "undecided"];
  const critical = kinds.map((kind, k) => ({ point: [k - 1, 1.5], value: 0, kind }));
  const marks = criticalMarks(saddlePicture({ critical, show: toggles(["critical"]) }), PEN);
  marks.forEach((mark, k) => {
    const [casing, shape] = shapesOf([mark], "path");
    assert.equal(casing.attributes.stroke, DAY.paper);
    assert.equal(shape.attributes.stroke, DAY.color("point"));
    assert.equal(shape.attributes.fill, kinds[k] === "saddle" ? "none" : DAY.color("point"));
    assert.equal(mark.attributes.class, `critical ${kinds[k]}`);
    assert.deepEqual([mark.attributes["data-x"], mark.attributes["data-y"]], [String(k - 1), "1.5"]);
  });
  // The triangle of a minimum points down, that of a maximum up.
  const heights = (mark) =>
    [...shapesOf([mark], "path")[1].attributes.d.matchAll(/-?[\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y));
  const [down, up] = marks.slice(0, 2).map(heights);
  assert.ok(down[0] < 150 && down.at(-1) > 150 && up[0] > 150 && up.at(-1) < 150);
  assert.equal(new Set(marks.map((mark) => shapesOf([mark], "path")[0].attributes.d.replace(/[\d.-]+/g, ""))).size, 3);
});

test("a walk goes through its places, in its colour and with its dashes", () => {
  const places = [
    [-1, -1],
    [0, 1],
    [1, 0],
  ];
  const { shapes } = drawn([], { trails: [{ places, role: "run-3", dash: "8 5", isSelected: true }] });
  const [line] = strokesOf(shapes);
  assertClose(pointsOf(line), [
    [200, 400],
    [300, 200],
    [400, 300],
  ]);
  assert.deepEqual([line.attributes.stroke, line.attributes["stroke-dasharray"]], [DAY.color("run-3"), "8 5"]);
  const here = shapesOf(shapes, "circle").at(-1);
  assertClose([Number(here.attributes.cx), Number(here.attributes.cy)], [400, 300]);
});

test("the name of an arrow is in the frame and not on its head, wherever the arrow ends", () => {
  for (let turn = 0; turn < 24; turn++)
    for (const point of [
      [1.9, 1.9],
      [-1.9, 0],
      [0, -1.9],
      [1.2, -1.2],
      [0, 0],
    ]) {
      const gradient = [Math.cos((turn * Math.PI) / 12), Math.sin((turn * Math.PI) / 12)];
      const { shapes } = drawn(["gradient"], { point, base: point, gradient });
      const [[, tip]] = strokesOf(shapes).map(pointsOf);
      const [{ attributes }] = shapesOf(shapes, "text");
      const [x, y] = [Number(attributes.x), Number(attributes.y)];
      assert.ok(x >= 100 && x <= 500 && y >= 100 && y <= 500);
      const isInFrame = tip.every((each) => each > 100 && each < 500);
      if (isInFrame) assert.ok(Math.hypot(x - tip[0], y - tip[1]) >= DAY.fontSize, `${point} along ${gradient}`);
    }
});
