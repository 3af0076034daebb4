import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "../../frontend/core/client.js";
import { fetchApart, Thread } from "../../frontend/core/thread.js";

/** A worker in this thread: what the page sends is kept, what is told to it goes to the page. */
function createWorker() {
  const worker = { sent: [], postMessage: (message) => worker.sent.push(message), onmessage: null, onerror: null };
  return { worker, tell: (...data) => worker.onmessage({ data }) };
}

/** A thread, and whatever is asked by the page itself meanwhile. */
function createThread() {
  const { worker, tell } = createWorker();
  const own = [];
  const thread = new Thread(
    () => worker,
    async (address) => {
      own.push(address);
      return new Response("1");
    },
  );
  return { thread, worker, tell, own };
}

/** The same once the worker listens. */
function createReady() {
  const all = createThread();
  all.thread.start();
  all.tell();
  return all;
}

test("the page asks by itself until the thread listens, and the thread asks from then on", async () => {
  const { thread, worker, tell, own } = createThread();
  const page = new EventTarget();
  const ask = fetchApart(page, thread);
  await ask("parse", {});
  page.dispatchEvent(new Event("pointerdown"));
  await ask("parse", {});
  assert.deepEqual(own, ["parse", "parse"]);
  tell();
  const reply = ask("parse", { method: "POST", body: "{}" });
  const [[id, address, request]] = worker.sent;
  assert.deepEqual([address, request], ["parse", { method: "POST", body: "{}" }]);
  tell(id, 200, [], '{"x": 1}');
  assert.deepEqual(await (await reply).json(), { x: 1 });
});

test("where there are no workers, the page goes on asking by itself", async () => {
  const own = [];
  const thread = new Thread(
    () => new globalThis.Worker("thread-worker.js"),
    async (address) => void own.push(address),
  );
  thread.start();
  await thread.fetch("parse", {});
  assert.deepEqual(own, ["parse"]);
});

test("answers find their questions in any order", async () => {
  const { thread, worker, tell } = createReady();
  const asked = ["a", "b"].map((address) => thread.fetch(address, {}));
  for (const [id, address] of [...worker.sent].reverse()) tell(id, 200, [], JSON.stringify(address));
  const told = await Promise.all(asked.map(async (reply) => (await reply).json()));
  assert.deepEqual(told, ["a", "b"]);
});

test("what is given up is aborted in the thread, and its answer is heard by nobody", async () => {
  const { thread, worker, tell } = createReady();
  const controller = new AbortController();
  const reply = thread.fetch("basins", { signal: controller.signal });
  controller.abort();
  await assert.rejects(reply, { name: "AbortError" });
  assert.deepEqual(worker.sent[1], [worker.sent[0][0]]);
  tell(worker.sent[0][0], 200, [], "{}");
  assert.equal(thread.waiting.size, 0);
});

test("what was given up before it is asked is not asked", async () => {
  const { thread, worker } = createReady();
  await assert.rejects(thread.fetch("basins", { signal: AbortSignal.abort() }), { name: "AbortError" });
  assert.deepEqual(worker.sent, []);
});

test("a thread that fails is a lost connection, after which the page asks by itself", async () => {
  const { thread, worker, own } = createReady();
  const lost = [];
  const client = new Client((isLost) => lost.push(isLost), {
    ask: thread.fetch.bind(thread),
    wait: async () => {},
  });
  const answer = client.send("parse", {});
  worker.onerror();
  assert.equal(await answer, 1);
  assert.deepEqual([lost, own], [[true, false], ["api/v1/parse"]]);
});

test("a busy server is heard through the thread: asked again when it says, and a refusal is told", async () => {
  const { thread, worker, tell } = createReady();
  const pauses = [];
  const client = new Client(() => {}, {
    ask: thread.fetch.bind(thread),
    wait: async (pause) => void pauses.push(pause),
    random: () => 0,
  });
  const answer = client.send("basins", {});
  tell(worker.sent[0][0], 503, [["retry-after", "2"]], '{"detail": "busy"}');
  while (worker.sent.length < 2) await new Promise((resolve) => setTimeout(resolve));
  tell(worker.sent[1][0], 422, [], '{"detail": "no such method"}');
  await assert.rejects(answer, { message: "no such method", status: 422 });
  assert.deepEqual(pauses, [2000]);
});
