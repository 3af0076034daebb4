/** Doing things no more often than they can be seen. */

/**
 * @typedef {object} Paced
 * @property {() => void} ask  that it be done soon
 * @property {() => void} stop  for good
 */

/**
 * Once a frame, however much has changed.
 * @param {() => void} run
 * @returns {Paced}
 */
export function onceAFrame(run) {
  /** @type {number | null} */
  let frame = null;
  let isStopped = false;
  const tick = () => {
    frame = null;
    if (!isStopped) run();
  };
  return {
    ask: () => void (frame ??= requestAnimationFrame(tick)),
    stop: () => void (isStopped = true),
  };
}

/**
 * At once, and then at most every so many milliseconds.
 * @param {number} milliseconds
 * @param {() => void} run
 * @returns {Paced}
 */
export function atMostEvery(milliseconds, run) {
  let isResting = false;
  let isAsked = false;
  let isStopped = false;
  const start = () => {
    isResting = true;
    isAsked = false;
    setTimeout(rest, milliseconds);
    run();
  };
  const rest = () => {
    isResting = false;
    if (isAsked && !isStopped) start();
  };
  return {
    ask: () => (isResting || isStopped ? void (isAsked = true) : start()),
    stop: () => void (isStopped = true),
  };
}
