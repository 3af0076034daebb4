/**
 * How things are drawn inside Plotly's WebGL: undersides of the surface as glass, lines with a casing, what is hidden
 * as a ghost, and what lies on the surface once more on its map below. Nothing here is Plotly's interface: where an
 * upgrade changes what is relied on, the plain surface is drawn, and a browser test says so.
 *
 * gl-surface3d calls "front" the side from which the surface is seen from below; of a bowl that is the near wall, which
 * would hide all that the bowl has in it.
 */

/**
 * @typedef {any} Drawn  an object of gl-plot3d
 * @typedef {{model: number[], view: number[], projection: number[]}} Camera
 * @typedef {(camera: Camera) => void} Pass
 * @typedef {object} Passes  drawn by the surface: before its glass, and after it
 * @property {Pass[]} onMap
 * @property {Pass[]} ghosts
 * @property {number} floor  the height of the map, as WebGL has it
 * @property {boolean} isFlat  whether the whole is as good as a map
 * @typedef {object} Look
 * @property {number[] | null} casing  red, green, blue and opacity, from 0 to 1
 * @property {number} width  px of a line
 * @property {boolean} [isFaint]  whether it is long past
 * @property {boolean} isUpright  whether it means nothing on a map
 * @typedef {{look: Look, ghost?: Pass, onMap?: Pass}} Brush  how something is drawn beside where it is
 */

const SHADING = "vec3 N = normalize(surfaceNormal);";
// Two passes, told apart by a uniform that there is: 1 means the solid one.
const SIDES = `if (gl_FrontFacing == (opacity == 1.0)) discard;\n  ${SHADING}`;
const ATTRIBUTES = [
  ["uv", "vec4"],
  ["f", "vec3"],
  ["normal", "vec3"],
].map(([name, type], location) => ({ name, type, location }));

const GLASS = 0.16; // opacity
const SOLID = 0.99999;
const GHOST = 0.42;
// What lies on the surface is brought towards the eye, in parts of the depth that is seen, or the surface swallows half
// of it: sheets that touch it, its level lines, lines, dots.
const NEARER = { sheets: 0.001, levels: 0.002, lines: 0.006, dots: 0.012 };
const ROOM = 0.2; // over the box, in heights of it, that sheets and lines may reach into
const CASING = 1.6; // px at each side of a line

/**
 * Undersides become glass, if the shader is the one that is known; seen from below they are what one looks at.
 * @param {Drawn} surface
 * @param {Passes} passes
 */
export function makeGlass(surface, passes) {
  if (!splitSides(surface)) return false;
  const { gl } = surface;
  const draw = Object.getPrototypeOf(surface).draw;
  const drawn = (/** @type {Camera} */ camera, /** @type {object} */ changes) => {
    const before = Object.fromEntries(Object.keys(changes).map((name) => [name, surface[name]]));
    Object.assign(surface, changes);
    draw.call(surface, camera);
    Object.assign(surface, before);
  };
  surface.isOpaque = () => true;
  surface.isTransparent = () => false;
  const levels = (/** @type {Camera} */ camera) =>
    nearer(gl, NEARER.levels, () => drawn(camera, { showSurface: false }));
  // Their colours are as they are, all others have been multiplied by their opacity.
  const plain = () => gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  surface.draw = (/** @type {Camera} */ camera) => {
    const isBelow = heightOfEye(camera) < 0;
    const side = { showContour: false, opacity: isBelow ? SOLID : GLASS };
    const flat = flattened(camera, passes.floor);
    // The map is there already: what lies on it is drawn over it, before the surface that may hide it.
    blended(gl, () => {
      gl.disable(gl.DEPTH_TEST);
      plain();
      levels(flat);
      premultiplied(gl);
      for (const pass of passes.onMap) pass(flat);
      gl.enable(gl.DEPTH_TEST);
    });
    drawn(camera, { showContour: false, opacity: 1 });
    if (isBelow) drawn(camera, side);
    blended(gl, () => {
      if (!isBelow) drawn(camera, side);
      plain();
      levels(camera);
      premultiplied(gl);
      gl.depthFunc(gl.GREATER);
      for (const pass of passes.ghosts) pass(camera);
      gl.depthFunc(gl.LEQUAL);
    });
  };
  return true;
}

/** @param {Drawn} surface */
function splitSides({ gl, _shader: shader }) {
  if (typeof shader?.update !== "function" || !shader.fragShader || !shader.vertShader) return false;
  shader.bind();
  const source = gl.getShaderSource(shader.fragShader);
  if (source.includes(SIDES)) return true;
  if (!source.includes(SHADING)) return false;
  shader.update(gl.getShaderSource(shader.vertShader), source.replace(SHADING, SIDES), null, ATTRIBUTES);
  return true;
}

/** Of the camera, over the middle of the box. @param {Camera} camera */
function heightOfEye({ view }) {
  return -(view[8] * view[12] + view[9] * view[13] + view[10] * view[14]);
}

/**
 * A line with a casing, and a ghost where it is hidden.
 * @param {Drawn} line
 * @param {Look} look  as it is at the time of drawing
 * @param {Passes} passes
 * @returns {Brush | null}
 */
export function caseLine(line, look, passes) {
  const { gl, vao, shader } = line;
  const location = shader?.attributes?.color?.location;
  if (typeof vao?.draw !== "function" || location === undefined) return null;
  const draw = Object.getPrototypeOf(line).draw.bind(line);
  const inColor = oneColored(vao, gl, location);
  const isSeen = () => line.arcLength[line.arcLength.length - 1] > 0 && !(look.isUpright && passes.isFlat);
  const cased = (/** @type {Camera} */ camera) => {
    if (look.casing) {
      const { pixelRatio } = line;
      line.pixelRatio = pixelRatio * (1 + (2 * CASING) / look.width);
      // The colour always lies on it.
      const { casing } = look;
      blended(gl, () => inColor(casing, () => draw(camera)));
      line.pixelRatio = pixelRatio;
    }
    if (look.isFaint) blended(gl, () => faint(line, () => draw(camera)));
    else roomy(line, () => draw(camera));
  };
  const near = (/** @type {() => void} */ each) => isSeen() && nearer(gl, NEARER.lines, each);
  line.draw = (/** @type {Camera} */ camera) => near(() => cased(camera));
  return {
    look,
    ghost: (camera) => near(() => faint(line, () => draw(camera))),
    onMap: (camera) => near(() => cased(camera)),
  };
}

/** Draws something of many colours in one. @param {any} vao @param {any} gl @param {number} location  of its colours */
function oneColored(vao, gl, location) {
  /** @type {number[] | null} */
  let only = null;
  const draw = Object.getPrototypeOf(vao).draw;
  vao.draw = (/** @type {any[]} */ ...range) => {
    if (!only) return draw.apply(vao, range);
    gl.disableVertexAttribArray(location);
    gl.vertexAttrib4fv(location, only);
    draw.apply(vao, range);
    gl.enableVertexAttribArray(location);
  };
  return (/** @type {number[]} */ color, /** @type {() => void} */ action) => {
    only = color;
    action();
    only = null;
  };
}

/**
 * Dots and signs: never swallowed by the surface, and a ghost where they are hidden.
 * @param {Drawn} dots
 * @param {Look} look
 * @returns {Brush}
 */
export function liftDots(dots, look) {
  const { gl } = dots;
  const draw = Object.getPrototypeOf(dots).draw.bind(dots);
  const near = (/** @type {Camera} */ camera) => nearer(gl, NEARER.dots, () => draw(camera));
  dots.draw = near;
  return { look, ghost: (camera) => nearer(gl, NEARER.dots, () => faint(dots, () => draw(camera))), onMap: near };
}

/**
 * A sheet that is seen through: blended where it stands in the list. Plotly would draw everything twice for it.
 * @param {Drawn} mesh
 * @param {Look} look
 * @param {Passes} passes
 * @returns {Brush}
 */
export function blendSheet(mesh, look, passes) {
  const { gl } = mesh;
  const draw = Object.getPrototypeOf(mesh).draw.bind(mesh);
  mesh.isOpaque = () => true;
  mesh.isTransparent = () => false;
  mesh.draw = (/** @type {Camera} */ camera) => {
    if (look.isUpright && passes.isFlat) return;
    nearer(gl, NEARER.sheets, () => blended(gl, () => roomy(mesh, () => draw(camera))));
  };
  return { look };
}

/**
 * The same camera for a world without heights: all of it lies on the floor.
 * @param {Camera} camera
 * @param {number} floor
 */
function flattened(camera, floor) {
  const model = camera.model.slice();
  // gl-surface3d inverts it: heights are left to a millionth.
  model[14] += model[10] * floor * (1 - 1e-6);
  model[10] *= 1e-6;
  return { ...camera, model };
}

/** What stands out of the box is not cut off at once. @param {Drawn} drawn @param {() => void} draw */
function roomy(drawn, draw) {
  const { clipBounds } = drawn;
  const [[x, y, z], [u, v, w]] = clipBounds;
  drawn.clipBounds = [
    [x, y, z],
    [u, v, w + ROOM * (w - z)],
  ];
  draw();
  drawn.clipBounds = clipBounds;
}

/** @param {Drawn} drawn @param {() => void} draw */
function faint(drawn, draw) {
  const { opacity } = drawn;
  drawn.opacity = GHOST;
  draw();
  drawn.opacity = opacity;
}

/** Over what is there, without standing in the way of anything. @param {any} gl @param {() => void} draw */
function blended(gl, draw) {
  const wasBlended = gl.isEnabled(gl.BLEND);
  gl.enable(gl.BLEND);
  premultiplied(gl);
  gl.depthMask(false);
  draw();
  gl.depthMask(!wasBlended);
  if (!wasBlended) gl.disable(gl.BLEND);
}

/** @param {any} gl */
function premultiplied(gl) {
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
}

/** @param {any} gl @param {number} share @param {() => void} draw */
function nearer(gl, share, draw) {
  gl.depthRange(0, 1 - share);
  draw();
  gl.depthRange(0, 1);
}
