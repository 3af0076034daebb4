/** What the chain-rule view asks the backend, and when. */

import { Channel, unlessRefused } from "../../../core/client.js";
import { decodedGrid } from "../../common/grid.js";
import { functionOf } from "../../common/meaning.js";
import { stageNames, wiresOf } from "./names.js";
import { boxAround, timesOf } from "./path.js";
import { withoutRounding } from "./steps.js";

/**
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("./stages-group.js").StageMeaning} StageMeaning
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {import("./path.js").Path} Path
 * @typedef {import("../../../core/client.js").Problem} Problem
 * @typedef {{state: JacobianState, meanings: StageMeaning[]}} Question
 * @typedef {object} Answers
 * @property {Chain | null} chain
 * @property {Path | null} path  null where the chain has none, or it is not there yet
 */

export class Requests {
  /** What the curve on the map belongs to. */
  pathOf = "";

  /**
   * @param {import("../../../core/client.js").Client} client
   * @param {import("../../../core/signal.js").Store<Answers>} answers
   * @param {(problem: Problem) => void} onRefusal
   */
  constructor(client, answers, onRefusal) {
    this.client = client;
    this.answers = answers;
    this.onRefusal = onRefusal;
    this.channel = new Channel((/** @type {Question} */ question, isWanted) => this.answered(question, isWanted));
  }

  /** @param {Question} question */
  async ask(question) {
    const answer = await unlessRefused(this.channel.ask(question), this.onRefusal);
    if (!answer) return;
    this.pathOf = keyOf(question);
    this.answers.set(answer);
  }

  /** The chain and its curve together, so that neither is shown with an older one. @param {Question} question @param {() => boolean} isWanted @returns {Promise<Answers | null>} */
  async answered(question, isWanted) {
    const { state, meanings } = question;
    const functions = meanings.map((meaning) => textOf(state, meaning));
    const chain = this.client.send(
      "chain",
      { outer: functions.at(-1), inner: functions.slice(0, -1), point: state.point },
      isWanted,
    );
    const [answer, path] = await Promise.all([chain, this.pathFor(question, isWanted)]);
    if (!answer) return null;
    const sources = meanings.map(({ source }) => source);
    const names = stageNames(sources);
    return { chain: { ...withoutRounding(answer), sources, names, wires: wiresOf(answer.stages, names) }, path };
  }

  /** The curve, which is the same for all points on it. @param {Question} question @param {() => boolean} isWanted @returns {Promise<Path | null>} */
  async pathFor(question, isWanted) {
    if (!goesThroughAPlane(question.meanings)) return null;
    return keyOf(question) === this.pathOf ? this.answers.get().path : this.path(question, isWanted);
  }

  /** @param {Question} question @param {() => boolean} isWanted @returns {Promise<Path | null>} */
  async path({ state, meanings }, isWanted) {
    const functions = meanings.map((meaning) => textOf(state, meaning));
    const times = timesOf(state.domain.x);
    /** @type {number[][] | null} */
    let images = times.map((time) => [time]);
    for (const inner of functions.slice(0, -1)) images = images && (await this.imagesOf(inner, images, isWanted));
    if (!images) return null;
    const places = /** @type {import("./path.js").Place[]} */ (images);
    const box = boxAround(places);
    const grid = await this.client.send(
      "surface",
      { function: functions.at(-1), ...box, resolution: RESOLUTION, arrays: "base64" },
      isWanted,
    );
    return grid && { times, places, box, grid: decodedGrid(grid) };
  }

  /** Images of many points, with NaN where there are none. @param {object} inner @param {number[][]} points @param {() => boolean} isWanted */
  async imagesOf(inner, points, isWanted) {
    const finite = points.filter((point) => point.every(Number.isFinite));
    if (!finite.length) return points;
    const answer = await this.client.send(
      "jacobian",
      { function: inner, points: [finite[0]], images_of: finite },
      isWanted,
    );
    if (!answer) return null;
    const images = answer.images.map((/** @type {(number | null)[]} */ image) => image.map((entry) => entry ?? NaN));
    let next = 0;
    return points.map((point) => (point.every(Number.isFinite) ? images[next++] : images[0].map(() => NaN)));
  }

  dispose() {
    this.channel.close();
  }
}

const RESOLUTION = 100;

/** From a number to two, and from two to one: a curve on a map. @param {StageMeaning[]} meanings */
function goesThroughAPlane(meanings) {
  const { variables, shape } = meanings[meanings.length - 1];
  return meanings[0].variables.length === 1 && variables.length === 2 && shape.length === 0;
}

/** A function as the backend takes it: in a chain its variables are in the order it has them. @param {JacobianState} state @param {StageMeaning} meaning */
function textOf(state, meaning) {
  const { source, parameters } = functionOf(state, meaning);
  return { source, parameters, ...(meaning.shapes ? { shapes: meaning.shapes } : {}) };
}

/** @param {Question} question */
function keyOf({ state, meanings }) {
  return JSON.stringify([meanings.map((meaning) => textOf(state, meaning)), state.domain.x]);
}
