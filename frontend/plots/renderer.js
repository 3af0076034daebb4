/**
 * What is ours in Plotly's 3-D renderer: how things are drawn (`glass.js`), how wide the lens is, how flat the box, and
 * what is done with every frame. Each is set once for an object, and again for those that Plotly made anew.
 */

import { channelsOf } from "./colour-map.js";
import { blendSheet, caseLine, liftDots, makeGlass } from "./glass.js";

/**
 * @typedef {object} Paint  how a trace is drawn, as its `meta` says
 * @property {boolean} [casing]  of a line
 * @property {boolean} [onMap]   whether it is seen on the floor as well
 * @property {boolean} [isUpright]  whether it means nothing on a map
 * @property {boolean} [isFaint]   whether it is long past
 * @property {boolean} [isPinned]  whether it stands in letters over the picture instead
 *
 * @typedef {{half: number, near: number, far: number, height: number, isFlat: boolean}} Lens  half of the angle of view
 *   as its tangent, which depths are seen, how high the box is, and whether it is as good as a map
 * @typedef {object} Watcher
 * @property {(eye: number[]) => Lens} lens  for a camera that stands there
 * @property {() => void} onFrame  once it is known from where it is seen, before it is drawn
 */

/** How things are drawn that have been drawn before. @type {WeakMap<object, import("./glass.js").Brush | null>} */
const brushes = new WeakMap();
/** @type {WeakMap<object, import("./glass.js").Passes>} of a plot */
const passesOf = new WeakMap();
/** @type {WeakSet<object>} */
const glasses = new WeakSet();

/**
 * Makes ours what Plotly has just drawn; whether that could be done.
 * @param {any} element
 * @param {import("./space-frame.js").Trace[]} traces  as they were given to Plotly
 * @param {{casing: string, floor: number}} look  the colour of casings, and where the map lies on the upright axis
 * @param {Watcher} watcher
 */
export function prepare(element, traces, { casing, floor }, watcher) {
  const scene = element._fullLayout?.scene?._scene;
  const { glplot } = scene ?? {};
  if (typeof glplot?.update !== "function" || typeof scene.camera?.tick !== "function") return false;
  const passes = passesOf.get(glplot) ?? watched(scene, watcher);
  Object.assign(passes, { floor: floor * scene.dataScale[2], onMap: [], ghosts: [] });
  const color = [...channelsOf(casing).map((channel) => channel / 255), 1];
  let isGlass = false;
  traces.forEach((trace, k) => {
    const drawn = scene.traces[element._fullData[k]?.uid];
    if (drawn?.surface && trace.name === "surface") {
      isGlass = madeGlass(drawn.surface, passes);
      drawn.surface.update({
        levels: [[], [], trace.meta.levels.map((/** @type {number} */ level) => level * scene.dataScale[2])],
      });
    }
    if (drawn) paint(drawn, trace, color, passes);
  });
  // Nothing is picked by Plotly, which would draw everything once more for it whenever the camera turns.
  for (const drawn of glplot.objects) drawn.drawPick = null;
  glplot.update();
  return isGlass;
}

/** Before Plotly draws anew: some of what the surface draws beside itself may be gone by then. @param {any} element */
export function retire(element) {
  const passes = passesOf.get(element._fullLayout?.scene?._scene?.glplot);
  if (passes) Object.assign(passes, { onMap: [], ghosts: [] });
}

/** @param {any} surface @param {import("./glass.js").Passes} passes */
function madeGlass(surface, passes) {
  if (!glasses.has(surface) && makeGlass(surface, passes)) glasses.add(surface);
  return glasses.has(surface);
}

/**
 * @param {any} drawn  a trace as Plotly has it
 * @param {import("./space-frame.js").Trace} trace
 * @param {number[]} casing
 * @param {import("./glass.js").Passes} passes
 */
function paint({ linePlot, scatterPlot, textMarkers, mesh }, { meta = {}, line }, casing, passes) {
  if (meta.isPinned && textMarkers) textMarkers.draw = () => {};
  const look = {
    casing: meta.casing ? casing : null,
    width: line?.width ?? 1,
    isUpright: meta.isUpright === true,
    isFaint: meta.isFaint === true,
  };
  for (const [object, way] of /** @type {const} */ ([
    [mesh, blendSheet],
    [linePlot, caseLine],
    [scatterPlot, liftDots],
  ])) {
    if (!object) continue;
    if (!brushes.has(object)) brushes.set(object, way(object, { ...look }, passes));
    const brush = brushes.get(object);
    if (!brush) continue;
    Object.assign(brush.look, look);
    if (brush.ghost && !look.isFaint) passes.ghosts.push(brush.ghost);
    if (meta.onMap && brush.onMap) passes.onMap.push(brush.onMap);
  }
}

/**
 * Ours from now on: the lens of each frame, and what else is done with it.
 * @param {any} scene
 * @param {Watcher} watcher
 * @returns {import("./glass.js").Passes}
 */
function watched({ glplot, camera }, watcher) {
  const passes = { floor: 0, isFlat: false, onMap: [], ghosts: [] };
  passesOf.set(glplot, passes);
  const { tick } = camera;
  camera.tick = () => {
    const isMoved = tick.call(camera);
    const { half, near, far, height, isFlat } = watcher.lens(camera.eye);
    Object.assign(glplot, { fovy: 2 * Math.atan(half), zNear: near, zFar: far });
    passes.isFlat = isFlat;
    if (glplot.getAspectratio().z !== height) glplot.setAspectratio({ ...glplot.getAspectratio(), z: height });
    return isMoved;
  };
  // It clears the depths of the last frame before it allows to write any: what was near would stay in the way.
  const { clearRGBA } = glplot;
  glplot.clearRGBA = () => {
    glplot.gl.depthMask(true);
    clearRGBA.call(glplot);
  };
  // Its own axes, ticks and hover are not used, and level lines are set once.
  glplot.axes.enable = false;
  glplot.onrender = () => watcher.onFrame();
  return passes;
}
