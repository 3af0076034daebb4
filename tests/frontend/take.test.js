/** What is taken along of pictures: tables, questions and bodies as files. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { curveNumbers, spaceNumbers, surfaceNumbers } from "../../frontend/plots/numbers.js";
import { shellOf, solidOf, thickened } from "../../frontend/plots/solid.js";
import { stl } from "../../frontend/take/stl.js";
import { conversation, csv, curl, literal, pasted, python, slug } from "../../frontend/take/texts.js";
import { iterates } from "../../frontend/labs/walks/iterates.js";

const ODD = [1 / 3, -1e-9, 1e9 + 1 / 7, 5e-324, -1.7976931348623157e308, 0.1 + 0.2];

test("numbers are written with all their digits, and read back as the same", () => {
  const text = csv({ name: "", columns: ["x", 'say "y"'], rows: ODD.map((number) => [number, null]) });
  const [head, ...lines] = text.trimEnd().split("\r\n");
  assert.equal(head, 'x,"say ""y"""');
  assert.deepEqual(
    lines.map((line) => Number(line.split(",")[0])),
    ODD,
  );
  assert.ok(lines.every((line) => line.endsWith(",")));
});

test("a table for the clipboard has tabs between, whatever stands in its cells", () => {
  assert.equal(pasted({ name: "", columns: ["a", "b"], rows: [["x\ty", 2]] }), "a\tb\nx y\t2");
});

test("a picture's numbers name what they belong to, and say where there is none", () => {
  const picture = {
    curves: [{ x: [0, 1], y: [2, NaN], role: "function", label: "f" }],
    lines: [{ points: [[0, 1]], role: "tangent" }],
    marks: [{ x: 3, y: null, role: "point" }],
    handles: [{ id: "h", x: 1, y: null, role: "guide" }],
    xLabel: "t",
    yLabel: "f(t)",
    theme: "light",
  };
  assert.deepEqual(curveNumbers(/** @type {any} */ (picture)), {
    name: "f(t)",
    columns: ["of", "t", "f(t)"],
    rows: [
      ["f (curve 1)", 0, 2],
      ["f (curve 1)", 1, null],
      ["tangent (line 1)", 0, 1],
      ["point (point 1)", 3, null],
    ],
  });
});

test("heights are one row a point, x first, and walks stand beside them", () => {
  const grid = {
    x: [0, 1],
    y: [5, 6],
    z: [
      [1, 2],
      [3, NaN],
    ],
    range: [1, 3],
  };
  const marks = [{ kind: { name: "trails" }, trails: [{ places: [[7, 8]], role: "run-1", label: "2" }] }];
  const names = { x: "x", y: "y", value: "f(x, y)" };
  const [heights, walks] = surfaceNumbers(/** @type {any} */ ({ grid, names, marks }));
  assert.deepEqual(heights.columns, ["x", "y", "f"]);
  assert.deepEqual(heights.rows, [
    [0, 5, 1],
    [1, 5, 2],
    [0, 6, 3],
    [1, 6, null],
  ]);
  assert.deepEqual(walks.rows, [["2 (walk 1)", 7, 8]]);
  const sheet = [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ];
  const space = spaceNumbers(/** @type {any} */ ({ names: ["x", "y", ""], sheet }), [
    { name: "run", x: [0], y: [1], z: [2] },
  ]);
  assert.deepEqual(space[0].rows, [
    [1, 2, 3],
    [4, 5, 6],
  ]);
  assert.deepEqual(space[1], { name: "lines", columns: ["of", "x", "y", "z"], rows: [["run 1", 0, 1, 2]] });
});

test("of a walk all iterates are told, on a line and in the plane", () => {
  const flat = {
    run: { method: "newton" },
    points: [
      [1, 2],
      [3, 4],
    ],
    values: [5, 6],
    norms: [7, null],
    work: [1, 2],
  };
  const table = iterates([flat], ["x", "y"]);
  assert.deepEqual(table.columns, ["run", "method", "step", "x", "y", "f", "|∇f|", "work"]);
  assert.deepEqual(table.rows[1], [1, "newton", 1, 3, 4, 6, null, 2]);
  const line = iterates([{ run: { method: "newton" }, points: [0.5], values: [1], slopes: [2] }], ["x"]);
  assert.deepEqual(line.rows, [[1, "newton", 0, 0.5, 1, 2]]);
});

test("questions as a command, as Python and as JSON ask the same, with lists for base64", () => {
  const asked = [
    {
      path: "surface",
      question: { function: { source: "x'y" }, isOn: true, level: null, arrays: "base64" },
      answer: { z: [1] },
    },
  ];
  assert.match(curl(asked, "http://h/api/v1/"), /^curl -s 'http:\/\/h\/api\/v1\/surface'/);
  assert.ok(curl(asked, "").includes(`'{"function":{"source":"x'\\''y"},"isOn":true,"level":null}'`));
  const program = python(asked, "http://h/");
  assert.ok(program.includes('        function={"source": "x\'y"},\n        isOn=True,\n        level=None,\n'));
  assert.ok(!program.includes("base64"));
  assert.deepEqual(JSON.parse(conversation(asked, "a")).questions, [
    { endpoint: "surface", question: asked[0].question, answer: { z: [1] } },
  ]);
  assert.equal(literal([1e21, -0.5, { a: false }]), '[1e+21, -0.5, {"a": False}]');
  assert.equal(slug("f(x, y) = x² ÷ y"), "f-x-y-x2-y");
  assert.equal(slug("λ"), "gradscape");
});

/** Whether every edge lies between two triangles that pass it in opposite directions. */
function isClosed({ triangles }) {
  const edges = new Map();
  for (const [a, b, c] of triangles)
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ]) {
      const [key, sign] = from < to ? [`${from} ${to}`, 1] : [`${to} ${from}`, -1];
      edges.set(key, [...(edges.get(key) ?? []), sign]);
    }
  return [...edges.values()].every((signs) => signs.length === 2 && signs[0] + signs[1] === 0);
}

/** By the theorem of Gauss: positive where triangles are seen from outside. */
function volume({ points, triangles }) {
  const part = ([a, b, c]) => {
    const [[p, q, r], [s, t, u], [v, w, z]] = [a, b, c].map((k) => points[k]);
    return (p * (t * z - u * w) - q * (s * z - u * v) + r * (s * w - t * v)) / 6;
  };
  return triangles.reduce((sum, each) => sum + part(each), 0);
}

const ticks = Array.from({ length: 9 }, (_, k) => k);
const gridOf = (f) => ({ x: ticks, y: ticks, z: ticks.map((y) => ticks.map((x) => f(x, y))), range: [0, 1] });

test("a plate of half the height is as large as it is: 100 × 100 × (3 + 30) mm³, less nothing", () => {
  const solid = solidOf(
    gridOf(() => 0.5),
    { low: 0, high: 1 },
  );
  assert.ok(isClosed(solid));
  assert.ok(Math.abs(volume(solid) - 100 * 100 * 33) < 1e-6);
});

test("holes, rims and cells that touch in a corner leave a closed body", () => {
  const shapes = [
    (x, y) => (x === 4 && y === 4 ? NaN : x * y),
    (x, y) => (Math.hypot(x - 4, y - 4) < 3.5 ? x : NaN),
    (x, y) => ((x <= 4 && y <= 4) || (x >= 4 && y >= 4) ? 1 : NaN),
    (x, y) => ((x >= 4 && y <= 4) || (x <= 4 && y >= 4) ? 1 : NaN),
  ];
  for (const shape of shapes) {
    const solid = solidOf(gridOf(shape), { low: 0, high: 64 });
    assert.ok(isClosed(solid));
    assert.ok(volume(solid) > 0);
  }
  assert.equal(
    solidOf(
      gridOf(() => NaN),
      { low: 0, high: 1 },
    ),
    null,
  );
});

test("a sphere is a hollow shell with closed seam and poles; a Möbius strip has no inside", () => {
  const around = (n, make) =>
    Array.from({ length: n + 1 }, (_, j) => Array.from({ length: n + 1 }, (_, i) => make(j / n, i / n)));
  const sphere = around(24, (v, u) => {
    const [lat, lon] = [Math.PI * (v - 0.5), 2 * Math.PI * u];
    return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
  });
  const shell = shellOf(sphere);
  assert.ok(isClosed(shell));
  // Of the surface 4π 50², 2 mm thick, about.
  assert.ok(Math.abs(volume(shell) / (4 * Math.PI * 50 ** 2 * 2) - 1) < 0.03);
  const strip = around(24, (v, u) => {
    const [t, w] = [2 * Math.PI * u, v - 0.5];
    return [(1 + w * Math.cos(t / 2)) * Math.cos(t), (1 + w * Math.cos(t / 2)) * Math.sin(t), w * Math.sin(t / 2)];
  });
  assert.equal(shellOf(strip), null);
  const sheet = around(4, (v, u) => [u, v, 0]);
  assert.ok(isClosed(shellOf(sheet)));
  assert.equal(thickened([[NaN, 0, 0]], [[0, 0, 0]]), null);
});

test("a file for printers has a head, a count, and fifty bytes a triangle", () => {
  const solid = solidOf(
    gridOf((x) => x),
    { low: 0, high: 8 },
  );
  const bytes = stl(solid);
  const view = new DataView(bytes.buffer);
  assert.equal(view.getUint32(80, true), solid.triangles.length);
  assert.equal(bytes.length, 84 + 50 * solid.triangles.length);
  const [a] = solid.triangles[0];
  assert.equal(view.getFloat32(84 + 12, true), Math.fround(solid.points[a][0]));
});
