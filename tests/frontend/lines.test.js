/** Jobs come line by line, whatever the network makes of the lines, and go on after a loss. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, Problem } from "../../frontend/core/client.js";
import { askInParts } from "../../frontend/core/lines.js";

const part = (number, done, of) => `${JSON.stringify({ part: number, done, of })}\n`;
const late = { type: "urn:gradscape:time-is-up", detail: "it took too long", status: 503 };
const stopping = { type: "urn:gradscape:stopping", detail: "the server is being stopped", status: 503 };

/** A response whose body comes in these pieces; null: the connection breaks there. */
function coming(...pieces) {
  const encoder = new TextEncoder();
  let next = 0;
  const body = new ReadableStream({
    pull(controller) {
      const piece = pieces[next++];
      if (piece === undefined) controller.close();
      else if (piece === null) controller.error(new TypeError("network error"));
      else controller.enqueue(encoder.encode(piece));
    },
  });
  return new Response(body, { status: 200 });
}

/** What is told of the answers that come one after the other, and what was asked each time. */
async function told(answers, wish = {}) {
  const asked = [];
  const parts = [];
  const client = new Client(() => {}, {
    fetch: async (_, { body }) => {
      asked.push(JSON.parse(body));
      const answer = answers.shift();
      if (!answer) throw new TypeError("network error");
      return answer;
    },
    wait: async () => {},
    random: () => 0,
  });
  const onPart = ({ part: number }) => parts.push(number);
  const signal = new AbortController().signal;
  const isWhole = await askInParts(client, "jobs/basins", { resolution: 9 }, { signal, onPart, ...wish });
  return { isWhole, parts, asked };
}

test("lines are read however they are cut into pieces", async () => {
  const text = part(0, 1, 3) + part(2, 2, 3) + part(1, 3, 3);
  for (const size of [1, 7, 1000]) {
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, "g"));
    const { isWhole, parts } = await told([coming(...pieces)]);
    assert.ok(isWhole);
    assert.deepEqual(parts, [0, 2, 1]);
  }
});

test("after a loss what is missing is asked for, with what is known by then", async () => {
  const answers = [coming(part(0, 1, 3), part(2, 2, 3), null), null, coming(part(1, 3, 3))];
  const { isWhole, parts, asked } = await told(answers, { known: () => ({ attractors: [[1, 2]] }) });
  assert.ok(isWhole);
  assert.deepEqual(parts, [0, 2, 1]);
  assert.deepEqual(
    asked.map(({ have, attractors }) => [have, attractors]),
    [
      [[], undefined],
      [[0, 2], [[1, 2]]],
      [[0, 2], [[1, 2]]],
    ],
  );
});

test("an answer that ends too early, or because the server stops, is no whole one", async () => {
  for (const end of [[], [`${JSON.stringify({ problem: stopping })}\n`]]) {
    const { isWhole, asked } = await told([coming(part(0, 1, 2), ...end), coming(part(1, 2, 2))]);
    assert.ok(isWhole);
    assert.deepEqual(asked[1].have, [0]);
  }
});

test("where each line is about all before it, all are asked for again", async () => {
  const again = coming(part(0, 1, 2), part(1, 2, 2));
  const { asked, parts } = await told([coming(part(1, 1, 2), null), again], { isOne: true });
  assert.deepEqual(asked[1].have, []);
  assert.deepEqual(parts, [1, 0, 1]);
});

test("what takes too long, and what is refused, is not asked again", async () => {
  const refusal = new Response(JSON.stringify({ detail: "too costly" }), { status: 422 });
  for (const answer of [coming(part(0, 1, 2), `${JSON.stringify({ problem: late })}\n`), refusal])
    await assert.rejects(told([answer]), Problem);
});
