// What a visitor chooses, how they get about, and what they see it on.

import assert from "node:assert/strict";
import { assertAccessible, siteTest, started } from "./site.mjs";

const heading = (page) => page.getByRole("heading", { level: 1 }).first();

siteTest("language and theme stay chosen after a reload", { at: "#/sandbox" }, async ({ page }) => {
  const root = page.locator("html");
  await page.getByRole("button", { name: "한국어" }).click();
  await page.getByRole("button", { name: "밝게 또는 어둡게" }).click();
  assert.equal(await heading(page).innerText(), "실험실");
  await page.reload();
  await started(page);
  assert.equal(await heading(page).innerText(), "실험실");
  assert.equal(await root.getAttribute("lang"), "ko");
  assert.equal(await root.getAttribute("data-theme"), "dark");
});

siteTest("the first step of the first lesson needs no mouse", { base: "/some/sub/path/" }, async ({ page }) => {
  await goWithTab(page, "Start the first lesson");
  await page.keyboard.press("Enter");
  await page.getByText("Step 1 of").first().waitFor();
  const first = await heading(page).innerText();
  await goWithTab(page, "Next");
  await page.keyboard.press("Enter");
  await page.waitForFunction((first) => document.querySelector("h1").innerText !== first, first);
  await goWithTab(page, "Run it and see");
  await page.keyboard.press("Enter");
  await page.locator(".beat").waitFor();
});

siteTest("every place is one tap away on a phone", { at: "#/sandbox", size: "phone" }, async ({ page }) => {
  const places = { Story: heading(page), Inspector: page.getByRole("heading", { name: "What happens" }), Stage: page.getByText("Control plane") };
  for (const [name, landmark] of Object.entries(places)) {
    await page.getByRole("button", { name, exact: true }).tap();
    await page.waitForFunction(
      (element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return 0 <= top && bottom <= document.querySelector(".workbench-bottom").getBoundingClientRect().top;
      },
      await landmark.elementHandle(),
    );
  }
  await page.getByRole("button", { name: "Terminal", exact: true }).last().tap();
  await page.getByLabel("Command", { exact: true }).waitFor();
});

siteTest("the sheet of keys opens with ? and with its button", { at: "#/sandbox" }, async ({ page }) => {
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).getByText("play or pause").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keys" }).click();
  await page.getByRole("dialog", { name: "Keys" }).getByText("leave the editor").waitFor();
  await assertAccessible(page);
});

siteTest("for a projector the story becomes a caption below the stage", { at: "#/lesson/rolling-update", size: "projector" }, async ({ page }) => {
  await page.getByRole("button", { name: "Next", exact: true }).waitFor();
  await page.getByRole("button", { name: "Presenter view" }).click();
  const box = async (id) => page.locator(id).boundingBox();
  const [stage, story] = [await box("#stage"), await box("#story")];
  assert.ok(stage.y + stage.height <= story.y + 1, "the story does not stand below the stage");
  assert.ok(story.width > 1900);
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await assertAccessible(page);
});

/** Presses Tab until the focus is on what has this name. */
async function goWithTab(page, name) {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement.innerText?.trim());
    if (focused === name) return;
  }
  assert.fail(`Tab does not lead to "${name}"`);
}

siteTest("the window is called after its page", { at: "#/sandbox", lang: "en" }, async ({ page }) => {
  await page.waitForFunction(() => document.title === "Sandbox · Beanpod");
  await page.getByRole("link", { name: "Learn" }).click();
  await page.waitForFunction(() => document.title === "Beanpod");
});
