/** Which place of a surface of triangles a ray meets first, or of lines it passes nearest. Pure functions. */

/**
 * Source: T. Möller and B. Trumbore, *Fast, Minimum Storage Ray/Triangle Intersection* (1997).
 * @param {Pick<import("./marks/mesh.js").Mesh, "vertices" | "faces">} surface
 * @param {number[]} near  start of the ray
 * @param {number[]} far   its end
 * @returns {[number, number, number] | null}
 */
export function pickOnMesh({ vertices, faces }, near, far) {
  const along = minus(far, near);
  let least = Infinity;
  for (const [a, b, c] of faces) {
    const [u, v] = [minus(vertices[b], vertices[a]), minus(vertices[c], vertices[a])];
    const across = crossed(along, v);
    const size = dot(u, across);
    if (size === 0) continue;
    const from = minus(near, vertices[a]);
    const first = dot(from, across) / size;
    if (!(first >= 0 && first <= 1)) continue;
    const turned = crossed(from, u);
    const second = dot(along, turned) / size;
    const t = dot(v, turned) / size;
    if (second >= 0 && first + second <= 1 && t > 0 && t < least) least = t;
  }
  if (least === Infinity) return null;
  return /** @type {[number, number, number]} */ (near.map((entry, k) => entry + least * along[k]));
}

/**
 * The corner of some lines that is seen nearest to a ray.
 * @param {number[][][]} lines
 * @param {number[]} near  start of the ray
 * @param {number[]} far   its end
 */
export function nearestToRay(lines, near, far) {
  const along = minus(far, near);
  let least = Infinity;
  /** @type {number[] | null} */
  let best = null;
  for (const place of lines.flat()) {
    const from = minus(place, near);
    const ahead = dot(from, along) / dot(along, along);
    const off = crossed(from, along);
    // What is farther away is seen smaller.
    const distance = Math.hypot(...off) / Math.max(ahead, 1e-9);
    if (distance < least) [least, best] = [distance, place];
  }
  return best;
}

/** @param {number[]} a @param {number[]} b */
function minus(a, b) {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** @param {number[]} a @param {number[]} b */
function dot(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** @param {number[]} a @param {number[]} b */
function crossed(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
