// Joins style/*.css into .build/site.css and style/later/*.css into .build/later.css, so that a component's stylesheet needs no
// line anywhere and a visitor loads two files: what the page needs to stand, and what comes with the later part of the wasm.
// Order: tokens.css, base.css, then the others by name.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const first = ["tokens.css", "base.css"];
const rank = (name) => (first.includes(name) ? first.indexOf(name) : first.length);

function joinSheets(folder, target) {
  const sheets = readdirSync(folder)
    .filter((name) => name.endsWith(".css"))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const joined = sheets.map((name) => readFileSync(join(folder, name), "utf8").trimEnd()).join("\n\n") + "\n";
  // An unchanged file is left alone: `trunk serve` would otherwise see a change and build for ever.
  if (!existsSync(target) || readFileSync(target, "utf8") !== joined) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, joined);
  }
}

joinSheets(join(root, "style"), join(root, ".build", "site.css"));
joinSheets(join(root, "style", "later"), join(root, ".build", "later.css"));
