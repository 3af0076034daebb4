import assert from "node:assert/strict";
import { test } from "node:test";
import { Channel, Client, decodeArray, Problem, unlessRefused } from "../../frontend/core/client.js";

const turn = () => new Promise((resolve) => setTimeout(resolve));

/** A task that answers when it is told to, and remembers what it was asked. */
function createTask() {
  const calls = [];
  const task = (question, { isWanted, signal }) =>
    new Promise((resolve, reject) => calls.push({ question, isWanted, signal, resolve, reject }));
  return { calls, task };
}

/** A server that gives the listed answers one after the other; a null is a lost connection. */
function createServer(answers) {
  const requests = [];
  const fetch = async (url, request) => {
    requests.push({ url, ...request });
    const answer = answers[requests.length - 1];
    if (answer === null) throw new TypeError("Failed to fetch");
    return answer;
  };
  return { fetch, requests };
}

const json = (body, status = 200) => new Response(JSON.stringify(body), { status });

/** A client of such a server, in which no time passes. */
function createClient(answers) {
  const { fetch, requests } = createServer(answers);
  const pauses = [];
  const told = [];
  const wait = async (pause) => void pauses.push(pause);
  return { client: new Client((isLost) => told.push(isLost), { fetch, wait }), requests, pauses, told };
}

test("who stops what is on its way stops what waits behind it too", async () => {
  /** @type {(() => void)[]} */
  const stops = [];
  const channel = new Channel((_question, { signal, stop }) => {
    stops.push(stop);
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve(null)));
  });
  const answers = [channel.ask("first", "x"), channel.ask("second", "x")];
  stops[0]();
  assert.deepEqual(await Promise.all(answers), [null, null]);
  assert.equal(stops.length, 1);
});

test("what came answered with the page is not asked again, and all else is", async () => {
  const { fetch, requests } = createServer([json("from the server")]);
  const answered = [{ path: "parse", question: { function: { source: "x" } }, answer: "from the page" }];
  const client = new Client(() => {}, { fetch, answered });
  assert.equal(await client.send("parse", { function: { source: "x" } }), "from the page");
  assert.equal(requests.length, 0);
  assert.equal(await client.send("parse", { function: { source: "y" } }), "from the server");
});

test("a channel has one question in flight, and one waiting", async () => {
  const { calls, task } = createTask();
  const channel = new Channel(task);
  for (const question of [1, 2, 3]) channel.ask(question);
  assert.deepEqual(
    calls.map(({ question }) => question),
    [1],
  );
  calls[0].resolve();
  await turn();
  assert.deepEqual(
    calls.map(({ question }) => question),
    [1, 3],
  );
});

test("the latest question wins, and those it overtook while they waited are answered null", async () => {
  const { calls, task } = createTask();
  const channel = new Channel(task);
  const answers = ["a", "b", "c", "d"].map((question) => channel.ask(question));
  assert.deepEqual(await Promise.all(answers.slice(1, 3)), [null, null]);
  calls[0].resolve("A");
  assert.equal(await answers[0], "A");
  await turn();
  calls[1].resolve("D");
  assert.equal(await answers[3], "D");
  assert.equal(calls.length, 2);
});

test("a question knows when a later one waits behind it", () => {
  const { calls, task } = createTask();
  const channel = new Channel(task);
  channel.ask(1);
  assert.ok(calls[0].isWanted());
  channel.ask(2);
  assert.ok(!calls[0].isWanted());
});

test("a refused question does not hold up the next one", async () => {
  const { calls, task } = createTask();
  const channel = new Channel(task);
  const [first, second] = [channel.ask(1), channel.ask(2)];
  calls[0].reject(new Error("no"));
  await assert.rejects(first, /no/);
  await turn();
  calls[1].resolve("yes");
  assert.equal(await second, "yes");
});

test(
  "a closed channel answers null: to what waits, to what is in flight, refused or not, and to " + "what comes",
  async () => {
    for (const finish of ["resolve", "reject"]) {
      const { calls, task } = createTask();
      const channel = new Channel(task);
      const answers = [channel.ask(1), channel.ask(2)];
      channel.close();
      assert.ok(!calls[0].isWanted());
      calls[0][finish](new Error("late"));
      assert.deepEqual(await Promise.all([...answers, channel.ask(3)]), [null, null, null]);
      assert.equal(calls.length, 1);
    }
  },
);

test("a refusal is told and answered null; any other error is not swallowed", async () => {
  const told = [];
  const problem = new Problem({ status: 422, detail: "no" });
  assert.equal(await unlessRefused(Promise.reject(problem), (each) => told.push(each)), null);
  assert.equal(await unlessRefused(Promise.resolve(7), (each) => told.push(each)), 7);
  await assert.rejects(
    unlessRefused(Promise.reject(new Error("bug")), (each) => told.push(each)),
    /bug/,
  );
  assert.deepEqual(told, [problem]);
});

test("a channel that has become quiet answers again", async () => {
  const channel = new Channel(async (question) => 2 * question);
  assert.equal(await channel.ask(1), 2);
  await turn();
  assert.equal(await channel.ask(2), 4);
});

test("two channels of one client do not wait for each other", async () => {
  const { client } = createClient([json("first"), json("second")]);
  assert.deepEqual(await Promise.all([client.channel("parse").ask({}), client.channel("surface").ask({})]), [
    "first",
    "second",
  ]);
});

test("a question is posted as JSON, and a plain path is fetched", async () => {
  const { client, requests } = createClient([json(1), json(2)]);
  await client.send("parse", { source: "π r²" });
  await client.send("catalogue");
  const [post, get] = requests;
  assert.deepEqual(
    [post.url, post.method, post.headers["Content-Type"], JSON.parse(post.body)],
    ["api/v1/parse", "POST", "application/json", { source: "π r²" }],
  );
  assert.deepEqual(get, { url: "api/v1/catalogue" });
});

test("a refusal is a Problem with the server's words, the span and the hint", async () => {
  const refusal = {
    status: 422,
    title: "unreadable",
    detail: "unknown name 'sine'",
    span: [0, 4],
    hint: "did you mean 'sin'?",
  };
  const { client, told, requests } = createClient([json(refusal, 422)]);
  await assert.rejects(client.send("parse", {}), (problem) => {
    assert.ok(problem instanceof Problem);
    assert.deepEqual(
      [problem.status, problem.message, problem.span, problem.hint],
      [422, "unknown name 'sine'", [0, 4], "did you mean 'sin'?"],
    );
    return true;
  });
  assert.deepEqual([told, requests.length], [[], 1]);
});

test("a refusal without span and hint has none", async () => {
  const { client } = createClient([json({ detail: "too many points" }, 422)]);
  await assert.rejects(client.send("surface", {}), { status: 422, message: "too many points", span: null, hint: null });
});

test("a refusal that is no JSON still says what came", async () => {
  const { client } = createClient([new Response("<h1>Internal Server Error</h1>", { status: 500 })]);
  await assert.rejects(client.send("surface", {}), {
    status: 500,
    message: "the server answered 500 without a reason",
  });
});

test("a lost connection is told once, tried again, and told when found", async () => {
  const { client, told, requests } = createClient([null, null, null, json("here")]);
  assert.equal(await client.send("surface", {}), "here");
  assert.deepEqual(told, [true, false]);
  assert.equal(requests.length, 4);
  assert.equal(new Set(requests.map(({ url, body }) => url + body)).size, 1);
});

test("the pauses between trials double, up to five seconds", async () => {
  const { client, pauses } = createClient([null, null, null, null, null, null, null, json(0)]);
  await client.send("surface", {});
  assert.deepEqual(pauses, [300, 600, 1200, 2400, 4800, 5000, 5000]);
});

for (const status of [502, 503, 504])
  test(`a server that is away for a moment (${status}) is asked again`, async () => {
    const { client, requests } = createClient([json({ detail: "later" }, status), json("now")]);
    assert.equal(await client.send("surface", {}), "now");
    assert.equal(requests.length, 2);
  });

test("a question that a later one overtook is not tried again, and the later one is", async () => {
  const { client, requests } = createClient([null, null, json("latest")]);
  const channel = client.channel("surface");
  const [first, second] = [channel.ask({ a: 1 }), channel.ask({ a: 2 })];
  assert.deepEqual(await Promise.all([first, second]), [null, "latest"]);
  assert.deepEqual(
    requests.map(({ body }) => JSON.parse(body).a),
    [1, 2, 2],
  );
});

test(
  "what is in flight about something else is given up for the next question, and about the same " + "it is not",
  async () => {
    const { calls, task } = createTask();
    const channel = new Channel(task);
    const answers = [channel.ask(1, "a"), channel.ask(2, "a")];
    assert.ok(!calls[0].signal.aborted);
    answers.push(channel.ask(3, "b"));
    assert.ok(calls[0].signal.aborted);
    calls[0].resolve("late");
    await turn();
    calls[1].resolve("new");
    assert.deepEqual(await Promise.all(answers), [null, null, "new"]);
  },
);

test("a question that is given up is no lost connection, and is not asked again", async () => {
  const told = [];
  const controller = new AbortController();
  const fetch = (_, { signal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(new DOMException("", "AbortError"))));
  const client = new Client((isLost) => told.push(isLost), { fetch, wait: () => assert.fail("it waits") });
  const answer = client.send("surface", {}, { signal: controller.signal });
  controller.abort();
  assert.deepEqual([await answer, told], [null, []]);
});

test("a pause ends when the question is given up", async () => {
  const controller = new AbortController();
  const wait = () => new Promise(() => setTimeout(() => controller.abort()));
  const client = new Client(() => {}, { fetch: async () => json({}, 503), wait });
  assert.equal(await client.send("surface", {}, { signal: controller.signal }), null);
});

for (const status of [429, 503])
  test(`a server with too much to do (${status}) is left alone as long as it asks, not by all at once`, async () => {
    const busy = (after) => new Response("{}", { status, headers: after === null ? {} : { "Retry-After": after } });
    const { fetch } = createServer([busy("7"), busy(null), busy("soon"), busy("1000000"), json("now")]);
    const pauses = [];
    const wait = async (pause) => void pauses.push(pause);
    const client = new Client(() => {}, { fetch, wait, random: () => 0.5 });
    assert.equal(await client.send("surface", {}), "now");
    assert.deepEqual(pauses, [7000 + 150, 600 + 300, 1200 + 600, 60_000 + 1200]);
  });

test("a question that takes too long would do so again: the server's words are shown", async () => {
  const tooLong = { type: "urn:gradscape:time-is-up", detail: "stopped after 30 seconds", hint: "ask for fewer steps" };
  const { client, requests } = createClient([json(tooLong, 503)]);
  await assert.rejects(client.send("descent", {}), (problem) => problem.detail !== "" && problem.status === 503);
  assert.equal(requests.length, 1);
});

test("a page names itself in every question, so that it is served in turn with others behind its address", async () => {
  const headers = [];
  const fetch = async (_, request) => {
    headers.push(request.headers["Gradscape-Page"]);
    return json("now");
  };
  const client = new Client(() => {}, { fetch });
  await client.send("surface", {});
  await client.send("curve", {});
  assert.match(headers[0], /^[0-9a-z]{4,20}$/);
  assert.equal(headers[1], headers[0]);
});

test("what a server asks to wait may be a date", async () => {
  const at = new Date(Date.now() + 30_000).toUTCString();
  const { fetch } = createServer([new Response("{}", { status: 503, headers: { "Retry-After": at } }), json("now")]);
  const pauses = [];
  const client = new Client(() => {}, { fetch, wait: async (pause) => void pauses.push(pause), random: () => 0 });
  await client.send("surface", {});
  assert.ok(pauses[0] > 27_000 && pauses[0] <= 30_000, String(pauses));
});

for (const status of [400, 404, 413, 422, 500])
  test(`any other refusal (${status}) is said and not asked again`, async () => {
    const { client, requests } = createClient([json({ detail: "because" }, status)]);
    await assert.rejects(client.send("surface", {}), { status, message: "because" });
    assert.equal(requests.length, 1);
  });

const encoded = (array) => Buffer.from(array.buffer).toString("base64");

test("a list comes back from base64 with its holes and infinities", () => {
  const list = [1, NaN, -0.5, Infinity, -Infinity, 0];
  for (const [dtype, Type] of [
    ["f4", Float32Array],
    ["f8", Float64Array],
  ]) {
    const decoded = decodeArray({ dtype, shape: "6", bdata: encoded(Type.from(list)) });
    assert.ok(decoded instanceof Type);
    assert.deepEqual(Array.from(decoded), list);
  }
});

test("bytes are read as the format says, little end first", () => {
  // 1.0 is 3f f0 00 … in the binary64 of IEEE 754.
  assert.deepEqual(Array.from(decodeArray({ dtype: "f8", shape: "1", bdata: "AAAAAAAA8D8=" })), [1]);
  assert.deepEqual(Array.from(decodeArray({ dtype: "f4", shape: "2", bdata: "AACAPwAAwH8=" })), [1, NaN]);
});

test("a table comes back row by row", () => {
  const rows = decodeArray({ dtype: "f8", shape: "2,3", bdata: encoded(Float64Array.of(1, 2, 3, 4, NaN, 6)) });
  assert.deepEqual(
    rows.map((row) => Array.from(row)),
    [
      [1, 2, 3],
      [4, NaN, 6],
    ],
  );
});
