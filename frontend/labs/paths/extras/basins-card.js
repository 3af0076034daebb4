/** Where each start leads by the selected run's method: in tiles, coarse first, with progress and a way to stop it. */

import { CATALOGUE } from "../../../core/catalogue.js";
import { unlessRefused } from "../../../core/client.js";
import { html } from "../../../core/dom.js";
import { formatNumber, formatVector } from "../../../core/format.js";
import { basinRole, channelsOf, cssColor, darkened } from "../../../plots/colour-map.js";
import { GLYPHS } from "../../../plots/marks/glyph.js";
import { paletteOverHeights } from "../../../plots/palette.js";
import { createStore } from "../../../core/signal.js";
import { Asking } from "../../common/asking.js";
import { choice } from "../../common/choice.js";
import { functionOf } from "../../common/meaning.js";
import { traitsOf } from "../../common/methods.js";
import { labelOf } from "../words.js";
import { PrintFold } from "./print-fold.js";
import { GONE, noBasins, shadeOf, sharesOf, tilesOf, UNKNOWN, withTile } from "./tiles.js";
import { t } from "../../../core/texts.js";

/**
 * @typedef {import("../picture.js").Scene} Scene
 * @typedef {import("../../common/methods.js").Method} Method
 * @typedef {import("./tiles.js").Basins} Basins
 */

const RESOLUTIONS = ["64", "128", "256", "512"];
const MOST = 4096; // starts of a tile: an answer in some tenths of a second
const STEPS = 500;
const UNHURRIED = 350; // ms without a change before the picture is begun
// A picture whose last tile came as quickly as this, in ms, follows the finger as a whole, until one takes too long.
const QUICK_TILE = 40;
const QUICK = 300;
/** @type {import("./tiles.js").Tile} */
const WHOLE = { first: [0, 0], stride: 1 };

export class BasinsCard {
  /** @type {Basins | null} */
  basins = null;
  /** @type {import("../../../plots/marks/cells.js").Cells | null} */
  cells = null;
  wanted = "";
  theme = "";
  resolution = 128;
  /** What every tile is asked about. @type {any} */
  question = null;
  isQuick = false;
  isFollowing = false;
  /** Asked once the answer on its way is there. @type {any} */
  next = null;

  /** @param {import("./extra-cards.js").Reach} reach */
  constructor({ surroundings, onShown }) {
    this.onShown = onShown;
    /** @type {import("../../common/asking.js").Question<any, object>} */
    const tile = {
      isSlow: true,
      about: ({ question }) => question,
      ask: ({ question, tile, attractors }, send) => send("basins", { ...question, tile, attractors }),
      told: () => ({}),
    };
    this.asking = new Asking(
      surroundings.client,
      { tile },
      {
        now: () => this.question && { question: this.question },
        answers: createStore({}),
        onRefusal: () => {},
      },
    );
    this.menu = choice(
      "Starts along each side",
      RESOLUTIONS,
      Object.fromEntries(RESOLUTIONS.map((each) => [each, `${each} × ${each} starts`])),
      (each) => this.refine(Number(each)),
    );
    this.menu.value = String(this.resolution);
    this.bar = html("progress", { max: 1, value: 0, "aria-label": "Part of the picture that is there" });
    this.stop = html("button", { type: "button", class: "quiet" }, ["Cancel"]);
    this.stop.addEventListener("click", () => this.cancel());
    this.title = html("span", {}, [""]);
    this.list = html("ul", { class: "legend" });
    this.note = html("p", { class: "notes" });
    this.print = new PrintFold(surroundings.client);
    this.element = html("section", { class: "card" }, [
      html("h2", {}, [this.title]),
      html("div", { class: "run-line" }, [this.menu, this.bar, this.stop]),
      this.list,
      this.note,
      this.print.element,
    ]);
  }

  /** @param {number} resolution */
  refine(resolution) {
    this.resolution = resolution;
    this.wanted = "";
    this.onShown();
  }

  cancel() {
    this.question = this.next = null;
    this.asking.stop("tile");
    this.bar.hidden = this.stop.hidden = true;
  }

  /** The picture of another question says nothing about this one. */
  forget() {
    clearTimeout(this.timer);
    this.cancel();
    this.basins = this.cells = null;
    this.bar.value = 0;
    this.list.replaceChildren();
    this.note.textContent = "";
  }

  /** @param {Scene} scene @param {Method[]} methods */
  show(scene, methods) {
    const { state, answers, selected } = scene;
    const run = state.runs[selected];
    const { meaning } = answers;
    this.title.textContent = t(`Where each start leads by ${labelOf(run.method, methods)}`);
    const question = questionOf(scene, this.resolution);
    const wanted = JSON.stringify(question);
    this.print.show(question, scene.theme);
    const isRecoloured = scene.theme !== this.theme;
    this.theme = scene.theme;
    if (wanted === this.wanted) {
      if (isRecoloured && this.basins && meaning) this.know(this.basins, meaning.variables);
      return;
    }
    this.wanted = wanted;
    if (meaning && this.basins && this.isQuick && areOfOneMap(question, this.question)) {
      this.next = question;
      if (!this.isFollowing) this.follow(meaning.variables);
      return;
    }
    this.forget();
    if (!meaning || !question) {
      this.note.textContent = t("Basins are drawn over two variables.");
      return;
    }
    const isSearched = (run.settings.line_search ?? "none") !== "none";
    const most = traitsOf(run.method).goesTogether && !isSearched ? MOST : CATALOGUE.limits.slow_starts;
    this.timer = setTimeout(() => this.fill(question, most, meaning.variables), UNHURRIED);
  }

  /** @param {any} question @param {number} most @param {string[]} variables */
  async fill(question, most, variables) {
    this.question = question;
    const tiles = tilesOf(this.resolution, most);
    let basins = noBasins(this.resolution, tiles.length);
    this.bar.hidden = this.stop.hidden = false;
    for (const tile of tiles) {
      const began = performance.now();
      const attractors = basins.attractors.map(({ point }) => point);
      const refused = (/** @type {Error} */ { message }) => {
        this.note.textContent = message;
      };
      const answer = await unlessRefused(this.asking.answer("tile", { tile, attractors }), refused);
      if (question !== this.question) return;
      if (!answer) break;
      this.isQuick = performance.now() - began < QUICK_TILE;
      basins = withTile(basins, tile, answer);
      this.know(basins, variables);
      if (!this.element.hidden) continue;
      // Nobody looks any more: it begins anew when it is switched on again.
      this.wanted = "";
      break;
    }
    this.bar.hidden = this.stop.hidden = true;
  }

  /** The whole picture again and again, always of the latest numbers. @param {string[]} variables */
  async follow(variables) {
    this.isFollowing = true;
    while (this.next && this.isQuick) {
      const question = this.next;
      this.question = question;
      this.next = null;
      const began = performance.now();
      // An old picture under new numbers is not left there for long.
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.isLate(), QUICK);
      const attractors = this.basins?.attractors.map(({ point }) => point) ?? [];
      const answer = await unlessRefused(this.asking.answer("tile", { tile: WHOLE, attractors }), () => {});
      if (question !== this.question) break;
      clearTimeout(this.timer);
      this.bar.hidden = true;
      this.isQuick = performance.now() - began < QUICK;
      if (answer) this.know(withTile(noBasins(question.resolution, 1), WHOLE, answer), variables);
    }
    this.isFollowing = false;
    if (!this.next) return;
    // Begun anew, in tiles.
    this.wanted = "";
    this.onShown();
  }

  isLate() {
    this.cells = null;
    this.bar.value = 0;
    this.bar.hidden = false;
    this.onShown();
  }

  /** @param {Basins} basins @param {string[]} variables */
  know(basins, variables) {
    this.basins = basins;
    const palette = paletteOverHeights(this.theme);
    const hues = basins.attractors.map((_, label) => channelsOf(palette.color(basinRole(label))));
    const [unsettled, gone] = [palette.gridLine, palette.inkSoft].map(channelsOf);
    this.cells = cellsOfBasins(basins, hues, { unsettled, gone });
    this.bar.value = basins.done / basins.total;
    const shares = sharesOf(basins);
    const item = (/** @type {number[]} */ color, /** @type {string} */ text) =>
      html("li", {}, [html("span", { class: "swatch", style: `background: ${cssColor(color)}` }), text]);
    // Those of earlier learning rates keep their colours, whether or not a start leads there now.
    const places = basins.attractors.map((each, k) => ({ ...each, k })).filter(({ k }) => shares.attractors[k] > 0);
    const named = places.map(({ point, kind, k }) => ({
      share: shares.attractors[k],
      element: item(
        hues[k],
        `${GLYPHS[/** @type {keyof typeof GLYPHS} */ (kind)] ?? "○"} ${kind} at (${variables.join(", ")}) = ` +
          `${formatVector(point, 4)}: ${percent(shares.attractors[k])}`,
      ),
    }));
    const others = [
      ...(shares.unsettled ? [item(unsettled, `not at rest after all steps: ${percent(shares.unsettled)}`)] : []),
      ...(shares.gone ? [item(gone, `gone, or out of the domain: ${percent(shares.gone)}`)] : []),
    ];
    this.list.replaceChildren(...named.sort((a, b) => b.share - a.share).map(({ element }) => element), ...others);
    const cut = basins.isPartial ? " Some walks were cut short: the server's time for them was up." : "";
    this.note.textContent = `${t("Darker starts take more steps. A click on the map starts there.")}${cut}`;
    this.onShown();
  }

  /** The map is drawn before the card has seen that the question is another one. @param {Scene} scene */
  onMap(scene) {
    return { cells: JSON.stringify(questionOf(scene, this.resolution)) === this.wanted ? this.cells : null };
  }

  dispose() {
    clearTimeout(this.timer);
    this.question = null;
    this.print.dispose();
    this.asking.dispose();
  }
}

/**
 * What is asked about every start; null where there are not two variables.
 * @param {Scene} scene
 * @param {number} resolution
 */
export function questionOf({ state, answers: { meaning }, selected }, resolution) {
  if (meaning?.variables.length !== 2) return null;
  const { method, settings } = state.runs[selected];
  return {
    function: functionOf(state, meaning),
    box: [state.domain.x, state.domain.y],
    resolution,
    method,
    steps: Math.max(state.steps, STEPS),
    ...settings,
  };
}

/** Whether two questions differ in the settings of the method alone. @param {any} a @param {any} b */
export function areOfOneMap(a, b) {
  const same = (/** @type {any} */ q) => q && JSON.stringify([q.function, q.box, q.resolution, q.method, q.steps]);
  return Boolean(a && b) && same(a) === same(b);
}

/** @param {number} share */
function percent(share) {
  return `${formatNumber(100 * share, share < 0.01 ? 1 : 3)} % of the starts`;
}

/**
 * A hue for each attractor, darker the more steps it takes; equal steps look the same all over.
 * @param {Basins} basins
 * @param {number[][]} hues
 * @param {{unsettled: number[], gone: number[]}} others  colours of starts that lead nowhere
 * @returns {import("../../../plots/marks/cells.js").Cells}
 */
export function cellsOfBasins({ resolution, labels, iterations }, hues, { unsettled, gone }) {
  const pixels = new Uint8ClampedArray(4 * labels.length);
  const settled = iterations.filter((_, k) => labels[k] >= 0);
  const longest = settled.reduce((most, each) => Math.max(most, each), 1);
  // Few colours for many starts: each is mixed once.
  const shades = hues.map(() => /** @type {number[][]} */ ([]));
  const shade = (/** @type {number} */ label, /** @type {number} */ steps) =>
    (shades[label][steps] ??= darkened(hues[label], shadeOf(steps, longest)));
  for (let k = 0; k < labels.length; k++) {
    const label = labels[k];
    if (label === UNKNOWN) continue;
    const color = label >= 0 ? shade(label, iterations[k]) : label === GONE ? gone : unsettled;
    for (let channel = 0; channel < 3; channel++) pixels[4 * k + channel] = color[channel];
    pixels[4 * k + 3] = 255;
  }
  return { columns: resolution, rows: resolution, pixels };
}
