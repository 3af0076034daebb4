/** Which pictures a map has: one or two, each in the plane or in space. Pure functions. */

import { fieldPicture } from "./field-picture.js";
import { curvePicture, entriesPicture } from "./line-picture.js";
import { inputPicture, outputPicture } from "./picture.js";
import { triangleGraph, trianglePicture } from "./simplex-picture.js";
import { graphPicture, runPicture, solidInput, solidOutput, surfacePicture } from "./space-picture.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("./stage.js").Drawing} Drawing
 * @typedef {import("./kinds.js").Kind} Kind
 */

/** @type {Record<Kind, (scene: Scene) => [Drawing, Drawing | null]>} */
const DRAWN = {
  function: (scene) => [{ flat: entriesPicture(scene) }, null],
  curve: (scene) => [{ flat: entriesPicture(scene) }, { flat: curvePicture(scene) }],
  run: (scene) => [{ flat: entriesPicture(scene) }, { solid: runPicture(scene) }],
  graph: (scene) => [{ flat: inputPicture(scene) }, { solid: graphPicture(scene) }],
  plane: (scene) => [{ flat: inputPicture(scene) }, { flat: outputPicture(scene) }],
  field: (scene) => [{ flat: fieldPicture(scene) }, null],
  surface: (scene) => [{ flat: inputPicture(scene) }, { solid: surfacePicture(scene) }],
  simplex: (scene) => [{ flat: trianglePicture(scene) }, { solid: triangleGraph(scene) }],
  space: (scene) => [{ solid: solidInput(scene) }, { solid: solidOutput(scene) }],
};

/** @param {Kind} kind @param {Scene} scene @returns {import("./stage.js").Drawings} */
export function drawingsOf(kind, scene) {
  const [input, output] = DRAWN[kind](scene);
  return { kind, input, output };
}
