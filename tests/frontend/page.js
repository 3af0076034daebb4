/**
 * What modules find in the page, for tests without one: the catalogue, asked of the backend whenever that has changed.
 * To be imported first.
 */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const TOP = fileURLToPath(new URL("../..", import.meta.url));
const BACKEND = join(TOP, "backend", "gradscape");
const KEPT = join(tmpdir(), `gradscape-catalogue-${TOP.replace(/\W+/g, "-")}.json`);

function newest() {
  const files = readdirSync(BACKEND, { recursive: true }).filter((name) => name.endsWith(".py"));
  return Math.max(...files.map((name) => statSync(join(BACKEND, name)).mtimeMs));
}

function catalogue() {
  if (existsSync(KEPT) && statSync(KEPT).mtimeMs > newest()) return readFileSync(KEPT, "utf-8");
  const own = join(TOP, ".venv", "bin", "python");
  const python = process.env.PYTHON ?? (existsSync(own) ? own : "python3");
  const script = "import sys; from gradscape.api.routers import catalogue; sys.stdout.buffer.write(catalogue.text())";
  const text = execFileSync(python, ["-c", script], { encoding: "utf-8", maxBuffer: 2 ** 24 });
  writeFileSync(`${KEPT}.${process.pid}`, text);
  renameSync(`${KEPT}.${process.pid}`, KEPT);
  return text;
}

const textContent = catalogue();
globalThis.document ??= /** @type {any} */ ({ getElementById: (id) => (id === "catalogue" ? { textContent } : null) });
