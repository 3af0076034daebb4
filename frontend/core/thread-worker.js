/** The thread that asks for the page: what thread.js sends is fetched, what it gives up is aborted. */

const worker = /** @type {any} */ (globalThis);
/** Where the page is: its addresses are from there. */
const PAGE = new URL("../../", worker.location.href);

/** @type {Map<number, AbortController>} */
const asked = new Map();

/** An answer is sent as the text that it is, which is as cheap as anything. */
worker.onmessage = async (/** @type {{data: [number, string?, RequestInit?]}} */ { data: [id, address, request] }) => {
  if (!address) return void asked.get(id)?.abort();
  const controller = new AbortController();
  asked.set(id, controller);
  try {
    const response = await fetch(new URL(address, PAGE), { ...request, signal: controller.signal });
    worker.postMessage([id, response.status, [...response.headers], await response.text()]);
  } catch {
    worker.postMessage([id]);
  } finally {
    asked.delete(id);
  }
};

worker.postMessage([]);

export {};
