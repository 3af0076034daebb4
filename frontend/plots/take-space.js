/** What can be taken along of pictures in space. */

import { offer } from "../core/figures.js";
import { bitmapOf } from "./bitmap.js";
import { heightLimits } from "./geometry.js";
import { spaceNumbers, surfaceNumbers } from "./numbers.js";
import { shellOf, solidOf, thickened } from "./solid.js";

/** @param {{element: HTMLElement, picture: import("./picture.js").Picture | null}} scene */
export function offerSurface(scene) {
  const grid = () => scene.picture?.grid ?? null;
  offer(scene.element, {
    numbers: () => (scene.picture ? surfaceNumbers(scene.picture) : []),
    solid: () => (grid() ? solidOf(/** @type {any} */ (grid()), heightLimits(grid())) : null),
    bitmap: (canvas) => bitmapOf(scene.element, canvas),
  });
}

/** @param {import("./space.js").SpacePlot} plot */
export function offerSpace(plot) {
  offer(plot.element, {
    numbers: () => (plot.picture ? spaceNumbers(plot.picture, plot.drawn) : []),
    solid: () => solidIn(plot.picture),
    bitmap: (canvas) => bitmapOf(plot.element, canvas),
  });
}

/** Of a sheet, or of a mesh of triangles. @param {import("./space.js").SpacePicture | null} picture */
function solidIn(picture) {
  if (picture?.sheet) return shellOf(picture.sheet);
  const mesh = picture?.marks.map((mark) => /** @type {any} */ (mark).surface).find((surface) => surface?.faces);
  return mesh ? thickened(mesh.vertices, mesh.faces) : null;
}
