/** What the linear-map view asks the backend, and when. */

import { InOrder } from "../../common/in-order.js";
import { functionOf } from "../../common/meaning.js";
import { boxOf, lifted, placesOver, strokesAround } from "./around.js";
import { inRows } from "./figures.js";
import { kindOf } from "./kinds.js";

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
 * @typedef {object} MatrixForm
 * @property {"gradient" | "hessian" | "jacobian"} of
 * @property {{mathml: string}} formula
 * @property {string} text
 * @property {any[]} values  at each point: the entries of a vector, or the rows of a matrix
 * @property {number | null} difference  to automatic differentiation
 *
 * @typedef {object} Answers
 * @property {Meaning | null} meaning   of what is drawn
 * @property {[number, number] | null} shape  of the Jacobian
 * @property {{mathml: string} | null} formula
 * @property {MatrixForm[]} forms  derivatives in the map's own vectors and matrices
 * @property {Near | null} near
 * @property {number[][][]} around      the strokes of the figure that was asked for
 * @property {Image[][] | null} figure  their images
 * @property {number[][][]} over        places all over the box
 * @property {Image[][] | null} grid    their images; of a function of two variables, places on its graph
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
    this.askedGrid = ""; // what the last grid was asked for
    this.channels = { near: client.channel("jacobian"), grid: client.channel("jacobian") };
  }

  /** The point with the figure around it. @param {JacobianState} state @param {Meaning} meaning */
  async askPoint(state, meaning) {
    const kind = kindOf(meaning);
    const around = kind && kind !== "simplex" ? strokesAround(state, state.point) : [];
    const answer = await this.inOrder.answer(
      this.channels.near.ask({ function: functionOf(state, meaning), points: [state.point], images_of: around.flat() }),
    );
    if (!answer) return;
    const { shape, formula, matrix_forms: forms, results, images } = answer;
    const before = this.answers.get().meaning;
    this.answers.set({
      meaning,
      shape,
      formula,
      forms,
      near: results[0],
      around,
      figure: inRows(images ?? [], around),
      ...(before?.source === meaning.source ? {} : { grid: null, over: [] }),
    });
  }

  /** What lies all over the box, unless that is known. @param {JacobianState} state @param {Meaning} meaning */
  async askGrid(state, meaning) {
    const kind = kindOf(meaning);
    const over = kind ? placesOver(kind, state) : [];
    const asked = JSON.stringify([meaning.source, state.parameters, boxOf(state, state.point)]);
    if (!over.length || asked === this.askedGrid) return;
    this.askedGrid = asked;
    const answer = await this.inOrder.afterwards(
      this.channels.grid.ask({ function: functionOf(state, meaning), points: [state.point], images_of: over.flat() }),
    );
    if (!answer) {
      if (this.askedGrid === asked) this.askedGrid = "";
      return;
    }
    const images = inRows(answer.images, over);
    this.answers.set({ over, grid: kind === "graph" ? lifted(over, images) : images });
  }

  dispose() {
    for (const channel of Object.values(this.channels)) channel.close();
  }
}
