/** What the speaker's desk may wish of the stage. */

/**
 * @param {import("../lecture.js").Lecture} lecture
 * @param {import("../veil.js").Veil} veil
 * @param {(id: string) => void} open  a scene
 * @returns {(does: string) => void}
 */
export function wishes(lecture, veil, open) {
  /** @type {Record<string, () => void>} */
  const known = {
    next: () => void lecture.next(),
    begin: () => lecture.begin(),
    previous: () => void lecture.previous(),
    blank: () => veil.lay("blank"),
    spotlight: () => veil.lay("spotlight"),
    magnify: () => veil.magnify(),
  };
  return (does) => {
    const [what, which] = does.split(" ");
    if (what === "scene") open(which);
    else if (what === "beat") lecture.stand(JSON.parse(which));
    else known[does]?.();
  };
}
