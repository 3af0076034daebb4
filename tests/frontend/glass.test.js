import assert from "node:assert/strict";
import { test } from "node:test";
import { blendSheet, caseLine, liftDots, makeGlass } from "../../frontend/plots/glass.js";

/** A WebGL that notes how it is set, and objects that note with what they are drawn. */
function stage(source = "void main() { vec3 N = normalize(surfaceNormal); }") {
  const state = { depthMask: true, depthTest: true, blend: false, func: "lequal", far: 1 };
  const drawn = [];
  const gl = {
    ...{ BLEND: "blend", DEPTH_TEST: "depth", GREATER: "greater", LEQUAL: "lequal" },
    enable: (what) => void (what === "blend" ? (state.blend = true) : (state.depthTest = true)),
    disable: (what) => void (what === "blend" ? (state.blend = false) : (state.depthTest = false)),
    depthMask: (isOn) => void (state.depthMask = isOn),
    depthFunc: (func) => void (state.func = func),
    depthRange: (_, far) => void (state.far = far),
    isEnabled: () => state.blend,
    blendFunc() {},
    blendFuncSeparate() {},
    getShaderSource: (shader) => (shader === "fragment" ? source : "vertex source"),
    disableVertexAttribArray() {},
    enableVertexAttribArray() {},
    vertexAttrib4fv: (_, color) => void (state.color = color),
  };
  class Thing {
    constructor(name, more) {
      Object.assign(this, {
        name,
        gl,
        opacity: 1,
        clipBounds: [
          [0, 0, 0],
          [1, 1, 1],
        ],
        pixelRatio: 1,
        ...more,
      });
    }
    draw(camera) {
      drawn.push({
        name: this.name,
        ...state,
        opacity: this.opacity,
        surface: this.showSurface,
        lines: this.showContour,
        flat: camera.model[10] < 1e-3,
        ratio: this.pixelRatio,
      });
    }
  }
  class Vao {
    draw() {}
  }
  const shader = {
    fragShader: "fragment",
    vertShader: "vertex",
    bind() {},
    update: (_, fragment) => void (shader.updated = fragment),
    attributes: { color: { location: 3 } },
  };
  return {
    drawn,
    state,
    shader,
    thing: (name, more = {}) => /** @type {any} */ (new Thing(name, more)),
    vao: new Vao(),
  };
}

const passes = () => ({ floor: -0.5, isFlat: false, onMap: [], ghosts: [] });
const LOOK = { casing: [1, 1, 1, 1], width: 4, isUpright: false };
const camera = (height = 2) => ({
  model: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
  view: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, -height, 1],
  projection: [],
});

test("one line of the shader lets the two sides of a surface be drawn apart, and is put in once", () => {
  const { shader, thing } = stage();
  assert.equal(makeGlass(thing("surface", { _shader: shader }), passes()), true);
  assert.match(shader.updated, /if \(gl_FrontFacing == \(opacity == 1\.0\)\) discard;\n {2}vec3 N = normalize/);
});

test("a shader that is not known stays as it is, and the surface is drawn plainly", () => {
  for (const source of ["", "vec3 normal = somethingElse();"]) {
    const { shader, thing, drawn } = stage(source);
    const surface = thing("surface", { _shader: shader });
    assert.equal(makeGlass(surface, passes()), false);
    assert.equal(shader.updated, undefined);
    surface.draw(camera());
    assert.equal(drawn.length, 1);
  }
  const { thing } = stage();
  assert.equal(makeGlass(thing("surface"), passes()), false);
});

test("the map with what lies on it comes first, then what is solid, glass, lines, and ghosts of what is hidden", () => {
  const { shader, thing, drawn, vao, state } = stage();
  const lists = passes();
  const surface = thing("surface", { _shader: shader, showSurface: true, showContour: true });
  makeGlass(surface, lists);
  const line = thing("line", { vao, shader, arcLength: [0, 1] });
  const brush = caseLine(line, LOOK, lists);
  lists.onMap.push(brush.onMap);
  lists.ghosts.push(brush.ghost);
  surface.draw(camera());
  const seen = drawn.map(({ name, flat, opacity, surface: sheet, lines, func, depthTest, depthMask }) => ({
    ...{ name, flat, opacity, sheet, lines, func, depthTest, depthMask },
  }));
  assert.deepEqual(
    seen.map(({ name, flat, opacity, sheet }) => [name, flat, opacity, sheet]),
    [
      ["surface", true, 1, false], // level lines on the map
      ["line", true, 1, undefined], // its casing
      ["line", true, 1, undefined],
      ["surface", false, 1, true],
      ["surface", false, 0.16, true],
      ["surface", false, 1, false],
      ["line", false, 0.42, undefined],
    ],
  );
  // Nothing on the map hides the surface; only what is solid leaves depths; ghosts are drawn where they are behind.
  assert.deepEqual(
    seen.map(({ depthTest }) => depthTest),
    [false, false, false, true, true, true, true],
  );
  assert.deepEqual(
    seen.map(({ depthMask }) => depthMask),
    [false, false, false, true, false, false, false],
  );
  assert.equal(seen.at(-1).func, "greater");
  assert.deepEqual(
    [state.depthMask, state.depthTest, state.blend, state.func, state.far],
    [true, true, false, "lequal", 1],
  );
  assert.deepEqual([surface.opacity, surface.showSurface, surface.showContour], [1, true, true]);
});

test("from below undersides are what one looks at: they are solid", () => {
  const { shader, thing, drawn } = stage();
  const surface = thing("surface", { _shader: shader, showSurface: true, showContour: true });
  makeGlass(surface, passes());
  surface.draw(camera(-2));
  const sheets = drawn.filter(({ surface: sheet }) => sheet);
  assert.equal(sheets.length, 2);
  assert.ok(sheets.every(({ opacity, depthMask }) => opacity > 0.99 && depthMask));
});

test("a casing is wider, of one colour, and never over its line", () => {
  const { shader, thing, drawn, vao } = stage();
  const line = thing("line", { vao, shader, arcLength: [0, 1] });
  caseLine(line, LOOK, passes());
  line.draw(camera());
  assert.deepEqual(
    drawn.map(({ ratio, depthMask }) => [ratio, depthMask]),
    [
      [1.8, false],
      [1, true],
    ],
  );
  assert.ok(drawn.every(({ far }) => far < 1));
});

test("a line without length is not drawn, nor is on a map what needs heights", () => {
  const { shader, thing, drawn, vao } = stage();
  const lists = passes();
  const short = thing("short", { vao, shader, arcLength: [0, 0] });
  caseLine(short, LOOK, lists);
  short.draw(camera());
  const rim = thing("rim", { vao, shader, arcLength: [0, 1] });
  const sheet = thing("sheet");
  caseLine(rim, { ...LOOK, isUpright: true }, lists);
  blendSheet(sheet, { ...LOOK, isUpright: true }, lists);
  lists.isFlat = true;
  rim.draw(camera());
  sheet.draw(camera());
  assert.equal(drawn.length, 0);
  lists.isFlat = false;
  sheet.draw(camera());
  assert.deepEqual([drawn[0].blend, drawn[0].depthMask], [true, false]);
  assert.equal(sheet.isOpaque() && !sheet.isTransparent(), true);
});

test("dots lie nearer than lines, or the surface swallows half of them", () => {
  const { shader, thing, drawn, vao } = stage();
  const [line, dots] = [thing("line", { vao, shader, arcLength: [0, 1] }), thing("dots")];
  caseLine(line, { ...LOOK, casing: null }, passes());
  liftDots(dots, LOOK);
  line.draw(camera());
  dots.draw(camera());
  assert.ok(drawn[1].far < drawn[0].far && drawn[0].far < 1);
});
