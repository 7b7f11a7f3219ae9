// Joins style/*.css into .build/site.css, so that a component's stylesheet needs no line anywhere and a visitor loads one file.
// Order: tokens.css, base.css, then the others by name.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const first = ["tokens.css", "base.css"];
const rank = (name) => (first.includes(name) ? first.indexOf(name) : first.length);

const sheets = readdirSync(join(root, "style"))
  .filter((name) => name.endsWith(".css"))
  .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
const joined = sheets.map((name) => readFileSync(join(root, "style", name), "utf8").trimEnd()).join("\n\n") + "\n";

const target = join(root, ".build", "site.css");
// An unchanged file is left alone: `trunk serve` would otherwise see a change and build for ever.
if (!existsSync(target) || readFileSync(target, "utf8") !== joined) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, joined);
}
