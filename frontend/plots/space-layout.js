/**
 * How a picture in three dimensions is laid out: quiet axes, a transparent ground, a camera that stays where it was
 * turned.
 */

import { framedTicks } from "./space-frame.js";

/**
 * @typedef {object} Axis
 * @property {string} title  an axis without one is not drawn
 * @property {[number, number]} range  in data
 * @property {[number, number]} [shown]  parts of the range, if more or less than the whole
 *
 * @param {Axis[]} axes  x, y and z
 * @param {{x: number, y: number, z: number}} sides  how long the box is drawn
 * @param {object} camera
 * @param {import("./palette.js").Palette} palette
 */
export function spaceLayout(axes, sides, camera, palette) {
  const [xaxis, yaxis, zaxis] = axes.map((axis) => axisLayout(axis, palette));
  return {
    scene: {
      xaxis,
      yaxis,
      zaxis,
      aspectmode: "manual",
      aspectratio: sides,
      camera,
      dragmode: "turntable",
      hovermode: false,
      uirevision: "camera",
    },
    margin: { l: 0, r: 0, t: 0, b: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    font: { family: palette.fontFamily, color: palette.ink },
    showlegend: false,
    hovermode: false,
    uirevision: "camera",
  };
}

/** @param {Axis} axis @param {import("./palette.js").Palette} palette */
function axisLayout({ title, range, shown = [0, 1] }, palette) {
  const { places, texts, note } = framedTicks(range);
  return {
    visible: title !== "",
    title: {
      text: note ? `${plain(title)} (${note})` : plain(title),
      font: { size: palette.fontSize * 1.15, color: palette.ink },
    },
    range: shown,
    tickmode: "array",
    tickvals: places,
    ticktext: texts,
    tickfont: { size: palette.fontSize * 0.85, color: palette.inkSoft },
    color: palette.ink,
    gridcolor: palette.gridLine,
    linecolor: palette.gridLine,
    zeroline: false,
    showbackground: false,
    showspikes: false,
  };
}

/** Plotly reads <b> and the like in titles: a name is only ever itself. @param {string} text */
function plain(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
