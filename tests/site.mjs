// Drives the built site in Chromium: one call a test, a fresh profile for each, and any error on the page fails it.

import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { serve } from "../scripts/server.mjs";
import { SIZES, launch, profileOf } from "./browser.mjs";

export { SIZES };

const here = dirname(fileURLToPath(import.meta.url));
const dist = process.env.BEANPOD_DIST ?? join(here, "..", "dist");

export const THEMES = ["light", "dark"];
export const LANGS = ["ko", "en"];

/** How long anything may take before a test gives up [ms]. Chosen by us, for two busy cores. */
const PATIENCE = 30_000;

/** Serves the built site below `base`. */
export function distServer(base = "/") {
  assert.ok(existsSync(join(dist, "index.html")), "no dist/index.html: run scripts/build first");
  return serve(dist, { base });
}

let running;
/** One browser for all tests of a file. */
export function browser() {
  running ??= launch();
  return running;
}
after(async () => (await running)?.close());

/**
 * A test on the built site. `options`: lang, theme, size, base (the path it is hosted under), reducedMotion, at (the part of
 * the address after the base). The body gets:
 * - `page`: Playwright's page, where the app has started;
 * - `open(at, options)`: another page in a fresh profile, e.g. for a copied link;
 * - `url`: the address of the site;
 * - `host`: the server; `host.stop()` takes it away;
 * - `expectProblem(pattern)`: takes back one problem that the test meant to cause.
 */
export function siteTest(claim, options, body) {
  if (body === undefined) [options, body] = [{}, options];
  test(claim, { timeout: 4 * PATIENCE }, async () => {
    const host = await distServer(options.base);
    const contexts = [];
    const problems = [];
    const open = async (at = "", own = {}) => {
      const look = { ...options, ...own };
      const context = await newProfile(look);
      contexts.push(context);
      const page = await context.newPage();
      watch(page, host.url, problems);
      await page.goto(host.url + at);
      await started(page);
      return page;
    };
    const expectProblem = (pattern) => {
      const index = problems.findIndex((problem) => pattern.test(problem));
      assert.notEqual(index, -1, `expected a problem like ${pattern}, found ${JSON.stringify(problems)}`);
      problems.splice(index, 1);
    };
    try {
      const page = await open(options.at);
      await body({ page, open, url: host.url, host, expectProblem });
      assert.deepEqual(problems, [], "the page reported problems");
    } finally {
      await Promise.all(contexts.map((context) => context.close()));
      await host.stop();
    }
  });
}

/** A browser profile that has never seen the site. */
export async function newProfile(look = {}) {
  const context = await (await browser()).newContext(profileOf(look));
  context.setDefaultTimeout(PATIENCE);
  return context;
}

/** Resolves once the app is on the page. */
export async function started(page) {
  const stands = () => document.getElementById("content") !== null && document.getElementById("first-text") === null;
  await page.waitForFunction(stands);
}

/** Notes whatever a visitor's console would show in red, and any request to someone else. */
function watch(page, url, problems) {
  const origin = new URL(url).origin;
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("crash", () => problems.push("the page crashed"));
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(origin) && !/^(data|blob):/.test(address)) problems.push(`third party: ${address}`);
  });
}

/** axe finds nothing on the page as it is now. */
export async function assertAccessible(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join("\n  ")}`);
  assert.equal(found.length, 0, `axe: ${found.join("\n")}`);
}

/** Writes tests/screenshots/<name>.png, a folder that git ignores, and returns its path. */
export async function screenshot(page, name, options = {}) {
  const path = join(here, "screenshots", `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, ...options });
  return path;
}

/** Every size, theme and language: twelve looks, each with a name such as `phone-dark-ko`. */
export function everyLook() {
  const looks = [];
  for (const size of Object.keys(SIZES)) {
    for (const theme of THEMES) for (const lang of LANGS) looks.push({ size, theme, lang, name: `${size}-${theme}-${lang}` });
  }
  return looks;
}
