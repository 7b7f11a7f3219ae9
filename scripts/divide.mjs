// Divides the site's wasm by what its pages run as they open: that part is the first load, the rest comes once the page stands.
// scripts/split does the dividing; here the pages are opened, and the two parts are put into the site.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, profileOf } from "../tests/browser.mjs";
import { minify, siteFiles } from "./files.mjs";
import { serve } from "./server.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** The pages that a visitor opens first, each in a look of its own, and whether its run is played for a while. */
const VISITS = [
  { at: "", lang: "ko", size: "phone" },
  { at: "", lang: "en", size: "desktop", theme: "dark" },
  { at: "#/sandbox", lang: "ko", size: "desktop", plays: true },
  { at: "#/sandbox", lang: "en", size: "phone" },
  { at: "#/lesson/rolling-update", lang: "en", size: "desktop" },
  { at: "#/lesson/rolling-update", lang: "ko", size: "phone", theme: "dark" },
];

/** Where each object of the data lies, as build.rs has the linker write it. */
const MAP = join(here, "..", ".build", "beanpod.map");

/** A phone takes so many times as long as this machine: what then comes in more turns is to be in the first part too. */
const PHONE_SLOWNESS = 4;

/** How long a page is watched once it stands [ms]. Chosen by us: the slowest tick of a page comes once a second. */
const WATCHED_MS = 2500;

const hash = (content) => createHash("sha256").update(content).digest("hex").slice(0, 16);
const integrity = (content) => `sha384-${createHash("sha384").update(content).digest("base64")}`;
const split = (...words) => execFileSync("cargo", ["run", "--quiet", "--locked", "-p", "split", "--", ...words], { cwd: join(here, ".."), encoding: "utf8" });

/** Opens the pages of a site whose wasm notes what runs; resolves to a byte for each function, 0 if it never ran. */
export async function watch(folder, base, functions) {
  const host = await serve(folder);
  const browser = await launch();
  const ran = new Uint8Array(functions);
  try {
    for (const { at, plays, ...look } of VISITS) {
      const context = await browser.newContext({ ...profileOf(look), serviceWorkers: "block" });
      const page = await context.newPage();
      await page.addInitScript((lang) => {
        // Visitors prefer several languages; a browser that is driven says but one.
        const languages = lang === "ko" ? ["ko-KR", "ko", "en-US", "en", "ja"] : ["en-GB", "en", "de", "fr", "ko"];
        Object.defineProperty(Navigator.prototype, "languages", { get: () => languages });
        addEventListener("TrunkApplicationStarted", ({ detail }) => (window.wasm = detail.wasm));
        // What waits for the later part is not to be in the first one.
        const observer = new MutationObserver(() => document.documentElement && (document.documentElement.dataset.parts ??= "first"));
        observer.observe(document, { childList: true });
      }, look.lang);
      if (look.size === "phone") {
        const session = await context.newCDPSession(page);
        await session.send("Emulation.setCPUThrottlingRate", { rate: PHONE_SLOWNESS });
      }
      await page.goto(host.url + at);
      await page.waitForFunction(() => window.wasm);
      await page.waitForTimeout(WATCHED_MS);
      if (plays) {
        await page.keyboard.press("Space");
        await page.waitForTimeout(WATCHED_MS);
      }
      const notes = await page.evaluate(([from, count]) => [...new Uint8Array(window.wasm.memory.buffer, from, count)], [base, functions]);
      notes.forEach((note, place) => (ran[place] |= note));
      await context.close();
    }
  } finally {
    await browser.close();
    await host.stop();
  }
  return ran;
}

/** What the page's script does to have the later part when it is called, and soon in any case. */
function loader(later, styles) {
  const script = ["backstage.js", "later.js"].map((name) => readFileSync(join(here, name), "utf8")).join("");
  const values = { LATER_NAME: later.name, LATER_HASH: later.integrity, STYLES_NAME: styles.name, STYLES_HASH: styles.integrity };
  return Object.entries(values).reduce((text, [name, value]) => text.replace(name, value), script);
}

/** The script with one place of it changed. */
function changed(script, [before, after]) {
  if (script.split(before).length !== 2) throw new Error(`the script does not say once: ${before}`);
  return script.replace(before, after);
}

/** The page without the wish to have the wasm as soon as possible: the first text comes first. */
function withoutEarlyWasm(html) {
  return html.replace(/<link\b[^>]*\bas="?fetch[^>]*>/, "");
}

/** The page without its later styles, which the script adds, and what they are called. */
function withoutLaterStyles(html) {
  const links = html.matchAll(/<link\b[^>]*>/g);
  const [link] = [...links].map(([link]) => link).filter((link) => link.includes("later-"));
  const [, name] = /href="?\.\/([^" >]+)/.exec(link);
  const [, integrity] = /integrity="?([^" >]+)/.exec(link);
  return { html: html.replace(link, ""), styles: { name, integrity } };
}

/** Divides the one wasm of the built site in a folder. */
export async function divideWasm(folder) {
  const files = siteFiles(folder);
  const wasm = files.find((path) => path.endsWith("_bg.wasm"));
  const js = wasm.replace("_bg.wasm", ".js");
  const work = mkdtempSync(join(tmpdir(), "beanpod-"));
  try {
    const marked = join(work, "site");
    cpSync(folder, marked, { recursive: true });
    const [base, functions] = split("mark", join(folder, wasm), join(marked, wasm)).trim().split(" ").map(Number);
    const html = readFileSync(join(marked, "index.html"), "utf8");
    // The marked wasm is not the one that Trunk took the hash of.
    writeFileSync(join(marked, "index.html"), html.replaceAll(/ integrity="[^"]*"/g, ""));
    writeFileSync(join(work, "ran"), await watch(marked, base, functions));
    const [first, later] = ["first", "later"].map((name) => join(work, name));
    console.log(split("divide", join(folder, wasm), join(work, "ran"), MAP, first, later).trim());
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(join(folder, wasm)))).map(({ name }) => name);
    put(folder, { wasm, js, imports, first: readFileSync(first), later: readFileSync(later) });
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** The script with the imports called as scripts/split calls them: by their number. */
function shortNames(script, imports) {
  return imports.map((name, number) => [`        ${name}: `, `        _${number}: `]).reduce(changed, script);
}

/** Puts both parts into the site, under names and with hashes of their content. */
function put(folder, { wasm, js, imports, first, later }) {
  const laterName = `later-${hash(later)}.wasm`;
  writeFileSync(join(folder, laterName), later);
  const script = readFileSync(join(folder, js), "utf8");
  const page = withoutLaterStyles(readFileSync(join(folder, "index.html"), "utf8"));
  const longGlue = changed(shortNames(script, imports).replaceAll("= __wbg_get_imports();", "= withLater(__wbg_get_imports());"), [
    "module_or_path = fetch(module_or_path);",
    `module_or_path = firstPart(module_or_path, "${integrity(first)}");`,
  ]);
  const glue = minify(longGlue + loader({ name: laterName, integrity: integrity(later) }, page.styles));
  writeFileSync(join(folder, js), glue);
  const whole = readFileSync(join(folder, wasm));
  writeFileSync(join(folder, wasm), first);
  let html = page.html;
  for (const [old, before, content] of [[js, script, glue], [wasm, whole, first]]) {
    const fresh = old.replace(/-[0-9a-f]+/, `-${hash(content)}`);
    renameSync(join(folder, old), join(folder, fresh));
    if (!html.includes(integrity(before))) throw new Error(`the page does not vouch for ${old} as it was built`);
    html = html.replaceAll(integrity(before), integrity(content)).replaceAll(old, fresh);
  }
  writeFileSync(join(folder, "index.html"), withoutEarlyWasm(html));
}
