/** A patch of the quadratic model: the surface that agrees with the function in value, slopes and curvature. */

import { FLAT, nowhere } from "../space-shapes.js";
import { heightOf, over } from "../tangent.js";

/**
 * @typedef {import("../tangent.js").Tangent} Tangent
 * @typedef {{tangent: Tangent | null, hessian: number[][] | null}} Model
 */

const PATCH = 13; // places along a side

/** @param {Model} model */
export const model = (model) => ({ ...model, kind: MODEL });

/** @satisfies {import("../picture.js").Kind} */
export const MODEL = {
  name: "model",

  /** @param {Model} model @param {import("../picture.js").SpacePen} pen */
  inSpace({ tangent, hessian }, pen) {
    const places = tangent && hessian ? quadraticPatch(tangent, hessian, pen.domain) : nowhere(pen, PATCH * PATCH);
    const color = pen.palette.color("hessian");
    return [
      {
        type: "mesh3d",
        ...places,
        ...TRIANGLES,
        color,
        opacity: 0.5,
        lighting: FLAT,
        hoverinfo: "skip",
        meta: { isUpright: true },
      },
    ];
  },
};

/**
 * Places of the model around its own on a square of PATCH × PATCH.
 * @param {Tangent} tangent
 * @param {number[][]} hessian
 * @param {import("../geometry.js").Domain} domain
 */
export function quadraticPatch(tangent, hessian, domain) {
  const { at } = tangent;
  const half = [(domain.x[1] - domain.x[0]) * 0.2, (domain.y[1] - domain.y[0]) * 0.2];
  const ticks = Array.from({ length: PATCH }, (_, k) => (2 * k) / (PATCH - 1) - 1);
  const places = ticks.flatMap((b) => ticks.map((a) => [at[0] + a * half[0], at[1] + b * half[1]]));
  return over(places, (place) => {
    const [u, v] = [place[0] - at[0], place[1] - at[1]];
    const curved = hessian[0][0] * u * u + (hessian[0][1] + hessian[1][0]) * u * v + hessian[1][1] * v * v;
    return heightOf(tangent, place) + curved / 2;
  });
}

/** Triangles of a PATCH × PATCH lattice, as mesh3d wants them. */
export function patchTriangles() {
  /** @type {{i: number[], j: number[], k: number[]}} */
  const mesh = { i: [], j: [], k: [] };
  for (let row = 0; row < PATCH - 1; row++)
    for (let column = 0; column < PATCH - 1; column++) {
      const a = row * PATCH + column;
      mesh.i.push(a, a + 1);
      mesh.j.push(a + 1, a + PATCH + 1);
      mesh.k.push(a + PATCH, a + PATCH);
    }
  return mesh;
}

const TRIANGLES = patchTriangles();
