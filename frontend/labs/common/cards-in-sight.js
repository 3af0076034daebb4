/** While things move, cards that are out of sight wait until they rest, or are seen: nobody reads them meanwhile. */

const REST = 200; // ms without a change
const NEAR = "20%"; // of the window: what is about to be scrolled into it is right already

/** @typedef {{element: HTMLElement}} Card */

export class CardsInSight {
  /** @type {Set<Element>} */
  unseen = new Set();
  /** What is still to be written. @type {Map<Element, () => void>} */
  due = new Map();
  /** When each was last to be written. @type {Map<Element, number>} */
  asked = new Map();

  /** @param {Card[]} cards */
  watch(cards) {
    if (!("IntersectionObserver" in globalThis)) return;
    this.observer = new IntersectionObserver((entries) => this.note(entries), { rootMargin: NEAR });
    for (const { element } of cards) this.observer.observe(element);
  }

  /** @param {{target: Element, isIntersecting: boolean}[]} entries */
  note(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.unseen.delete(target);
      else this.unseen.add(target);
      if (isIntersecting) this.settle(target);
    }
  }

  /**
   * Writes a card now, or when it is its time; what was still to be written before is not.
   * @param {Card} card
   * @param {() => void} run
   */
  write({ element }, run) {
    this.due.delete(element);
    const now = Date.now();
    const isMoving = now - (this.asked.get(element) ?? -Infinity) < REST;
    this.asked.set(element, now);
    if (!isMoving || !this.unseen.has(element)) return run();
    this.due.set(element, run);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
  }

  /** All that is still to be written. */
  rest() {
    for (const element of [...this.due.keys()]) this.settle(element);
  }

  /** @param {Element} element */
  settle(element) {
    const run = this.due.get(element);
    this.due.delete(element);
    run?.();
  }

  dispose() {
    clearTimeout(this.resting);
    this.observer?.disconnect();
    this.due.clear();
  }
}
