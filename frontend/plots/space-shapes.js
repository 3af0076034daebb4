/** What marks are made of in space: lines, dots and sheets as traces of Plotly. Pure functions. */

import { heightAt } from "./geometry.js";

/**
 * @typedef {import("./picture.js").SpacePen} SpacePen
 * @typedef {import("./geometry.js").Polyline} Polyline
 * @typedef {import("./palette.js").Palette} Palette
 */

/** Sheets that mean a plane have one colour, whichever way they are turned. */
export const FLAT = { ambient: 0.95, diffuse: 0.1, specular: 0, roughness: 1, fresnel: 0 };

/**
 * @param {Polyline} places
 * @param {{role: string, weight: number, isDashed?: boolean, casing?: boolean, onMap?: boolean, isUpright?: boolean}}
 *   look  onMap: it is seen on the floor as well; isUpright: it means nothing where there are no heights
 * @param {{palette: Palette}} pen
 */
export function lineTrace(
  places,
  { role, weight, isDashed = false, casing = true, onMap = false, isUpright = false },
  { palette },
) {
  return {
    type: "scatter3d",
    mode: "lines",
    ...places,
    line: { color: palette.color(role), width: palette.lineWidth * weight, dash: isDashed ? "dash" : "solid" },
    connectgaps: false,
    hoverinfo: "skip",
    meta: { casing, onMap, isUpright },
  };
}

/**
 * @param {Polyline} places
 * @param {{colors: string | string[], size: number, rim: number, symbol?: string, onMap?: boolean}} look  size in
 *   widths of lines, rim in px
 * @param {{palette: Palette}} pen
 */
export function dotsTrace(places, { colors, size, rim, symbol = "circle", onMap = false }, { palette }) {
  return {
    type: "scatter3d",
    mode: "markers",
    ...places,
    marker: {
      size: palette.lineWidth * size,
      symbol,
      color: colors,
      line: { color: palette.rim, width: rim },
    },
    hoverinfo: "skip",
    meta: { onMap },
  };
}

/**
 * In place of what is not there at the moment: Plotly cannot draw a line of no points in place of one that had some,
 * but one without length is not seen.
 * @param {SpacePen} pen
 * @param {number} [count]
 * @returns {Polyline}
 */
export function nowhere({ domain, limits }, count = 2) {
  return {
    x: Array(count).fill(domain.x[0]),
    y: Array(count).fill(domain.y[0]),
    z: Array(count).fill(limits.low),
  };
}

/**
 * How high something stands on the surface: by its own value where that is known; within the picture in any case.
 * @param {{place: ArrayLike<number>, value?: number | null}} thing
 * @param {Pick<SpacePen, "grid" | "limits">} pen
 */
export function standing({ place, value }, { grid, limits }) {
  const height = value ?? (grid ? heightAt(grid, place[0], place[1]) : NaN);
  return Number.isFinite(height) ? Math.min(Math.max(height, limits.low), limits.high) : limits.low;
}
