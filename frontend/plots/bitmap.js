/** What a picture in space shows, as a bitmap to take along: WebGL keeps none for who comes after the frame. */

const FINENESS = 2; // pixels of the bitmap for each of the screen's

/**
 * The canvas of Plotly's scene, drawn once more with finer pixels, as an address; null for any other canvas.
 * @param {any} element  that Plotly draws in
 * @param {HTMLCanvasElement} canvas
 * @returns {string | null}
 */
export function bitmapOf(element, canvas) {
  const scene = element._fullLayout?.scene?._scene;
  if (typeof scene?.toImage !== "function" || scene.glplot?.canvas !== canvas || !canvas.clientWidth) return null;
  const { width, height, clientWidth } = canvas;
  const { pixelRatio } = scene.glplot;
  const finer = (FINENESS * clientWidth) / width;
  if (finer === 1) return scene.toImage("png");
  try {
    Object.assign(canvas, { width: Math.round(finer * width), height: Math.round(finer * height) });
    scene.glplot.pixelRatio = finer * pixelRatio;
    return scene.toImage("png");
  } finally {
    Object.assign(canvas, { width, height });
    scene.glplot.pixelRatio = pixelRatio;
    scene.glplot.redraw();
  }
}
