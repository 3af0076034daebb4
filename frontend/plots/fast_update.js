/**
 * Moving small things in a Plotly 3-D scene without rebuilding the large ones.
 *
 * `Plotly.restyle` rebuilds every trace of a scene, some 80 ms beside a surface of 100 × 100. This reaches into the
 * scene and updates one trace, under 1 ms. These are internals of Plotly: where an upgrade takes them away, restyle
 * does the same slowly, and a browser test says so.
 */

/** @typedef {any} PlotlyElement  an element with a Plotly figure in it */

/** @param {PlotlyElement} element */
function sceneOf(element) {
  return element._fullLayout?.scene?._scene;
}

/**
 * Gives traces new coordinates.
 * @param {PlotlyElement} element
 * @param {Map<number, object>} changes  from the number of a trace to its new x, y, z
 * @returns {"fast" | "slow"}
 */
export function moveTraces(element, changes) {
  const scene = sceneOf(element);
  const targets = [...changes.keys()].map((index) => traceOf(element, scene, index));
  if (targets.every((target) => target !== null)) {
    for (const [index, coordinates] of changes) {
      const target = /** @type {{full: object, drawn: {update: (full: object) => void}}} */ (
        traceOf(element, scene, index)
      );
      Object.assign(element.data[index], coordinates);
      Object.assign(target.full, coordinates);
      target.drawn.update(target.full);
    }
    scene.glplot.redraw();
    return "fast";
  }
  for (const [index, coordinates] of changes) {
    const wrapped = Object.fromEntries(Object.entries(coordinates).map(([key, value]) => [key, [value]]));
    globalThis.Plotly.restyle(element, wrapped, [index]);
  }
  return "slow";
}

/**
 * @param {PlotlyElement} element
 * @param {any} scene
 * @param {number} index
 */
function traceOf(element, scene, index) {
  const full = element._fullData?.[index];
  const drawn = scene?.traces?.[full?.uid];
  return full && typeof drawn?.update === "function" && typeof scene.glplot?.redraw === "function"
    ? { full, drawn }
    : null;
}

/**
 * The matrices that take data to the screen, or null where they cannot be had.
 * @param {PlotlyElement} element
 * @returns {{model: number[], view: number[], projection: number[], scale: number[], canvas: HTMLCanvasElement} | null}
 */
export function cameraOf(element) {
  const scene = sceneOf(element);
  const parameters = scene?.glplot?.cameraParams;
  if (!parameters || !scene.dataScale) return null;
  return { ...parameters, scale: scene.dataScale, canvas: scene.glplot.canvas };
}

/**
 * Where the camera is, as Plotly has it: where it was put or turned to.
 * @param {PlotlyElement} element
 * @returns {[number, number, number] | null}
 */
export function eyeNow(element) {
  const eye = sceneOf(element)?.getCamera?.().eye;
  return eye ? [eye.x, eye.y, eye.z] : null;
}

/** From where the frame that is drawn is seen: turning goes on for some frames. @param {PlotlyElement} element */
export function eyeSeen(element) {
  return /** @type {ArrayLike<number> | null} */ (sceneOf(element)?.camera?.eye ?? null);
}

/**
 * Puts the camera somewhere at once.
 * @param {PlotlyElement} element
 * @param {{eye: object, center: object, up: object}} camera
 */
export function setEye(element, camera) {
  const scene = sceneOf(element);
  if (typeof scene?.setViewport !== "function" || typeof scene.glplot?.update !== "function")
    return globalThis.Plotly.relayout(element, { "scene.camera": camera });
  const aspectratio = scene.glplot.getAspectratio();
  scene.setViewport({ camera: { ...camera, projection: { type: "perspective" } }, aspectratio });
  scene.glplot.update();
}

/**
 * Lets the mouse turn the camera, or not.
 * @param {PlotlyElement} element
 * @param {boolean} isOn
 */
export function setTurning(element, isOn) {
  const listener = sceneOf(element)?.camera?.mouseListener;
  if (listener) listener.enabled = isOn;
}

/**
 * How far from the axes their numbers and titles stand; where Plotly does not let us, as far as it thinks.
 * @param {PlotlyElement} element
 * @param {{numbers: number, titles: number}} pads  px from an axis to the middle of a number, and on to that of a title
 */
export function setAxisPads(element, { numbers, titles }) {
  const scene = sceneOf(element);
  const { tickPad, labelPad } = scene?.axesOptions ?? {};
  if (!Array.isArray(tickPad) || !Array.isArray(labelPad) || typeof scene.glplot?.redraw !== "function") return;
  tickPad.fill(numbers);
  labelPad.fill(titles);
  scene.glplot.redraw();
}
