/**
 * What is known of the very same thing (function, parameters, box): nothing takes it away, and no lesser answer comes
 * in its place.
 */

/**
 * @template Moment
 * @template {object} Answers
 * @typedef {import("./asking.js").Question<Moment, Answers>} Question
 */

/**
 * @template Moment
 * @template {object} Answers
 */
export class Known {
  /**
   * Which question an answer is of, and its value.
   * @type {Map<keyof Answers, {question: any, of: string, value: any}>}
   */
  facts = new Map();

  /** @param {import("../../core/signal.js").Store<Answers>} answers @param {() => Moment | null} now */
  constructor(answers, now) {
    this.answers = answers;
    this.now = now;
  }

  /**
   * What is known of this very thing, as long as nobody else has told something.
   * @param {keyof Answers} key
   * @param {string} of
   */
  of(key, of) {
    const fact = this.facts.get(key);
    return fact && fact.of === of && fact.value === this.answers.get()[key] ? fact : null;
  }

  /**
   * Whether a question's answer of a moment is known, as sure as it can say.
   * @param {Question<Moment, Answers>} question
   * @param {Moment} moment
   */
  has(question, moment) {
    return this.isHeld(question, moment, ({ isProof }) => isProof || !question.isProof);
  }

  /** Whether what is seen is of now, by this question or by one like it. @param {Question<Moment, Answers>} question */
  isOfNow(question) {
    const now = this.now();
    return now !== null && this.isHeld(question, now, () => true);
  }

  /**
   * Whether what is known of now is more than an answer of this moment.
   * @param {Question<Moment, Answers>} question
   * @param {Moment} moment
   */
  isMore(question, moment) {
    const now = this.now();
    if (!now || !this.isOfNow(question)) return false;
    const isOfNow = thing(question, moment) === thing(question, now);
    return !isOfNow || this.isHeld(question, now, ({ isProof }) => isProof && !question.isProof);
  }

  /**
   * @param {Question<Moment, Answers>} question
   * @param {Moment} moment
   * @param {(by: Question<Moment, Answers>) => boolean | undefined} isEnough
   */
  isHeld(question, moment, isEnough) {
    const of = thing(question, moment);
    const facts = of ? question.fills?.map((key) => this.of(key, of)) : null;
    return !!facts && facts.every((fact) => fact && isEnough(fact.question));
  }

  /**
   * What an answer tells, but for what is known of now by another question.
   * @param {Question<Moment, Answers>} question
   * @param {Partial<Answers>} told
   */
  kept(question, told) {
    const entries = Object.entries(told).filter(([name]) => {
      const key = /** @type {keyof Answers} */ (name);
      return question.fills?.includes(key) || !this.facts.has(key) || !this.isOfNow(this.facts.get(key)?.question);
    });
    return /** @type {Partial<Answers>} */ (Object.fromEntries(entries));
  }

  /**
   * From now on the answers of this question are of this moment.
   * @param {Question<Moment, Answers>} question
   * @param {Moment} moment
   */
  note(question, moment) {
    const of = thing(question, moment);
    if (of)
      for (const key of question.fills ?? []) this.facts.set(key, { question, of, value: this.answers.get()[key] });
  }
}

/**
 * All that an answer depends on; null where the question does not say.
 * @template Moment
 * @param {Question<Moment, any>} question
 * @param {Moment} moment
 */
export function thing({ exactly }, moment) {
  return exactly ? JSON.stringify(exactly(moment)) : null;
}
