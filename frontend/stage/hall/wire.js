/** Between the windows of one lecture in one browser: the stage tells what is so, the desk what is to be done. */

/**
 * @typedef {object} Told  by the stage
 * @property {string} scene  what is shown, as the fragment of a link
 * @property {string | null} id  of the scene
 * @property {number | null} beat
 * @property {string} says
 * @property {import("./telling.js").Room | null} room  without its token
 * @property {import("./telling.js").Hall} hall
 * @property {import("./right.js").Suggested | null} question  that is asked, or was last
 * @property {number} asked  its number
 * @property {boolean} isOpen  for answers
 * @property {boolean} isRevealed
 * @property {import("./answers.js").Right | null} right
 * @property {string} trouble
 * @typedef {{does: string, what?: any}} Wish  of the desk
 */

export class Wire {
  /** @param {string} code @param {(said: any) => void} onSaid */
  constructor(code, onSaid) {
    this.channel = new BroadcastChannel(`gradscape-lecture-${code}`);
    this.channel.addEventListener("message", ({ data }) => onSaid(data));
  }

  /** @param {any} said */
  say(said) {
    this.channel.postMessage(said);
  }

  close() {
    this.channel.close();
  }
}
