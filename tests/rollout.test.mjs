// Rolls out by click and by typing; moves along the run, forks it, shares it.

import assert from "node:assert/strict";
import { siteTest } from "./site.mjs";
import { clock, fingerprint, nothingFailed, onlyReadyPodsOf, openTerminal, scrub, setSpeed, terminal, type } from "./run.mjs";

/** When the sandbox begins [ms]. */
const START = 25_000;

siteTest("a click rolls out v2 and no request fails", { at: "#/sandbox" }, async ({ page }) => {
  await setSpeed(page, "10×");
  await page.getByRole("button", { name: "Roll out v2" }).click();
  await onlyReadyPodsOf(page, "shop:v2", 5);
  await nothingFailed(page);
});

siteTest("typing rolls out v2 and no request fails", { at: "#/sandbox", base: "/some/sub/path/" }, async ({ page }) => {
  await setSpeed(page, "10×");
  await page.keyboard.press("Space");
  await openTerminal(page);
  await type(page, "kubectl set image deployment/shop shop=shop:v2");
  await terminal(page).getByText("deployment.apps/shop image updated").waitFor();
  await type(page, "kubectl rollout status deployment/shop");
  await terminal(page).getByText('deployment "shop" successfully rolled out').waitFor();
  await onlyReadyPodsOf(page, "shop:v2", 5);
  await nothingFailed(page);
});

siteTest("pausing, stepping, going back and scrubbing lead to the same states", { at: "#/sandbox" }, async ({ page }) => {
  const start = await fingerprint(page);
  await page.getByRole("button", { name: "Roll out v2" }).click();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Next change" }).click();
  const after = await fingerprint(page);
  const at = await clock(page);
  assert.notEqual(after, start);
  await page.getByRole("button", { name: "Next change" }).click();
  assert.notEqual(await fingerprint(page), after);
  await page.getByRole("button", { name: "Previous change" }).click();
  await page.getByRole("button", { name: "Previous change" }).click();
  await page.getByRole("button", { name: "Next change" }).click();
  assert.equal(await clock(page), at);
  assert.equal(await fingerprint(page), after);
  await scrub(page, 0);
  assert.equal(await clock(page), "00:00.0");
  await scrub(page, START - 100);
  await scrub(page, START - 1000);
  const before = await fingerprint(page);
  await scrub(page, START);
  await scrub(page, START - 1000);
  assert.equal(await fingerprint(page), before);
});

siteTest("acting in the past leaves what was done later, and undo brings it back", { at: "#/sandbox" }, async ({ page }) => {
  await setSpeed(page, "10×");
  await page.getByRole("button", { name: "Roll out v2" }).click();
  await onlyReadyPodsOf(page, "shop:v2", 5);
  await page.getByRole("button", { name: "Pause" }).click();
  await scrub(page, START - 1000);
  await openTerminal(page);
  assert.doesNotMatch(await terminal(page).innerText(), /set image/);
  await type(page, "kubectl scale deployment/shop --replicas=3");
  await page.keyboard.press("Escape");
  const slider = page.getByRole("slider");
  assert.equal(await slider.getAttribute("aria-valuetext"), "00:24.0 of 00:24.0");
  await page.getByRole("button", { name: "Play" }).click();
  await onlyReadyPodsOf(page, "shop:v1", 3);
  await page.getByRole("button", { name: "Undo the last command" }).click();
  await onlyReadyPodsOf(page, "shop:v2", 5);
});

siteTest("a copied address shows the same state to someone else", { at: "#/sandbox" }, async ({ page, open, url }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await setSpeed(page, "5×");
  await page.getByRole("button", { name: "Roll out v2" }).click();
  await page.locator(".set", { hasText: "v2" }).waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText("on the clipboard").waitFor();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(address.startsWith(`${url}#/r/`), address);
  const other = await open(address.slice(url.length));
  assert.equal(await clock(other), await clock(page));
  assert.equal(await fingerprint(other), await fingerprint(page));
  await openTerminal(other);
  await terminal(other).getByText("deployment.apps/shop image updated").waitFor();
});

const LINKS = [
  { claim: "a damaged address", at: "#/r/aAAAAz", en: /damaged: letters are missing or changed/, ko: /글자가 빠졌거나/ },
  { claim: "an address of another version", at: "#/r/bAAAAz", en: /made by another version/, ko: /다른 버전의 Beanpod/ },
];
for (const { claim, at, ...words } of LINKS) {
  for (const lang of ["en", "ko"]) {
    siteTest(`${claim} opens the start and says so (${lang})`, { at, lang }, async ({ page }) => {
      assert.match(await page.getByRole("alert").innerText(), words[lang]);
      assert.equal(await clock(page), "00:25.0");
      await page.locator(".set", { hasText: "v1" }).waitFor();
    });
  }
}
