/** Plotly, which is large: it is loaded when the first lab opens. */

/** @type {Promise<void> | null} */
let loading = null;

/** Begins to load it, or tells of what has begun; after a failure it is tried again. @returns {Promise<void>} */
export function plotlyLoaded() {
  loading ??= loaded().catch((problem) => {
    loading = null;
    throw problem;
  });
  return loading;
}

/** Its script, which the page holds in a template. @returns {Promise<void>} */
function loaded() {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("plotly"));
  const script = /** @type {HTMLScriptElement} */ (document.importNode(template.content, true).querySelector("script"));
  return new Promise((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error("Plotly could not be loaded"));
    };
    document.head.append(script);
  });
}
