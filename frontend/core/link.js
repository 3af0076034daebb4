/** States as the readable fragment of an address, and back: what the links of all labs have in common. */

import { complaintAbout } from "./interval.js";
import { isOrderInDoubt } from "./letters.js";

const VERSION = "1";
const NAME = /^[A-Za-z]+(_[A-Za-z0-9]+)?$/;
const LARGEST = 1e12;
/** What a link says where the order of its variables would be in doubt: see letters.js. @type {[string, string]} */
const LETTERS = ["letters", "as-read"];

/**
 * @typedef {{value: number, min: number, max: number}} Slider
 * @typedef {[number, number]} Interval
 * @typedef {[string, string][]} Pairs  keys and texts, in the order a link shows them
 * @typedef {{lab: string, scene: string | null}} LabState  and whatever else its lab keeps
 * @typedef {object} Codec  how one lab writes and reads its part of a link
 * @property {LabState} DEFAULT_STATE
 * @property {string[]} UNNOTED  keys of the state that are no steps to undo: where a camera stands, for example
 * @property {string[]} [RETURNING]  those of them that a state comes back with as it was left: how far a network had
 *   learned
 * @property {(state: any) => Pairs} pairsOf
 * @property {(link: Link) => any} readState  all but `scene`; what is missing or damaged takes its default
 */

/**
 * The links of some labs.
 * @param {Codec[]} codecs
 * @param {string} usual  the lab of a link that names none
 */
export function createLinks(codecs, usual) {
  const byName = new Map(codecs.map((codec) => [codec.DEFAULT_STATE.lab, codec]));
  const known = new Set(["v", "lab", "scene", ...codecs.flatMap(keysOf)]);
  const codecOf = (/** @type {string} */ name) => /** @type {Codec} */ (byName.get(name));

  return {
    /**
     * The fragment, without its #.
     * @param {LabState} state
     */
    toFragment(state) {
      /** @type {Pairs} */
      const scene = state.scene ? [["scene", state.scene]] : [];
      /** @type {Pairs} */
      const letters = sourcesOf(state).some(isOrderInDoubt) ? [LETTERS] : [];
      const own = codecOf(state.lab).pairsOf(state);
      /** @type {Pairs} */
      const pairs = [["v", VERSION], ["lab", state.lab], ...scene, ...own, ...letters];
      return pairs.map(([key, value]) => `${key}=${escaped(value)}`).join("&");
    },

    /** Whether a fragment is from before variables stood in the order they are read. @param {string} fragment */
    isOfOldOrder(fragment) {
      return new Link(fragment).text(LETTERS[0]) !== LETTERS[1];
    },

    /** The scene of a fragment that says nothing else: its state is the course's. @param {string} fragment */
    sceneAlone(fragment) {
      const { pairs } = new Link(fragment);
      const isAlone = [...pairs.keys()].every((key) => ["v", "lab", "scene"].includes(key));
      return isAlone ? (pairs.get("scene") ?? null) : null;
    },

    /**
     * The state of a fragment. What is missing takes its default; what cannot be read is listed in `complaints`.
     * @param {string} fragment  with or without its #
     * @returns {{state: any, complaints: string[]}}
     */
    fromFragment(fragment) {
      const link = new Link(fragment);
      if (link.pairs.size && !link.isAbout(known)) link.complaints.push("nothing in this link is known here");
      const name = link.text("lab") ?? usual;
      if (!byName.has(name))
        return {
          state: codecOf(usual).DEFAULT_STATE,
          complaints: [...link.complaints, `there is no lab called '${name.slice(0, 40)}'`],
        };
      const state = { ...codecOf(name).readState(link), scene: link.text("scene") ?? null };
      return { state, complaints: link.complaints };
    },
  };
}

/** The texts whose variables a state's numbers belong to. @param {any} state @returns {string[]} */
export function sourcesOf({ point, source, sources }) {
  return point ? [source, ...(sources ?? [])].filter((each) => each !== undefined) : [];
}

/** The keys that a lab's links have. @param {Codec} codec */
function keysOf({ DEFAULT_STATE, pairsOf }) {
  return pairsOf(DEFAULT_STATE).map(([key]) => key);
}

/** Readable: only what would break a link is escaped. @param {string} text */
function escaped(text) {
  // Half of a surrogate pair cannot be encoded; it stands for no character anyway.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD")).replace(
    /%(2C|2F|3A|3B|3D|5E|2B|7C|28|29)/g,
    (code) => decodeURIComponent(code),
  );
}

/** The parts of one link, and what is wrong with them. */
export class Link {
  /** @type {string[]} */
  complaints = [];

  /** @param {string} fragment */
  constructor(fragment) {
    this.pairs = new Map(
      fragment
        .replace(/^#/, "")
        .split("&")
        .filter(Boolean)
        .map((pair) => this.split(pair)),
    );
    if (this.pairs.size && (this.text("v") ?? VERSION) !== VERSION)
      this.complaints.push("this link was made by another version");
  }

  /**
   * @param {string} pair
   * @returns {[string, string]}
   */
  split(pair) {
    const [key, ...rest] = pair.split("=");
    try {
      return [key, decodeURIComponent(rest.join("="))];
    } catch {
      this.complaints.push(`the part '${key.slice(0, 40)}' of the link is damaged`);
      return [`damaged ${key}`, ""];
    }
  }

  /** Whether one of its keys is one of these, or a parameter. @param {Set<string>} known */
  isAbout(known) {
    return [...this.pairs.keys()].some((key) => known.has(key) || key.startsWith("p."));
  }

  /** @param {string} key @param {string} what */
  complain(key, what) {
    this.complaints.push(`'${key}=${this.text(key)?.slice(0, 40)}' in the link ${what}`);
  }

  /** @param {string} key */
  text(key) {
    return this.pairs.get(key);
  }

  /**
   * @param {string} key
   * @param {number} count
   * @returns {number[] | null}
   */
  numbers(key, count) {
    const text = this.text(key);
    if (text === undefined) return null;
    const list = text.split(",").map(numberOf);
    if (list.length === count && !list.some(Number.isNaN)) return list;
    this.complain(key, `is not ${count === 1 ? "a number" : `${count} numbers`}`);
    return null;
  }

  /** @param {string} key @param {number} usual */
  number(key, usual) {
    return this.numbers(key, 1)?.[0] ?? usual;
  }

  /** @param {string} key @param {Interval} range @param {number} usual */
  whole(key, [low, high], usual) {
    const text = this.text(key);
    const number = numberOf(text ?? String(usual));
    if (Number.isInteger(number) && low <= number && number <= high) return number;
    this.complain(key, `is not a whole number from ${low} to ${high}`);
    return usual;
  }

  /**
   * @template {string} Name
   * @param {string} key
   * @param {readonly Name[]} names
   * @param {Name} usual
   */
  choice(key, names, usual) {
    const text = this.text(key) ?? usual;
    const chosen = names.find((name) => name === text);
    if (chosen === undefined) this.complain(key, `is not one of ${names.join(", ")}`);
    return chosen ?? usual;
  }

  /**
   * @param {string} key
   * @param {Interval} usual
   * @returns {Interval}
   */
  interval(key, usual) {
    const interval = /** @type {Interval | null} */ (this.numbers(key, 2));
    if (!interval) return usual;
    const complaint = complaintAbout(interval);
    if (!complaint) return interval;
    this.complaints.push(`'${key}=${interval.join(",")}' in the link: ${complaint}`);
    return usual;
  }

  /**
   * What is switched on; unknown names are passed over.
   * @template {string} Name
   * @param {string} key
   * @param {readonly Name[]} names
   * @param {Record<Name, boolean>} usual
   */
  toggles(key, names, usual) {
    const text = this.text(key);
    return text === undefined ? usual : togglesOf(names, text.split(","));
  }

  /** The sliders of all keys p.NAME. */
  parameters() {
    /** @type {Record<string, Slider>} */
    const parameters = {};
    for (const key of this.pairs.keys()) {
      const name = key.startsWith("p.") ? key.slice(2) : "";
      const list = NAME.test(name) ? this.numbers(key, 3) : null;
      if (list) parameters[name] = { value: list[0], min: Math.min(list[1], list[0]), max: Math.max(list[2], list[0]) };
    }
    return parameters;
  }
}

/** NaN for what is no number that a lab can use. @param {string} text */
export function numberOf(text) {
  const number = text.trim() === "" ? NaN : Number(text);
  return Math.abs(number) <= LARGEST ? number : NaN;
}

/**
 * Every toggle of a lab, on or off.
 * @template {string} Name
 * @param {readonly Name[]} names  all of them
 * @param {Iterable<string>} on
 */
export function togglesOf(names, on) {
  const shown = new Set(on);
  return /** @type {Record<Name, boolean>} */ (Object.fromEntries(names.map((name) => [name, shown.has(name)])));
}

/** The names of the toggles that are on. @param {Record<string, boolean>} show */
export function namesOf(show) {
  return Object.keys(show)
    .filter((name) => show[name])
    .join(",");
}

/** @param {Record<string, Slider>} parameters @returns {Pairs} */
export function parameterPairs(parameters) {
  return Object.entries(parameters).map(([name, { value, min, max }]) => [`p.${name}`, [value, min, max].join(",")]);
}
