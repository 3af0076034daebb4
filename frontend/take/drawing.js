/**
 * What is seen of an element as one SVG: its own SVG as vectors, boxes and letters of the page as shapes and text,
 * canvases as the bitmaps that they are.
 */

import { svg } from "../plots/svg.js";
import { figureOf } from "../core/figures.js";
import { inlined } from "./inlined.js";

/**
 * @typedef {{left: number, top: number}} Corner
 * @typedef {{title: string, background: string | null}} Look
 */

/** Controls on a picture are none of it. */
const CONTROLS = [
  ".take, .takes, .look-row, .zoom, .read-out, .visually-hidden, [hidden]",
  "button:is(.quiet, .icon), select, input, summary, details:not([open])",
].join();
const MARGIN = 8; // px

/**
 * @param {Element} element
 * @param {Look} look
 * @returns {SVGSVGElement}
 */
export function drawingOf(element, { title, background }) {
  const box = element.getBoundingClientRect();
  const head = title ? headOf(title, element) : { shapes: [], height: 0 };
  const [width, height] = [Math.ceil(box.width) + 2 * MARGIN, Math.ceil(box.height) + 2 * MARGIN + head.height];
  const corner = { left: box.left - MARGIN, top: box.top - MARGIN - head.height };
  const paper = background ? [svg("rect", { width, height, fill: background })] : [];
  const whole = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` }, [
    svg("title", {}, [title || "Gradscape"]),
    ...paper,
    ...head.shapes,
    ...shapesOf(element, corner),
  ]);
  return /** @type {SVGSVGElement} */ (whole);
}

/** @param {string} title @param {Element} element */
function headOf(title, element) {
  const style = getComputedStyle(element.parentElement ?? element);
  const size = 16;
  const text = svg(
    "text",
    { x: MARGIN, y: MARGIN + size, "font-size": size, "font-family": style.fontFamily, fill: style.color },
    [title],
  );
  return { shapes: [text], height: 1.7 * size };
}

/** @param {SVGSVGElement} drawing */
export function textOf(drawing) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawing)}\n`;
}

/** @param {Element} element @param {Corner} corner @returns {SVGElement[]} */
function shapesOf(element, corner) {
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility === "hidden" || element.matches(CONTROLS)) return [];
  if (element instanceof HTMLCanvasElement) return bitmap(element, style, corner);
  if (element instanceof SVGSVGElement) return [placed(element, corner)];
  const inside = [...element.childNodes].flatMap((node) =>
    node instanceof Element ? shapesOf(node, corner) : node instanceof Text ? lettersOf(node, style, corner) : [],
  );
  const shapes = [...boxOf(element, style, corner), ...strokesOf(element, style, corner), ...inside];
  return style.opacity === "1" || !shapes.length ? shapes : [svg("g", { opacity: style.opacity }, shapes)];
}

/** @param {Element} element @param {Corner} corner */
function areaOf(element, corner) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left - corner.left, y: top - corner.top, width, height };
}

/** @param {SVGSVGElement} element @param {Corner} corner */
function placed(element, corner) {
  const area = areaOf(element, corner);
  const copy = inlined(element);
  const { overflow } = getComputedStyle(element);
  const viewBox = element.getAttribute("viewBox") ?? `0 0 ${area.width} ${area.height}`;
  for (const [name, value] of Object.entries({ ...area, viewBox, overflow })) copy.setAttribute(name, String(value));
  return copy;
}

/** @param {HTMLCanvasElement} canvas @param {CSSStyleDeclaration} style @param {Corner} corner */
function bitmap(canvas, style, corner) {
  const area = areaOf(canvas, corner);
  if (!canvas.width || !canvas.height || !area.width || !area.height) return [];
  const owner = ancestors(canvas).map(figureOf).find(Boolean);
  const href = owner?.bitmap?.(canvas) ?? canvas.toDataURL();
  const look = `image-rendering: ${style.imageRendering}`;
  const image = svg("image", { ...area, href, preserveAspectRatio: "none", opacity: style.opacity, style: look });
  const inset = /inset\(([^)]*)\)/.exec(style.clipPath);
  return [inset ? clipped(image, area, inset[1]) : image];
}

/** A part of a canvas, as an SVG of its own that ends there. */
function clipped(/** @type {SVGElement} */ image, /** @type {DOMRect | any} */ area, /** @type {string} */ inset) {
  const parts = inset.split(" ").map((part) => Number.parseFloat(part) || 0);
  const [top, right = top, bottom = top, left = right] = parts;
  const seen = {
    x: area.x + left,
    y: area.y + top,
    width: Math.max(area.width - left - right, 0),
    height: Math.max(area.height - top - bottom, 0),
  };
  return svg("svg", { ...seen, viewBox: `${seen.x} ${seen.y} ${seen.width} ${seen.height}` }, [image]);
}

/** @param {Element} element @returns {Element[]} */
function ancestors(element) {
  return element.parentElement ? [element.parentElement, ...ancestors(element.parentElement)] : [];
}

const CLEAR = "rgba(0, 0, 0, 0)";
const SIDES = /** @type {const} */ (["Top", "Right", "Bottom", "Left"]);

/** Paper and edges. @param {Element} element @param {CSSStyleDeclaration} style @param {Corner} corner */
function boxOf(element, style, corner) {
  const area = areaOf(element, corner);
  const { x, y, width, height } = area;
  if (!width || !height) return [];
  const rx = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, width / 2, height / 2);
  const paper =
    style.backgroundColor === CLEAR ? [] : [svg("rect", { x, y, width, height, rx, fill: style.backgroundColor })];
  const sides = SIDES.map((side) => ({
    wide: Number.parseFloat(style[`border${side}Width`]) || 0,
    color: style[`border${side}Color`],
  })).map(({ wide, color }) => (color === CLEAR ? { wide: 0, color } : { wide, color }));
  const [{ wide, color }] = sides;
  if (wide && sides.every((side) => side.wide === wide && side.color === color))
    return [
      ...paper,
      svg("rect", {
        x: x + wide / 2,
        y: y + wide / 2,
        width: Math.max(width - wide, 0),
        height: Math.max(height - wide, 0),
        rx,
        fill: "none",
        stroke: color,
        "stroke-width": wide,
      }),
    ];
  const edges = sides.flatMap((side, k) => {
    const look = { fill: "none", stroke: side.color, "stroke-width": side.wide };
    return side.wide ? [svg("path", { d: edgeOf(k, area, style, side.wide / 2), ...look })] : [];
  });
  return [...paper, ...edges];
}

/** The bend of a corner, across and down. @param {string} radius @param {{width: number, height: number}} area */
function bendOf(radius, { width, height }) {
  const [across, down = across] = radius.split(" ");
  const of = (/** @type {string} */ part, /** @type {number} */ side) =>
    Math.min((Number.parseFloat(part) || 0) * (part.endsWith("%") ? side / 100 : 1), side);
  return [of(across, width), of(down, height)];
}

/**
 * One edge of a box, with its bends: so brackets are drawn.
 * @param {number} side  from the top on, clockwise
 * @param {{x: number, y: number, width: number, height: number}} area
 * @param {CSSStyleDeclaration} style
 * @param {number} half  of the width of the line, px
 */
function edgeOf(side, area, style, half) {
  const { x, y, width, height } = area;
  if (side % 2 === 0) return `M${x} ${side ? y + height - half : y + half}h${width}`;
  const isLeft = side === 3;
  const [above, below] = isLeft
    ? [style.borderTopLeftRadius, style.borderBottomLeftRadius]
    : [style.borderTopRightRadius, style.borderBottomRightRadius];
  const [[u, v], [w, z]] = [bendOf(above, area), bendOf(below, area)];
  const [at, into, end] = [isLeft ? x + half : x + width - half, isLeft ? 1 : -1, y + height];
  return `M${at + into * u} ${y}Q${at} ${y} ${at} ${y + v}V${end - z}Q${at} ${end} ${at + into * w} ${end}`;
}

/** What MathML draws beside letters: bars of fractions, and roots. */
function strokesOf(
  /** @type {Element} */ element,
  /** @type {CSSStyleDeclaration} */ style,
  /** @type {Corner} */ corner,
) {
  const look = {
    fill: "none",
    stroke: style.color,
    "stroke-width": Math.max(Number.parseFloat(style.fontSize) / 16, 0.8),
  };
  const { x, y, width, height } = areaOf(element, corner);
  if (element.localName === "mfrac") {
    const [above, below] = [...element.children].map((each) => areaOf(each, corner));
    if (!above || !below) return [];
    const middle = (above.y + above.height + below.y) / 2;
    return [svg("line", { x1: x, y1: middle, x2: x + width, y2: middle, ...look })];
  }
  if (element.localName !== "msqrt") return [];
  const hook = Math.min(0.6 * Number.parseFloat(style.fontSize), width / 2);
  const path = `M${x} ${y + 0.6 * height}l${0.45 * hook} ${0.4 * height}l${0.55 * hook} ${-height + 1}H${x + width}`;
  return [svg("path", { d: path, ...look })];
}

/**
 * A text of the page, line by line, each as wide as it is there.
 * @param {Text} node @param {CSSStyleDeclaration} style @param {Corner} corner
 */
function lettersOf(node, style, corner) {
  if (!node.data.trim()) return [];
  const { parentElement } = node;
  const isMath = parentElement?.localName === "mi" && parentElement.getAttribute("mathvariant") !== "normal";
  return linesOf(node).map(({ text, box }) => {
    const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    return svg(
      "text",
      {
        x: box.left - corner.left,
        y: box.top - corner.top + ascentOf(font, box.height),
        fill: style.color,
        "font-family": style.fontFamily,
        "font-size": style.fontSize,
        "font-weight": style.fontWeight,
        "font-style": style.fontStyle,
        textLength: box.width,
        lengthAdjust: "spacingAndGlyphs",
        "xml:space": "preserve",
      },
      [isMath ? slanted(text) : text],
    );
  });
}

/**
 * Letters that browsers slant in formulas, and where those begin that are slanted.
 * @type {[RegExp, string, number][]}
 */
const SLANTED = [
  [/^[a-z]$/, "a", 0x1d44e],
  [/^[A-Z]$/, "A", 0x1d434],
  [/^[α-ω]$/, "α", 0x1d6fc],
];

/** A single letter of a formula, as MathML sets it. @param {string} text */
function slanted(text) {
  if (text === "h") return "ℎ";
  const found = SLANTED.find(([letters]) => letters.test(text));
  return found ? String.fromCodePoint(found[2] + text.charCodeAt(0) - found[1].charCodeAt(0)) : text;
}

/** @param {Text} node @returns {{text: string, box: DOMRect}[]} */
function linesOf(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
  if (boxes.length <= 1) return boxes.map((box) => ({ text: node.data.replace(/\s+/g, " ").trim(), box }));
  /** @type {{text: string, box: DOMRect}[]} */
  const lines = [];
  for (const { 0: word, index } of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.box.top - box.top) < box.height / 2) {
      last.text = `${last.text} ${word.trim()}`;
      last.box = new DOMRect(last.box.left, last.box.top, box.right - last.box.left, last.box.height);
    } else lines.push({ text: word.trim(), box });
  }
  return lines;
}

/** @type {CanvasRenderingContext2D | null} */
let measuring = null;

/**
 * How far the line on which letters stand is below the top of their box.
 * @param {string} font
 * @param {number} height
 */
function ascentOf(font, height) {
  measuring ??= document.createElement("canvas").getContext("2d");
  if (!measuring) return 0.8 * height;
  measuring.font = font;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = measuring.measureText("x");
  return (height - up - down) / 2 + up;
}
