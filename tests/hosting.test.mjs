// Wherever the built folder is put, the site opens: at the root, below a path, and without a network.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { newProfile, siteTest, started } from "./site.mjs";

const heading = (page) => page.getByRole("heading", { level: 1 }).first();

siteTest("the site opens at the root of a host", async ({ page }) => {
  await heading(page).waitFor();
});

siteTest("the site opens below a path", { base: "/some/sub/path/" }, async ({ page, url }) => {
  await heading(page).waitFor();
  await page.goto(`${url}index.html`);
  await heading(page).waitFor();
});

siteTest("the site opens offline after one visit", { base: "/some/sub/path/" }, async ({ page, host }) => {
  await stored(page);
  await host.stop();
  await page.reload();
  await started(page);
  await heading(page).waitFor();
});

siteTest("a new version drops the files of the old one and nobody else's", { base: "/a/" }, async ({ url }) => {
  const profile = await newProfile();
  const page = await profile.newPage();
  await page.goto(`${url}icon.svg`);
  const old = `beanpod ${url} old`;
  const neighbour = `beanpod ${new URL("/b/", url)} 1`;
  await page.evaluate((names) => Promise.all(names.map((name) => caches.open(name))), [old, neighbour]);
  await page.goto(url);
  await stored(page);
  const names = await page.evaluate(() => caches.keys());
  assert.ok(names.includes(neighbour), "the neighbour's files are gone");
  assert.ok(!names.includes(old), "the old version's files are still there");
  assert.equal(names.length, 2);
  await profile.close();
});

siteTest("the policy stops inline scripts", async ({ page, expectProblem }) => {
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.head.append(script);
    return "injected" in window;
  });
  assert.equal(ran, false);
  expectProblem(/Content Security Policy/);
});

siteTest("the policy stops requests to others", async ({ page, expectProblem }) => {
  const answer = await page.evaluate(() => fetch("http://127.0.0.1:9/").catch(() => "refused"));
  assert.equal(answer, "refused");
  expectProblem(/^console: Connecting to|^console: Refused to connect/);
  expectProblem(/Fetch API cannot load/);
});

siteTest("an address that is not there answers 404", async ({ page, url }) => {
  const response = await page.request.get(`${url}no/such/page`);
  assert.equal(response.status(), 404);
});

siteTest("every address in the page is relative and carries integrity where it runs", async ({ page, url }) => {
  const html = await (await page.request.get(url)).text();
  for (const [, address] of html.matchAll(/\s(?:href|src)="?([^"\s>]+)/g)) {
    assert.match(address, /^(\.\/|#|data:)/, `${address} is not relative`);
  }
  for (const [tag] of html.matchAll(/<link[^>]*rel="?(?:stylesheet|modulepreload|preload)[^>]*>/g)) {
    assert.match(tag, /integrity="?sha384-/, tag);
  }
  // The script vouches for what it fetches itself.
  const paths = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  const script = await (await page.request.get(paths.find((path) => /\/beanpod-[0-9a-f]+\.js$/.test(path)))).text();
  // A worker fetches it, so it is not among what the page itself has fetched.
  const [name] = /beanpod-[0-9a-f]+_bg\.wasm/.exec(html);
  const wasm = await (await page.request.get(url + name)).body();
  assert.ok(script.includes(`sha384-${createHash("sha384").update(wasm).digest("base64")}`), "nobody vouches for the wasm");
});

/** Resolves when the service worker has stored the whole site and answers for it. */
async function stored(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    }
  });
}
