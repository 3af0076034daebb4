/** Where chapters, their scenes and the lines between them stand on the map of the course. Pure functions. */

/**
 * @typedef {import("../widgets/course-menu.js").Chapter} Chapter
 * @typedef {{scene: any, x: number, y: number, reach: {pitch: number, line: number}}} Dot
 * @typedef {{id: string, title: string, x: number, y: number, width: number, dots: Dot[]}} Stop
 */

const GAP = 26; // px between two columns
const FIRST = 2; // parts of the width that the first column has, at most, beside one of each other
const ROW = 62; // px a chapter takes
const DOTS = 34; // px from the top of its title to its dots
/**
 * px between two dots where there is room, between those of one line at least, and between two lines: for a mouse, and
 * in one column, as on a phone, for a finger.
 */
const MOUSE = { pitch: 15.4, closest: 13, line: 20 };
const FINGER = { pitch: 30, closest: 30, line: 34 };

/** How many chapters come before each on the longest way. @param {Chapter[]} chapters @returns {Map<string, number>} */
export function depthsOf(chapters) {
  /** @type {Map<string, number>} */
  const depths = new Map();
  for (const { id, needs } of chapters)
    depths.set(id, needs.length ? 1 + Math.max(...needs.map((each) => depths.get(each) ?? 0)) : 0);
  return depths;
}

/**
 * @param {Chapter[]} chapters
 * @param {number} width
 * @param {number[]} lefts  where the columns begin; only one: all chapters below each other
 */
export function planOf(chapters, width, lefts) {
  const depths = depthsOf(chapters);
  const isOneColumn = lefts.length <= Math.max(...depths.values());
  const columns = isOneColumn ? [0] : lefts;
  const reach = isOneColumn ? FINGER : MOUSE;
  const columnOf = (/** @type {Chapter} */ { id }) => (isOneColumn ? 0 : (depths.get(id) ?? 0));
  const groups = columns.map((_, k) => chapters.filter((each) => columnOf(each) === k));
  const tallest = Math.max(...groups.map((group) => group.length));
  /** @type {Stop[]} */
  const stops = [];
  let height = 0;
  groups.forEach((group, k) => {
    const room = (columns[k + 1] ?? width + GAP) - columns[k] - GAP;
    let y = isOneColumn ? 0 : ((tallest - group.length) / 2) * ROW;
    for (const { id, title, scenes } of group) {
      const { pitch, each } = spacing(scenes.length, room - 12, reach);
      const dots = scenes.map((scene, n) => ({
        scene,
        x: columns[k] + 6 + pitch * (n % each),
        y: y + DOTS + reach.line * Math.floor(n / each),
        reach,
      }));
      const lines = Math.ceil(scenes.length / each);
      const length = 12 + pitch * (Math.min(each, scenes.length) - 1);
      stops.push({ id, title, x: columns[k], y, width: length, dots });
      y += ROW + reach.line * (lines - 1);
    }
    height = Math.max(height, y);
  });
  return { stops, height, lines: isOneColumn ? [] : linesOf(chapters, stops) };
}

/**
 * How far dots are apart, and how many stand in a line.
 * @param {number} count
 * @param {number} room  px
 * @param {typeof MOUSE} reach
 */
function spacing(count, room, { pitch, closest }) {
  const even = Math.min(pitch, room / Math.max(1, count - 1));
  return even >= closest ? { pitch: even, each: count } : { pitch, each: Math.max(1, Math.floor(room / pitch) + 1) };
}

/**
 * From the last dot of a chapter to the first of one that needs it.
 * @param {Chapter[]} chapters
 * @param {Stop[]} stops
 */
function linesOf(chapters, stops) {
  const stopOf = (/** @type {string} */ id) => /** @type {Stop} */ (stops.find((stop) => stop.id === id));
  return chapters.flatMap(({ id, needs }) =>
    needs.map((need) => {
      const [from, to] = [stopOf(need), stopOf(id)];
      const [x0, y0] = [from.x + from.width, from.dots[0].y];
      const [x1, y1] = [to.x, to.dots[0].y];
      const turn = Math.min(x1 - x0, 60);
      const start = x1 - turn;
      return `M${x0} ${y0}H${start}C${start + turn / 2} ${y0} ${start + turn / 2} ${y1} ${x1} ${y1}`;
    }),
  );
}

/** The first column is as wide as two others. @param {number} width @param {number} count */
export function evenLefts(width, count) {
  const part = (width - (count - 1) * GAP) / (count - 1 + FIRST);
  return Array.from({ length: count }, (_, k) => (k ? FIRST * part + GAP + (k - 1) * (part + GAP) : 0));
}
