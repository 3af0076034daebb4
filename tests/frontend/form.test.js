/** What the formatter cannot hold: lines that people can read. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const TOP = fileURLToPath(new URL("../..", import.meta.url));
const LONGEST = 120;

for (const folder of ["frontend", "tests/frontend"])
  test(`no line of JavaScript in ${folder} has more than ${LONGEST} characters`, () => {
    const long = readdirSync(join(TOP, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".js"))
      .flatMap((name) =>
        readFileSync(join(TOP, folder, name), "utf8")
          .split("\n")
          .flatMap((line, at) => (line.length > LONGEST ? [`${name}:${at + 1}`] : [])),
      );
    assert.deepEqual(long, []);
  });
