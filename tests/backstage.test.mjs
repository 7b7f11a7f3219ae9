// A worker fetches and compiles the wasm and rehearses the page, so that nothing has to be compiled once the page comes up.

import assert from "node:assert/strict";
import { newProfile, siteTest, started } from "./site.mjs";

const PAGES = ["", "#/sandbox", "#/lesson/rolling-update"];

const isRehearsed = () => performance.getEntriesByName("beanpod-rehearsed").length === 1;

siteTest("a page comes up once it has been rehearsed, and the worker is gone in the end", async ({ url }) => {
  for (const at of PAGES) {
    const context = await newProfile();
    const page = await context.newPage();
    let workers = 0;
    page.on("worker", () => (workers += 1));
    await page.goto(url + at);
    await started(page);
    await page.locator(".tile").first().waitFor();
    assert.ok(await page.evaluate(isRehearsed), `the rehearsal of ${at || "the start page"} came to no end`);
    await page.waitForFunction(() => document.documentElement.dataset.parts === "all");
    assert.equal(workers, 1);
    await until(() => page.workers().length === 0);
    await context.close();
  }
});

siteTest("a page comes up without its rehearsal", async ({ url }) => {
  const standIns = {
    "no worker may be begun": () => (globalThis.Worker = class { constructor() { throw new Error("forbidden"); } }),
    "the worker cannot be had": () => (globalThis.Worker = class { constructor() { setTimeout(() => this.onerror()); } postMessage() {} terminate() {} }),
    "the worker has no wasm": () => (globalThis.Worker = class { postMessage() { setTimeout(() => this.onmessage({ data: undefined })); } terminate() {} }),
    "the rehearsal fails": () => {
      const Real = Worker;
      globalThis.Worker = class {
        constructor(...words) {
          this.real = new Real(...words);
          this.real.onmessage = (event) => (event.data === true ? this.onerror() : this.onmessage(event));
        }
        postMessage(words) { this.real.postMessage(words); }
        terminate() { this.real.terminate(); }
      };
    },
    "the rehearsal takes long": () => {
      const Real = Worker;
      globalThis.Worker = class {
        constructor(...words) {
          this.real = new Real(...words);
          this.real.onmessage = (event) => event.data !== true && this.onmessage(event);
        }
        postMessage(words) { this.real.postMessage(words); }
        terminate() { this.real.terminate(); }
      };
    },
  };
  for (const [what, standIn] of Object.entries(standIns)) {
    const context = await newProfile();
    const page = await context.newPage();
    const problems = [];
    page.on("pageerror", (error) => problems.push(`${what}: ${error.message}`));
    await page.addInitScript(standIn);
    await page.goto(`${url}#/sandbox`);
    await started(page);
    await page.locator(".tile").first().waitFor();
    assert.equal(await page.evaluate(isRehearsed), false, what);
    await page.waitForFunction(() => document.documentElement.dataset.parts === "all");
    assert.deepEqual(problems, []);
    await context.close();
  }
});

/** Resolves once something holds. */
async function until(holds) {
  const start = Date.now();
  while (!holds()) {
    assert.ok(Date.now() - start < 10_000, "it never holds");
    await new Promise((done) => setTimeout(done, 50));
  }
}
