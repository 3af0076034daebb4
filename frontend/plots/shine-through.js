/**
 * Lines and dots that are seen through what lies before them, as a walk inside of a closed surface is; and lines that
 * lie on a surface, of which it swallows nothing. Plotly draws everything behind what is nearer; these are internals of
 * it: with another Plotly they are hidden as all else.
 */

// Of the depths that are seen: four steps of the 16 bits that are sure, and not as far as to the body's other side.
// Lines that stood off it instead would stick out where its outline is.
const NEARER = 6e-5;

/** @type {WeakSet<object>} what has been changed already */
const changed = new WeakSet();

/**
 * After Plotly has drawn: traces whose `meta` says so shine through from now on, or lie on a surface.
 * @param {any} element
 * @param {import("./space-frame.js").Trace[]} traces  as they were given to Plotly
 */
export function shineThrough(element, traces) {
  const scene = element._fullLayout?.scene?._scene;
  traces.forEach(({ meta }, k) => {
    const drawn = scene?.traces?.[element._fullData?.[k]?.uid];
    const way = meta?.shines ? drawnLast : meta?.lies ? drawnNearer : null;
    if (!way || !drawn) return;
    for (const object of [drawn.linePlot, drawn.scatterPlot, drawn.textMarkers]) {
      if (typeof object?.draw !== "function" || !object.gl || changed.has(object)) continue;
      changed.add(object);
      way(object);
    }
  });
  // Plotly has drawn them already, as all else.
  scene?.glplot?.redraw?.();
}

/** @param {any} object  of Plotly, that draws itself */
function drawnLast(object) {
  const { gl } = object;
  // Dots and letters draw themselves in one of the two ways alone: in that of what they are.
  const draw = (object.isTransparent?.() ? object.drawTransparent : object.draw).bind(object);
  // What is transparent comes after all that is not, and is laid over it.
  Object.assign(object, {
    isOpaque: () => false,
    isTransparent: () => true,
    drawTransparent: (/** @type {any} */ camera) => {
      gl.disable(gl.DEPTH_TEST);
      draw(camera);
      gl.enable(gl.DEPTH_TEST);
    },
  });
}

/** @param {any} object  of Plotly, that draws itself */
function drawnNearer(object) {
  const { gl } = object;
  // One of the two ways is taken: what is half transparent is drawn after all else.
  for (const way of /** @type {const} */ (["draw", "drawTransparent"])) {
    const draw = object[way]?.bind(object);
    if (draw)
      object[way] = (/** @type {any} */ camera) => {
        gl.depthRange(0, 1 - NEARER);
        draw(camera);
        gl.depthRange(0, 1);
      };
  }
}
