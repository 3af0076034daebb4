/** What can be taken along of pictures: how it is made is loaded when somebody wants it. */

import { say } from "../core/status.js";
import { readyForPrint } from "./handout.js";

/**
 * The choices for one picture, and the text of the program of what is shown.
 * @param {import("../core/client.js").Client} client
 * @param {() => any} state  of the lab that is open
 * @returns {Required<Pick<import("../core/laboratory.js").Means, "take" | "program">>}
 */
export function takenAlong(client, state) {
  const program = (/** @type {string} */ format) => {
    const { scene, ...shown } = state();
    return client.file("notebook", { state: shown, ...(scene ? { scene } : {}), format });
  };
  readyForPrint(() => (document.body.dataset.place === "lab" ? state() : null));
  return {
    take: async (picture) => {
      const { choicesOf } = await import("./menu.js");
      return choicesOf({ ...picture, program, say: (text) => say("take", text, 4_000, "note") });
    },
    program: async () => (await program("py")).text,
  };
}

/** What is seen, for a page around. @param {() => void} redraw @returns {Promise<Blob>} */
export async function pictureNow(redraw) {
  const { imageOf } = await import("./menu.js");
  return imageOf(redraw);
}
