/**
 * Keeps the page and its files, so that it opens without a network. Whatever is asked of the API goes to the server: an
 * answer is never an old one.
 */

/** The files by their versions, as the server fills them in: another version of one is another worker. */
const FILES = /** @type {string[]} */ ([]);
const PAGE = "./";
const CACHE = `gradscape ${FILES.join(" ")}`;

const worker = /** @type {any} */ (self);

worker.addEventListener("install", (/** @type {any} */ event) => {
  worker.skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...FILES])));
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(Promise.all([forgetOthers(), worker.clients.claim()]));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  // A page is asked for with its fragment, which is no part of the file.
  const address = request.url.split("#")[0];
  if (request.mode === "navigate" && address === here(PAGE)) event.respondWith(page(request));
  else if (FILES.some((file) => here(file) === address)) event.respondWith(file(request));
});

/** @param {string} file */
const here = (file) => new URL(file, worker.location.href).href;

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith("gradscape ") && name !== CACHE).map((name) => caches.delete(name)),
  );
}

/** The page of today where there is a network, otherwise the last one. @param {Request} request */
async function page(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept) return kept;
    throw error;
  }
}

/** @param {Request} request */
async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}
