/** What a picture in space shows, as a bitmap to take along: WebGL keeps none for who comes after the frame. */

const FINENESS = 2; // pixels of the bitmap for each of the canvas

/**
 * The canvas of Plotly's scene, drawn once more with finer pixels, as an address; null for any other canvas.
 * @param {any} element  that Plotly draws in
 * @param {HTMLCanvasElement} canvas
 * @returns {string | null}
 */
export function bitmapOf(element, canvas) {
  const scene = element._fullLayout?.scene?._scene;
  if (typeof scene?.toImage !== "function" || scene.glplot?.canvas !== canvas) return null;
  const { width, height } = canvas;
  const { pixelRatio } = scene.glplot;
  try {
    // Another size clears it, so that it is drawn anew.
    Object.assign(canvas, { width: FINENESS * width, height: FINENESS * height });
    scene.glplot.pixelRatio = FINENESS * pixelRatio;
    return scene.toImage("png");
  } finally {
    Object.assign(canvas, { width, height });
    scene.glplot.pixelRatio = pixelRatio;
    scene.glplot.redraw();
  }
}
