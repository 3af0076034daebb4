/** A body as a binary STL file: a head of 80 bytes, the number of triangles, and 50 bytes for each. */

const HEAD = 84;
const TRIANGLE = 50;

/** @param {import("../core/figures.js").Solid} solid @returns {Uint8Array<ArrayBuffer>} */
export function stl({ points, triangles }) {
  const view = new DataView(new ArrayBuffer(HEAD + TRIANGLE * triangles.length));
  view.setUint32(80, triangles.length, true);
  triangles.forEach((corners, k) => {
    const places = corners.map((corner) => points[corner]);
    [normalOf(places), ...places].flat().forEach((part, n) => view.setFloat32(HEAD + TRIANGLE * k + 4 * n, part, true));
  });
  return new Uint8Array(view.buffer);
}

/** Outwards, of length 1; 0 where the triangle has no area. @param {number[][]} places */
function normalOf([a, b, c]) {
  const [u, v] = [b, c].map((each) => each.map((part, axis) => part - a[axis]));
  const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  const length = Math.hypot(...normal) || 1;
  return normal.map((part) => part / length);
}
