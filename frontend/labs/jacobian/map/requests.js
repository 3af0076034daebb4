/** What the linear-map view asks the backend, and when. */

import { InOrder } from "../../common/in-order.js";
import { functionOf } from "../../common/meaning.js";
import { figureStrokes, gridLines, inRows } from "./figures.js";

/**
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("../../common/meaning.js").Meaning} Meaning
 * @typedef {import("./figures.js").Image} Image
 * @typedef {object} Near  the map at the point: an entry of the answer of POST jacobian
 * @property {number[]} point
 * @property {(number | null)[]} value
 * @property {(number | null)[][]} jacobian
 * @property {number | null} determinant
 * @property {number[] | null} singular_values
 * @property {{left: number[][], right: number[][]} | null} singular_vectors
 * @property {number | null} rank
 * @property {{mathml: string} | null} linearization
 * @property {string[]} flags
 * @typedef {object} Answers
 * @property {Meaning | null} meaning   of what is drawn
 * @property {[number, number] | null} shape  of the Jacobian
 * @property {{mathml: string} | null} formula
 * @property {Near | null} near
 * @property {Image[][] | null} figure  the images of its strokes
 * @property {Image[][] | null} grid    the images of its lines
 */

export class Requests {
  /**
   * @param {import("../../../core/client.js").Client} client
   * @param {import("../../../core/signal.js").Store<Answers>} answers
   * @param {(problem: import("../../../core/client.js").Problem) => void} onRefusal
   */
  constructor(client, answers, onRefusal) {
    this.answers = answers;
    this.inOrder = new InOrder(onRefusal);
    this.channels = { near: client.channel("jacobian"), grid: client.channel("jacobian") };
  }

  /** The point with the figure around it. @param {JacobianState} state @param {Meaning} meaning */
  async askPoint(state, meaning) {
    const strokes = isPlanar(meaning) ? figureStrokes(state, state.point) : [];
    const answer = await this.inOrder.answer(this.channels.near.ask({ function: functionOf(state, meaning), points: [state.point], images_of: strokes.flat() }));
    if (!answer) return;
    const { shape, formula, results, images } = answer;
    const before = this.answers.get().meaning;
    this.answers.set({ meaning, shape, formula, near: results[0], figure: inRows(images ?? [], strokes), ...(before?.source === meaning.source ? {} : { grid: null }) });
  }

  /** The whole grid. @param {JacobianState} state @param {Meaning} meaning */
  async askGrid(state, meaning) {
    if (!isPlanar(meaning)) return;
    const lines = gridLines(state.domain);
    const answer = await this.inOrder.afterwards(this.channels.grid.ask({ function: functionOf(state, meaning), points: [state.point], images_of: lines.flat() }));
    if (answer) this.answers.set({ grid: inRows(answer.images, lines) });
  }

  dispose() {
    for (const channel of Object.values(this.channels)) channel.close();
  }
}

/** Whether it sends a plane into a plane. @param {Meaning} meaning */
export function isPlanar({ variables, shape }) {
  return variables.length === 2 && shape?.[0] === 2;
}
