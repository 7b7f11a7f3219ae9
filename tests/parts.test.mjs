// The wasm comes in two parts: the page stands with the first one, and the later one is there when it is called.

import assert from "node:assert/strict";
import { openTerminal, type } from "./run.mjs";
import { newProfile, siteTest, started } from "./site.mjs";

const LATER = /later-[0-9a-f]+\.wasm$/;

siteTest("the later part comes by itself once the page stands", { at: "#/sandbox" }, async ({ page }) => {
  await page.waitForFunction(() => document.documentElement.dataset.parts === "all");
  await page.locator(".charts").waitFor();
});

siteTest("what calls into the later part gets it, also before it has come by itself", async ({ url }) => {
  const context = await newProfile();
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.route(LATER, (route) => (route.request().resourceType() === "fetch" ? route.abort() : route.continue()));
  await page.goto(`${url}#/simulated`);
  await started(page);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.parts), "all");
  await page.goto(`${url}#/sandbox`);
  await openTerminal(page);
  await type(page, "kubectl describe deployment shop");
  await page.getByText("StrategyType:").waitFor();
  assert.deepEqual(problems, []);
  await context.close();
});

siteTest("no page waits for the later part while it opens, on a slow phone neither", async ({ url }) => {
  for (const at of ["", "#/sandbox", "#/lesson/rolling-update"]) {
    for (const [size, rate] of [["desktop", 1], ["phone", 4]]) {
      const context = await newProfile({ size });
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate });
      const waited = [];
      page.on("request", (request) => LATER.test(request.url()) && request.resourceType() === "xhr" && waited.push(`${at} ${size}`));
      // It never comes by itself, so that only a call can ask for it.
      await page.route(LATER, (route) => route.abort());
      await page.goto(url + at);
      await started(page);
      await page.locator(".tile").first().waitFor();
      // Whatever is drawn after the tiles, and a tick of all that ticks once a second.
      await page.waitForTimeout(1500);
      assert.deepEqual(waited, []);
      await context.close();
    }
  }
});

siteTest("a terminal opened before it is there takes the focus once it comes, and no key means anything else meanwhile", async ({ url }) => {
  const context = await newProfile();
  const page = await context.newPage();
  // It comes only because the key calls into it.
  await page.route(LATER, (route) => (route.request().resourceType() === "fetch" ? route.abort() : route.continue()));
  await page.goto(`${url}#/sandbox`);
  await started(page);
  await page.keyboard.press("t");
  await page.keyboard.press("p");
  await page.getByLabel("Command", { exact: true }).and(page.locator(":focus")).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.presenter), "false");
  await context.close();
});

siteTest("who cannot have the later part is told so", async ({ url }) => {
  for (const [lang, words] of [["en", "could not be loaded"], ["ko", "나머지를 받지 못했어요"]]) {
    const context = await newProfile({ lang });
    const page = await context.newPage();
    await page.route(LATER, (route) => route.abort());
    await page.goto(`${url}#/simulated`);
    await page.getByRole("alert").filter({ hasText: words }).waitFor();
    await context.close();
  }
});

siteTest("the first words of a lesson are read before the app is there", async ({ url }) => {
  const titles = { en: "Rolling update", ko: "롤링 업데이트" };
  for (const [lang, title] of Object.entries(titles)) {
    const context = await newProfile({ lang, size: "phone" });
    const page = await context.newPage();
    await page.route(/_bg\.wasm$/, (route) => route.abort());
    await page.goto(`${url}#/lesson/rolling-update`);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    assert.equal(await page.locator("#content").count(), 0);
    await context.close();
  }
});

siteTest("nothing stands in the way of the first text: the wasm is asked for once it has been painted", async ({ url }) => {
  const context = await newProfile();
  const page = await context.newPage();
  const first = page.waitForEvent("requestfinished", (request) => request.url().endsWith("_bg.wasm"));
  await page.goto(url);
  const asked = (await first).timing().startTime;
  const painted = await page.evaluate(() => performance.timeOrigin + performance.getEntriesByName("first-contentful-paint")[0].startTime);
  assert.ok(painted <= asked, `asked ${painted - asked} ms before it was painted`);
  await context.close();
});
