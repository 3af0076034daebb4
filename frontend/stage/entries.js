/** What can be found by the search: scenes, functions, methods and words, each with what it opens. */

/**
 * @typedef {object} Entry  something that can be found
 * @property {"scene" | "function" | "method" | "word"} kind
 * @property {string} name  as it is shown
 * @property {string} detail
 * @property {any} opens  a scene, or a part of a lab's state
 * @property {string} [id]  of a scene
 * @property {[string, number][]} fields  texts in which is looked, and what a word in them counts
 * @property {string[]} [words]  by which else it is called
 */

const TITLE = 6;
const WORDS = 3;
const TEXT = 1;

/**
 * All that can be found.
 * @param {import("../widgets/course-menu.js").Chapter[]} chapters
 * @param {any} catalogue
 * @param {(lab: string) => string} titleOf
 * @returns {Entry[]}
 */
export function entriesOf(chapters, catalogue, titleOf) {
  const scenes = chapters.flatMap((chapter) => chapter.scenes);
  return [
    ...chapters.flatMap((chapter) => chapter.scenes.map((scene) => sceneEntry(scene, chapter.title))),
    ...catalogue.examples.map(functionEntry),
    ...catalogue.methods.map((/** @type {any} */ method) => methodEntry(method, scenes)),
    ...wordEntries(catalogue, titleOf),
  ];
}

/** @param {any} scene @param {string} chapter @returns {Entry} */
function sceneEntry(scene, chapter) {
  const { id, title, words, text, state } = scene;
  return {
    kind: "scene",
    id,
    name: title,
    detail: chapter,
    opens: { scene },
    words,
    fields: [
      [title, TITLE],
      [words.join(" "), TITLE],
      [text, WORDS],
      [scene.try, TEXT],
      [chapter, TEXT],
      [[...(state.runs ?? []), state].map(({ method }) => method ?? "").join(" "), TEXT],
    ],
  };
}

/** @param {any} example @returns {Entry} */
function functionEntry({ name, source, variables, box, note }) {
  const lab = variables.length === 1 ? "derivative" : "surface";
  const [x, y] = box;
  return {
    kind: "function",
    name,
    detail: source.split("\n").pop(),
    opens: { lab, state: { source, domain: y ? { x, y } : { x } } },
    fields: [
      [name, TITLE],
      [note, TEXT],
      [source, TEXT],
    ],
  };
}

/**
 * It opens the first scene that walks by it; else walks of its own.
 * @param {any} method
 * @param {any[]} scenes
 * @returns {Entry}
 */
function methodEntry({ name, label, summary }, scenes) {
  const scene = scenes.find(
    ({ lab, state }) => lab === "paths" && state.runs.some((/** @type {any} */ run) => run.method === name),
  );
  return {
    kind: "method",
    name: label,
    detail: summary,
    opens: scene ? { scene } : { lab: "paths", method: name },
    fields: [
      [`${label} ${name}`, TITLE],
      [summary, WORDS],
    ],
  };
}

/**
 * Functions of the language, and what labs let one choose.
 * @param {any} catalogue
 * @param {(lab: string) => string} titleOf
 * @returns {Entry[]}
 */
function wordEntries(catalogue, titleOf) {
  const {
    functions,
    losses,
    activations,
    costs,
    initialisations,
    data_sets: dataSets,
    scatter_data: scatter,
  } = catalogue;
  /** @type {(name: string, more: string, lab: string, state: any, words?: string[]) => Entry} */
  const word = (name, more, lab, state, words = []) => ({
    kind: "word",
    name,
    detail: more || titleOf(lab),
    opens: { lab, state },
    words,
    fields: [
      [[name, ...words].join(" "), TITLE],
      [more, WORDS],
    ],
  });
  return [
    ...functions
      .filter((/** @type {any} */ each) => each.arguments === "1")
      .map((/** @type {any} */ { name, description }) =>
        word(name, description, "derivative", { source: `${name}(x)` }),
      ),
    ...losses.map((/** @type {any} */ { name, label }) =>
      word(label, "a loss of residuals", "regression", { loss: name }),
    ),
    ...scatter.map((/** @type {any} */ { name, label }) => word(label, "points to fit", "regression", { data: name })),
    ...activations.map((/** @type {any} */ { name }) =>
      word(name, "an activation of networks", "network", { activations: [name, name, name] }),
    ),
    ...costs.map((/** @type {any} */ { name, label }) => word(label, "a loss of networks", "network", { cost: name })),
    ...initialisations.map((/** @type {any} */ { name, label }) =>
      word(label, "an initialisation of weights", "network", { initialisation: name }, [`${label} initialization`]),
    ),
    ...dataSets.map((/** @type {any} */ { name, label, classes }) =>
      word(label, "points to learn", "network", { data: name }, [name, ...(classes === null ? MANY_CLASSES : [])]),
    ),
    ...TOPICS.map(([name, more, lab, state, words]) => word(name, more, lab, state, words)),
  ];
}

// What a data set of several classes is looked for by: their answers are probabilities.
const MANY_CLASSES = ["softmax", "several classes", "multiclass classification"];

/** What no scene is about. @type {[name: string, detail: string, lab: string, state: any, words: string[]][]} */
const TOPICS = [
  [
    "Weight decay",
    "large weights cost something",
    "network",
    { l2: 0.01 },
    ["regularization", "L2 regularization", "L1 regularization", "lasso", "ridge regression"],
  ],
  [
    "From many seeds",
    "one network trained from many beginnings",
    "network",
    { show: ["loss", "accuracy", "ensemble"] },
    ["random seed", "ensemble", "reproducibility", "random initialization"],
  ],
  ["Your own data", "points to paste or to draw", "regression", { data: "own" }, ["paste data", "CSV", "my data"]],
];
