import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { heightLimits } from "../../frontend/plots/geometry.js";
import { roomyRanges } from "../../frontend/plots/space.js";
import { framedTicks, framedTrace, spaceFrame, toData, toFrame } from "../../frontend/plots/space-frame.js";
import { fitted, padsOf, spaceLayout, ticksAt } from "../../frontend/plots/space-layout.js";
import { pictureOf } from "../../frontend/labs/surface/picture.js";
import { surfaceTrace } from "../../frontend/plots/marks/surface.js";
import { gridOf, saddleSight, toggles } from "./helpers.js";
import { palette } from "./tokens.js";

const OFFSETS = [0, 1, 1e6, -1e8, 1e9, 1e12];
const SCALES = [1e-9, 1e-6, 1e-3, 1, 1e3, 1e6, 1e9];
const told = ([offset, scale]) => scale >= Math.abs(offset) * 2 ** -36; // 64 bits hold so much of it
const CASES = OFFSETS.flatMap((offset) => SCALES.map((scale) => [offset, scale])).filter(told);

/** The surface as WebGL has it, in 32 bits, with the frame that it is in. */
function drawn(f, domain) {
  const grid = gridOf(f, domain);
  const limits = heightLimits(grid);
  const frame = spaceFrame([domain.x, domain.y, [limits.low, limits.high]]);
  const pen = { grid, domain, limits, palette: palette("light") };
  return { grid, frame, limits, surface: framedTrace(frame, surfaceTrace(pen)) };
}

test("a surface is the function's to a millionth of its height, at every offset and scale", () => {
  for (const [offset, scale] of CASES) {
    const { grid, frame, limits, surface } = drawn((x, y) => offset + scale * (x * x - y * y), {
      x: [-2, 2],
      y: [-2, 2],
    });
    const span = limits.high - limits.low;
    surface.z.forEach((row, j) =>
      row.forEach((part, i) => {
        const back = toData(frame, [0, 0, Math.fround(part)])[2];
        assert.ok(
          Math.abs(back - grid.z[j][i]) <= 1e-6 * span,
          `${offset} + ${scale} f: ${back} is not ${grid.z[j][i]}`,
        );
      }),
    );
    assert.ok(surface.cmin === 0 && surface.cmax === 1);
    const { start, end, size } = surface.contours.z;
    assert.ok(start >= -1e-9 && start < size && Math.abs(end - 1) < 1e-9 && size > 0.02 && size < 0.2);
  }
});

test("a box far from the origin, or a tiny one, is as wide in the frame as any other", () => {
  for (const [offset, scale] of CASES) {
    const domain = { x: [offset - scale, offset + scale], y: [-scale, scale] };
    const { surface } = drawn((x, y) => ((x - offset) / scale) ** 2 + (y / scale) ** 2, domain);
    const steps = surface.x.slice(1).map((part, k) => Math.fround(part) - Math.fround(surface.x[k]));
    for (const step of steps) assert.ok(Math.abs(step - 1 / 40) < 1e-3, `${offset} ± ${scale}: ${step}`);
  }
});

test("what lies over the surface is in its frame", () => {
  const f = (x, y) => 1e9 + x * x - y * y;
  const domain = { x: [-2, 2], y: [-2, 2] };
  const grid = gridOf(f, domain);
  const limits = heightLimits(grid);
  const frame = spaceFrame([domain.x, domain.y, [limits.low, limits.high]]);
  const { marks } = pictureOf(saddleSight({ grid, value: 1e9 + 0.75, show: toggles(["tangent", "slices"]) }));
  const pen = { grid, domain, limits, floor: limits.low - 4, palette: palette("light") };
  const traces = marks.flatMap((mark) => mark.kind.inSpace(mark, pen)).map((each) => framedTrace(frame, each));
  for (const { x, y, z } of traces)
    for (const part of [x, y, z].flat(2)) assert.ok(part === null || (part >= -0.5 && part <= 1.5), String(part));
  const point = traces.find(({ mode }) => mode === "markers");
  assert.ok(Math.abs(point.z[0] - (0.5 + 0.75 / 8 + 0.012)) < 1e-6);
});

test("data and frame are each other's inverse", () => {
  for (const [offset, scale] of CASES) {
    const frame = spaceFrame([
      [offset - scale, offset + scale],
      [0, scale],
      [offset, offset + 3 * scale],
    ]);
    const place = [offset + 0.3 * scale, 0.7 * scale, offset + scale];
    toData(frame, toFrame(frame, place)).forEach((value, axis) =>
      assert.ok(Math.abs(value - place[axis]) <= 1e-9 * scale + 4e-16 * Math.abs(offset)),
    );
  }
});

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const raised = (text) => Number([...text].map((sign) => (sign === "⁻" ? "-" : RAISED.indexOf(sign))).join(""));
function number(text) {
  const [, sign, lead, power] = /^(−?)(?:([\d.]+)·?)?(?:10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text);
  return (sign ? -1 : 1) * Number(`${lead ?? 1}e${power ? raised(power) : 0}`);
}
function common(note) {
  const [, power, sign, offset] = /^(?:× 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))? ?(?:([+−]) (.*))?$/.exec(note);
  return {
    unit: Number(`1e${power ? raised(power) : 0}`),
    offset: offset ? (sign === "−" ? -1 : 1) * number(offset) : 0,
  };
}

test("ticks say the numbers of the data, without Plotly's letters for powers of ten, and stand at them", () => {
  for (const [offset, scale] of CASES) {
    const range = /** @type {[number, number]} */ ([offset - 2 * scale, offset + 2.1 * scale]);
    const { places, texts, note } = framedTicks(range);
    assert.ok(texts.length >= 3 && texts.length <= 4, `${range}: ${texts}`);
    const { unit, offset: base } = common(note);
    texts.forEach((text, k) => {
      assert.ok(text.length <= 7, `${range}: ${texts}, ${note}`);
      const value = base + unit * number(text);
      const part = (value - range[0]) / (range[1] - range[0]);
      assert.ok(Math.abs(part - places[k]) < 1e-4, `${range}: ${text} ${note}`);
    });
  }
});

test("what has no width, what is beyond all numbers and what is undefined spoil no frame", () => {
  assert.deepEqual(toFrame(spaceFrame([[3, 3]]), [3]), [0.5]);
  assert.deepEqual(toFrame(spaceFrame([[1e12, 1e12]]), [1e12]), [0.5]);
  assert.deepEqual(toFrame(spaceFrame([[-1.7e308, 1.7e308]]), [0]), [0.5]);
  assert.deepEqual(toFrame(spaceFrame([[0, 1]]), [1e300]), [1e4]);
  const { x } = framedTrace(
    spaceFrame([
      [0, 2],
      [0, 1],
      [0, 1],
    ]),
    { x: [1, null, NaN], y: [], z: [] },
  );
  assert.deepEqual(x, [0.5, null, NaN]);
});

test("a solid far away or tiny keeps its room", () => {
  for (const [offset, scale] of CASES.filter(([, scale]) => scale < 1)) {
    const [x] = roomyRanges([
      [offset, offset + scale],
      [0, scale],
      [0, scale],
    ]);
    assert.ok(x[0] < offset && x[1] > offset + scale && x[1] - x[0] < 1.2 * scale);
  }
});

test("an axis in space has three numbers, and none where two axes meet", () => {
  const upright = { title: "f", range: [0, 2500], shown: [-0.12, 1.02] };
  const floor = { title: "x", range: [-2, 2] };
  assert.deepEqual(ticksAt(0, floor, 30).texts, ["−2", "0", "2"]);
  assert.deepEqual(ticksAt(2, upright, 60).texts, ["0", "1000", "2000"]);
  assert.deepEqual(ticksAt(2, upright, 30).texts, ["1000", "2000"]);
  assert.deepEqual(ticksAt(2, upright, 30).places, [0.4, 0.8]);
});

test("longer numbers stand further from their axis, and a hidden axis counts for nothing", () => {
  const scene = (range) => {
    const axes = [floor(), floor(), { title: "f", range }];
    return spaceLayout(axes, { x: 1, y: 1, z: 1 }, {}, palette("light"), 500).scene;
  };
  const floor = () => ({ title: "x", range: [-2, 2] });
  const [short, long] = [padsOf(scene([0, 0.9])), padsOf(scene([0, 2500]))]; // the longest are 0.4 and 2000
  const font = (15 / 17) * palette("light").fontSize;
  assert.ok(Math.abs(long.numbers - short.numbers - font * 0.3) < 1e-9); // half a character
  const hidden = scene([0, 2500]);
  hidden.zaxis.visible = false;
  assert.ok(padsOf(hidden).numbers < short.numbers); // −2 is shorter yet
});

test("a camera goes back as far as a narrow picture and its numbers need, and no further", () => {
  const camera = { eye: { x: 1, y: -2, z: 1 }, center: { x: 0, y: 0, z: 0 } };
  const distance = (clientWidth, clientHeight, font) => fitted(camera, { clientWidth, clientHeight }, font).eye.x;
  assert.equal(distance(900, 500, 13), 1);
  assert.equal(distance(500, 500, 1), 1.1);
  assert.ok(distance(500, 480, 19) > distance(500, 480, 13));
  assert.ok(distance(40, 480, 19) < 50);
  assert.deepEqual(fitted(camera, { clientWidth: 900, clientHeight: 500 }, 13), camera);
});
