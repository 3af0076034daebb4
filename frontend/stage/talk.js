/** Which of a scene's switches a sentence talks about, by the words of the field. Pure functions. */

/** Where a switch is not spoken of by its own name. @type {Record<string, RegExp>} */
const WORDS = {
  accuracy: /right|correct/i,
  arrows: /arrow|gradient|∇|projec|jump|\bstep is\b/i,
  basins: /basin|colou?r|leads? to/i,
  best: /\bbest\b|\bleast\b/i,
  close: /zoom|close|near/i,
  contour: /level (line|curve)|contour/i,
  critical: /minim|maxim|saddle|critical|vanish/i,
  derivation: /derivation|\brules?\b|factor|\binner\b|\bouter\b/i,
  derivatives: /f′|derivative|\brows?\b/i,
  eigenvectors: /eigen|curves? (up|down)/i,
  ellipses: /ellips|diverge|how far/i,
  error: /error|digit|distance/i,
  extrema: /minim|maxim|highest|lowest/i,
  field: /\bfield|arrows/i,
  gradient: /gradient|∇|fastest|steepest/i,
  image: /image|circle|figure/i,
  lens: /lens|tenth|close by/i,
  linear: /linear|Jacobian|amber/i,
  quadratic: /quadratic|model|second derivative/i,
  rates: /\brates?\b/i,
  ordinary: /ordinary/i,
  progress: /progress|digit|\bsteps\b/i,
  saddle: /saddle/i,
  sensitivity: /\blevel c\b|grows?\b|best value/i,
  shortest: /shortest/i,
  singular: /singular|stretch/i,
  slopes: /sides?\b|corner|autodiff|no derivative/i,
  solutions: /solution|minim|maxim|saddle|multiplier/i,
  sweep: /learning rates?\b|sweep/i,
  theory: /condition number|curvatures?|theory|eigenvalue/i,
  ways: /geodesic|nearest/i,
};

/** @param {string} sentence @param {string} name  of a switch */
export function talksOf(sentence, name) {
  return (WORDS[name] ?? new RegExp(`\\b${name.replace(/s$/, "")}`, "i")).test(sentence);
}

/**
 * Which switches are on as each of some sentences is said: each with the first that talks of it; what none talks of,
 * with the very first.
 * @param {string[]} sentences
 * @param {Record<string, boolean>} show  once all is said
 * @returns {Record<string, boolean>[]}
 */
export function revealed(sentences, show) {
  const since = Object.fromEntries(
    Object.keys(show).map((name) => {
      const first = sentences.findIndex((sentence) => talksOf(sentence, name));
      return [name, Math.max(first, 0)];
    }),
  );
  return sentences.map((_, k) =>
    Object.fromEntries(Object.entries(show).map(([name, isOn]) => [name, isOn && since[name] <= k])),
  );
}
