// The stage with many nodes: staircases without tiles, then a cell each; all by keyboard, in words, and as a table.

import assert from "node:assert/strict";
import { assertAccessible, siteTest } from "./site.mjs";
import { openTerminal, setSpeed, terminal, type } from "./run.mjs";

/** Adds so many nodes, and closes the terminal. */
async function addNodes(page, count) {
  await openTerminal(page);
  const names = Array.from({ length: count }, (_, place) => `n${String(place + 1).padStart(3, "0")}`);
  for (let from = 0; from < count; from += 50) {
    const some = names.slice(from, from + 50);
    await type(page, `node add ${some.join(" ")}`);
    await terminal(page).getByText(`node/${some.at(-1)} added`).waitFor();
  }
  await page.locator(".transport-terminal").click();
}

/** What the element with the focus is called. */
function focused(page) {
  return page.evaluate(() => document.activeElement.getAttribute("aria-label"));
}

siteTest("fifty nodes keep their staircases, and each is a button that says how it is packed", { at: "#/sandbox" }, async ({ page }) => {
  await addNodes(page, 47);
  await page.locator('.stage-floor[data-detail="small"]').waitFor();
  assert.equal(await page.locator(".node .stair").count(), 50);
  assert.equal(await page.locator(".tile").count(), 0);
  await page.getByRole("button", { name: /^Node n047, 0 pods, CPU requested 0\.0/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Node n047" }).waitFor();
  await assertAccessible(page);
});

siteTest("hundreds of nodes are cells that the arrow keys lead through", { at: "#/sandbox" }, async ({ page }) => {
  await addNodes(page, 297);
  const cells = page.getByRole("group", { name: /^Nodes/ });
  await cells.waitFor();
  assert.equal(await cells.getByRole("button").count(), 300);
  assert.equal(await page.locator('.cell[tabindex="0"]').count(), 1, "the cells are one stop of the Tab key");
  await cells.getByRole("button").first().focus();
  const first = await focused(page);
  await page.keyboard.press("ArrowRight");
  const second = await focused(page);
  assert.match(second, /^Node /);
  assert.notEqual(first, second);
  assert.equal(await page.locator(".cell-tip").innerText(), second);
  await page.keyboard.press("End");
  const last = await focused(page);
  await page.keyboard.press("ArrowUp");
  assert.notEqual(await focused(page), last);
  await page.keyboard.press("Enter");
  await page.locator(".inspector-title", { hasText: /^Node / }).waitFor();
  await assertAccessible(page);
});

siteTest("a node in trouble is told from its cell by a sign and in words", { at: "#/sandbox", lang: "ko" }, async ({ page }) => {
  await page.keyboard.press("t");
  const line = page.getByLabel("명령", { exact: true });
  await line.waitFor();
  const names = Array.from({ length: 300 }, (_, place) => `n${place}`);
  for (let from = 0; from < 300; from += 50) {
    await line.fill(`node add ${names.slice(from, from + 50).join(" ")}`);
    await line.press("Enter");
  }
  await line.fill("kubectl cordon n7");
  await line.press("Enter");
  const cell = page.getByRole("button", { name: /^노드 n7, .*스케줄 제외/ });
  await cell.waitFor();
  assert.equal((await cell.innerText()).trim(), "⊘");
  assert.equal(await cell.getAttribute("data-trouble"), "true");
});

siteTest("the table says of each node what its cell shows, and leads to it", { at: "#/sandbox" }, async ({ page }) => {
  await addNodes(page, 297);
  await page.getByRole("button", { name: "As a table" }).click();
  const nodes = page.getByRole("dialog").getByRole("table").last();
  assert.equal(await nodes.locator("tbody tr").count(), 300);
  await nodes.getByRole("button", { name: "n123" }).click();
  await page.getByRole("heading", { name: "Node n123" }).waitFor();
});

siteTest("the story of every step fits below the stage of a projector", { at: "#/lesson/rolling-update", size: "projector" }, async ({ page }) => {
  await page.getByText("Step 1 of").first().waitFor();
  await page.getByRole("button", { name: "Presenter view" }).click();
  const next = page.getByRole("button", { name: "Next", exact: true });
  for (;;) {
    const [seen, whole] = await page.locator("#story").evaluate((it) => [it.clientHeight, it.scrollHeight]);
    assert.ok(whole <= seen + 1, `${await page.getByRole("heading", { level: 1 }).first().innerText()} is ${whole} high, ${seen} are seen`);
    if (!(await next.isEnabled())) break;
    await next.click();
  }
});

siteTest("a projector shows the whole stage, also above the open terminal", { at: "#/sandbox", size: "projector" }, async ({ page }) => {
  await page.locator(".node").first().waitFor();
  await page.getByRole("button", { name: "Presenter view" }).click();
  await openTerminal(page);
  // A frame after the places have changed, the stage has its new letters.
  await page.waitForFunction(() => {
    const stage = document.querySelector(".stage");
    return stage.clientHeight < innerHeight / 2 && stage.scrollHeight <= stage.clientHeight + 1;
  });
  const last = await page.locator(".node").last().boundingBox();
  const stage = await page.locator(".stage").boundingBox();
  assert.ok(last.y + last.height <= stage.y + stage.height, "the nodes are cut off");
});

siteTest("a tile says which pod it shows and leads to it, and no pod has two", { at: "#/sandbox" }, async ({ page }) => {
  const tiles = page.locator(".tile:not([hidden])");
  await tiles.nth(4).waitFor();
  assert.equal(await tiles.count(), 5);
  const name = await tiles.first().getAttribute("aria-label");
  await tiles.first().hover();
  assert.equal(await tiles.first().getAttribute("title"), name);
  const pod = name.match(/shop-\w+-\w+/)[0];
  await tiles.first().click();
  await page.getByRole("heading", { name: `Pod ${pod}` }).waitFor();
  assert.equal(await page.getByRole("button", { name: new RegExp(pod) }).and(tiles).getAttribute("aria-pressed"), "true");
  await openTerminal(page);
  await type(page, `kubectl delete pod ${pod}`);
  await page.locator(".transport-terminal").click();
  await setSpeed(page, "20×");
  await page.getByRole("button", { name: "Play" }).click();
  await page.waitForFunction((pod) => ![...document.querySelectorAll(".tile:not([hidden])")].some((it) => it.getAttribute("aria-label").includes(pod)), pod);
  await page.waitForFunction(() => document.querySelectorAll('.tile:not([hidden])[data-state="ready"]').length === 5);
  const labels = await tiles.evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  assert.equal(new Set(labels).size, 5);
});
