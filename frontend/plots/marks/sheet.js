/** A surface through rows of places, which is no graph over a plane: drawn anew with every sheet. */

/** @typedef {import("./strokes.js").SpacePlace[][]} Sheet */

const LIGHT = { ambient: 0.75, diffuse: 0.5, specular: 0.05, roughness: 0.9, fresnel: 0 };

/**
 * @param {Sheet} sheet
 * @param {import("../palette.js").Palette} palette
 * @returns {import("../space-frame.js").Trace}
 */
export function sheetTrace(sheet, palette) {
  const [x, y, z] = [0, 1, 2].map((axis) => sheet.map((row) => row.map((place) => place[axis] ?? NaN)));
  const color = palette.color("function");
  const still = { highlight: false };
  return {
    type: "surface",
    name: "sheet",
    x,
    y,
    z,
    colorscale: [
      [0, color],
      [1, color],
    ],
    showscale: false,
    opacity: 0.4,
    hoverinfo: "skip",
    lighting: LIGHT,
    contours: { x: still, y: still, z: still },
  };
}
