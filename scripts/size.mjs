// The size budget: what a first visit loads, as sent with brotli. Prints each part; exits 1 when it is over.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { ending, isPacked, siteFiles } from "./files.mjs";

/** What any page needs before it stands: page, styles, scripts and the first part of the wasm, brotli quality 11 [bytes]. */
const BUDGET = 400_000;
const FIRST_LOAD = ["html", "css", "js", "wasm"];

/** Comes once the page stands, or when something calls into it: see divide.mjs. */
const isLater = (path) => /^later-.*\.(wasm|css)$/.test(path);

const folder = argv[2] ?? "dist";
const files = siteFiles(folder).map((path) => {
  const raw = statSync(join(folder, path)).size;
  return { path, raw, sent: isPacked(path) ? raw : readFileSync(join(folder, `${path}.br`)).length };
});
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
const sum = (list) => list.reduce((total, { sent }) => total + sent, 0);

const first = files.filter(({ path }) => FIRST_LOAD.includes(ending(path)) && !isLater(path));
const later = files.filter(({ path }) => isLater(path));
const others = files.filter((file) => !first.includes(file) && !later.includes(file));
console.log("size: brotli       raw  file");
for (const { path, raw, sent } of first) console.log(`${kilobytes(sent)}${kilobytes(raw)}  ${path}`);
const total = sum(first);
console.log(`${kilobytes(total)}  first load, of ${kilobytes(BUDGET).trim()} (${Math.round((total * 100) / BUDGET)} %)`);
console.log(`${kilobytes(sum(later))}  the later part of wasm and styles, fetched once the page stands`);
console.log(`${kilobytes(sum(others))}  ${others.length} other files, stored for offline use: lessons, fonts, icons`);
if (total > BUDGET) {
  console.error(`error: the first load is ${kilobytes(total - BUDGET).trim()} over its budget`);
  exit(1);
}
