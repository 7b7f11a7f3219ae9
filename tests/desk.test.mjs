// The desk: the terminal with its keys, and the files with what is wrong in them.

import assert from "node:assert/strict";
import { assertAccessible, siteTest, started } from "./site.mjs";
import { openTerminal, paste, setSpeed, terminal, type } from "./run.mjs";

const command = (page) => page.getByLabel("Command", { exact: true });
const manifest = (page) => page.getByRole("textbox", { name: /^Manifest/ });

async function openFiles(page) {
  await page.keyboard.press("e");
  await manifest(page).waitFor();
}

/** Selects the first occurrence of a text in the editor. */
async function select(page, text) {
  await manifest(page).evaluate((area, text) => {
    area.focus();
    area.setSelectionRange(area.value.indexOf(text), area.value.indexOf(text) + text.length);
  }, text);
}

siteTest("the terminal shows what buttons typed, and errors as kubectl words them", { at: "#/sandbox" }, async ({ page }) => {
  await page.getByRole("button", { name: "Roll out v2" }).click();
  await openTerminal(page);
  await terminal(page).getByText("kubectl set image deployment/shop shop=shop:v2").waitFor();
  await type(page, "kubectl gett pods");
  await terminal(page).getByText('error: unknown command "gett" for "kubectl"').waitFor();
});

siteTest("Tab completes, and moves on when there is nothing to complete", { at: "#/sandbox" }, async ({ page }) => {
  await openTerminal(page);
  await page.keyboard.type("kubec");
  await page.keyboard.press("Tab");
  assert.equal(await command(page).inputValue(), "kubectl ");
  await page.keyboard.type("de");
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "describe" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await command(page).inputValue(), "kubectl describe ");
  await page.keyboard.type("d");
  await page.keyboard.press("Tab");
  await page.keyboard.type("shop");
  await page.keyboard.press("Tab");
  assert.ok(!(await command(page).evaluate((field) => field === document.activeElement)), "Tab is caught in the terminal");
});

siteTest("Esc leaves the completion, then Tab moves on; Esc again closes", { at: "#/sandbox" }, async ({ page }) => {
  await openTerminal(page);
  await page.keyboard.type("kubectl de");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(!(await command(page).evaluate((field) => field === document.activeElement)), "Tab is caught in the terminal");
  await command(page).focus();
  await page.keyboard.press("Escape");
  await command(page).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Terminal");
});

siteTest("earlier lines come back, also after a reload", { at: "#/sandbox" }, async ({ page }) => {
  await openTerminal(page);
  await type(page, "kubectl get nodes");
  await type(page, "kubectl get svc");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await command(page).inputValue(), "kubectl get nodes");
  await page.keyboard.press("ArrowDown");
  assert.equal(await command(page).inputValue(), "kubectl get svc");
  await page.reload();
  await started(page);
  await openTerminal(page);
  await page.keyboard.press("ArrowUp");
  assert.equal(await command(page).inputValue(), "kubectl get svc");
});

siteTest("a watch goes on until Ctrl C, and Ctrl L clears", { at: "#/sandbox" }, async ({ page }) => {
  await setSpeed(page, "10×");
  await openTerminal(page);
  await type(page, "kubectl get pods -w");
  await type(page, "kubectl set image deployment/shop shop=shop:v2");
  await page.getByRole("button", { name: "Play" }).click();
  await terminal(page).getByText("ContainerCreating").waitFor();
  await command(page).focus();
  await page.keyboard.press("Control+c");
  await terminal(page).getByText("^C").waitFor();
  await page.keyboard.press("Control+l");
  await page.getByText("Type a command").waitFor();
});

siteTest("pasted lines run one after the other, each when the one before has ended", { at: "#/sandbox" }, async ({ page }) => {
  await setSpeed(page, "20×");
  await openTerminal(page);
  await paste(page, "kubectl scale deployment/shop --replicas=6\nkubectl rollout status deployment/shop\nkubectl get deployment shop\n");
  await page.getByText("1 more line waits").waitFor();
  await page.getByRole("button", { name: "Play" }).click();
  await terminal(page).getByText(/shop\s+6\/6/).waitFor();
});

siteTest("a paste of 10 MB and control characters are told of, and nothing is frozen", { at: "#/sandbox" }, async ({ page }) => {
  await openTerminal(page);
  await paste(page, "x".repeat(10_000_000));
  await page.getByText("That was 10.0 MB").waitFor();
  await type(page, "kubectl get pods \u001b[31m");
  await terminal(page).getByText("a line holds no control characters").waitFor();
  await type(page, "kubectl get nodes");
  await terminal(page).getByText("node-c").last().waitFor();
});

siteTest("an output is copied whole", { at: "#/sandbox" }, async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openTerminal(page);
  await type(page, "kubectl get nodes -o name");
  await terminal(page).getByRole("button", { name: "Copy the output" }).last().click();
  await page.getByText("The output is on the clipboard.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "node/node-a\nnode/node-b\nnode/node-c\n");
});

siteTest("a manifest pasted into the terminal opens as a file", { at: "#/sandbox" }, async ({ page }) => {
  await openTerminal(page);
  await paste(page, "cat <<EOF | kubectl apply -f -\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: team-a\nEOF\n");
  await manifest(page).waitFor();
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await page.getByText("namespace/team-a created").waitFor();
});

siteTest("what kubectl apply would refuse is told in place, and mended it is applied", { at: "#/sandbox" }, async ({ page }) => {
  await openFiles(page);
  await page.getByText("Nothing that kubectl apply would refuse.").waitFor();
  await select(page, "replicas: 5");
  await page.keyboard.type("replica: 5");
  await page.getByRole("button", { name: '8:3 unknown field "spec.replica"' }).click();
  assert.equal(await manifest(page).getAttribute("aria-invalid"), "true");
  assert.equal(await manifest(page).evaluate((area) => area.value.slice(area.selectionStart, area.selectionStart + 8)), "replica:");
  await select(page, "replica: 5");
  await page.keyboard.type("replicas: 7");
  await page.keyboard.press("Control+Enter");
  await page.getByText("deployment.apps/shop configured").waitFor();
  await page.locator("#stage").getByText("of 7 ready").waitFor();
});

siteTest("Tab indents in the editor, and after Esc it leaves", { at: "#/sandbox" }, async ({ page }) => {
  await openFiles(page);
  await select(page, "apiVersion");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Tab");
  assert.match(await manifest(page).inputValue(), /^ {2}apiVersion/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(!(await manifest(page).evaluate((area) => area === document.activeElement)), "Tab is caught in the editor");
});

siteTest("a new file begins with what can be applied", { at: "#/sandbox" }, async ({ page }) => {
  await openFiles(page);
  await page.getByRole("button", { name: "New file" }).click();
  await page.getByLabel("Name of the new file").fill("../web.yaml");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByText("Use letters, digits").waitFor();
  await page.getByLabel("Name of the new file").fill("web.yaml");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await page.getByText("deployment.apps/web created").waitFor();
});

siteTest("on a phone a command is built with taps alone", { at: "#/sandbox", size: "phone" }, async ({ page }) => {
  await page.getByRole("button", { name: "Terminal" }).last().tap();
  for (const word of ["kubectl", "get", "node"]) await page.getByRole("button", { name: word, exact: true }).tap();
  await page.getByRole("button", { name: "Run", exact: true }).tap();
  await terminal(page).getByText("node-c").last().waitFor();
});

for (const look of [{ theme: "light", lang: "en" }, { theme: "dark", lang: "ko", size: "phone" }]) {
  siteTest(`axe finds nothing on the open desk (${Object.values(look).join(", ")})`, { at: "#/sandbox", ...look }, async ({ page }) => {
    await page.keyboard.press("t");
    await page.locator("#prompt").fill("kubectl nonsense");
    await page.keyboard.press("Enter");
    await assertAccessible(page);
    await page.locator("#prompt").blur();
    await page.getByRole("tab").nth(1).click();
    await page.locator("#manifest").fill("apiVersion: v1\nkind: Pood # no such kind\nlist: [1, true]\n");
    await assertAccessible(page);
  });
}
