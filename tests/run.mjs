// What a visitor does with a run, for the browser tests.

import assert from "node:assert/strict";

/** Chooses a speed by its label, such as `20×`. */
export async function setSpeed(page, label) {
  await page.getByLabel("Speed").selectOption({ label });
}

/** Opens the terminal with its key; what is typed then goes into it. */
export async function openTerminal(page) {
  await page.locator(".workbench").waitFor();
  await page.keyboard.press("t");
  await page.getByLabel("Command", { exact: true }).and(page.locator(":focus")).waitFor();
}

/** Types a line and Enter in the open terminal. */
export async function type(page, line) {
  await page.getByLabel("Command", { exact: true }).fill(line);
  await page.keyboard.press("Enter");
}

/** Everything the terminal shows. */
export function terminal(page) {
  return page.getByRole("log", { name: "What has been typed and printed" });
}

/** Pastes into the field that has the focus, as a keyboard would. */
export async function paste(page, text) {
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  }, text);
}

/** The time on the clock of the run. */
export function clock(page) {
  return page.locator(".transport-clock").innerText();
}

/** Moves the scrubber to a time [ms]. */
export async function scrub(page, to) {
  await page.getByRole("slider").fill(String(to));
}

/** The fingerprint of the state, as the inspector shows it. The run must stand still. */
export async function fingerprint(page) {
  const details = page.locator("details", { hasText: "State fingerprint" });
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
  const shown = details.locator(".fingerprint");
  await shown.filter({ hasText: /^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/ }).waitFor();
  return shown.innerText();
}

/** Waits until all pods of the shop are of a version and ready, and nothing else is there. */
export async function onlyReadyPodsOf(page, version, count) {
  await page.getByRole("button", { name: "As a table" }).click();
  const pods = page.getByRole("dialog").getByRole("table").first().locator("tbody tr");
  await page.waitForFunction(
    ([version, count]) => {
      const rows = [...document.querySelectorAll("dialog[open] table")].at(0)?.querySelectorAll("tbody tr") ?? [];
      return rows.length === count && [...rows].every((row) => row.innerText.includes(version) && /\bReady\b/.test(row.innerText));
    },
    [version, count],
  );
  assert.equal(await pods.count(), count);
  await page.keyboard.press("Escape");
}

/** No request of the run has failed. */
export async function nothingFailed(page) {
  assert.equal((await page.locator(".tray").innerText()).trim(), "none");
}
