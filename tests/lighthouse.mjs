// Lighthouse's mobile preset on pages of the built site: node tests/lighthouse.mjs [address after the base]...
// Prints the median of three runs a page, and says which figure misses its goal; exits 1 if one does.

import { argv, exit } from "node:process";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { CHROMIUM_FLAGS, chromiumPath } from "./browser.mjs";
import { distServer } from "./site.mjs";

/** Runs a page; the median run by performance is told. */
const RUNS = 3;

const FIGURES = [
  { name: "performance", goal: (value) => value >= 0.95, of: (result) => result.categories.performance.score },
  { name: "accessibility", goal: (value) => value >= 1, of: (result) => result.categories.accessibility.score },
  { name: "best practices", goal: () => true, of: (result) => result.categories["best-practices"].score },
  { name: "FCP [ms]", goal: () => true, of: timing("first-contentful-paint") },
  { name: "LCP [ms]", goal: (value) => value <= 2000, of: timing("largest-contentful-paint") },
  { name: "TBT [ms]", goal: (value) => value <= 150, of: timing("total-blocking-time") },
  { name: "CLS", goal: (value) => value <= 0.02, of: (result) => result.audits["cumulative-layout-shift"].numericValue },
  { name: "sent [kB]", goal: () => true, of: (result) => result.audits["total-byte-weight"].numericValue / 1000 },
];

function timing(audit) {
  return (result) => result.audits[audit].numericValue;
}

async function measure(address) {
  const chrome = await launch({ chromePath: chromiumPath(), chromeFlags: ["--headless=new", ...CHROMIUM_FLAGS], logLevel: "silent" });
  try {
    const { lhr } = await lighthouse(address, {
      port: chrome.port,
      logLevel: "silent",
      onlyCategories: ["performance", "accessibility", "best-practices"],
    });
    if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    chrome.kill();
  }
}

const host = await distServer();
let missed = 0;
for (const at of argv.length > 2 ? argv.slice(2) : [""]) {
  const runs = [];
  while (runs.length < RUNS) runs.push(await measure(host.url + at));
  runs.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
  const median = runs[Math.floor(RUNS / 2)];
  console.log(`${at || "the first page"}:`);
  for (const { name, goal, of } of FIGURES) {
    const value = of(median);
    if (!goal(value)) missed += 1;
    console.log(`  ${name.padEnd(16)}${String(Number(value.toFixed(2))).padStart(8)}${goal(value) ? "" : "  misses its goal"}`);
  }
  for (const audit of ["accessibility", "best-practices"].flatMap((name) => median.categories[name].auditRefs)) {
    const { score, scoreDisplayMode, title } = median.audits[audit.id];
    if (scoreDisplayMode === "binary" && score !== 1 && audit.weight > 0) console.log(`  not met: ${title}`);
  }
}
await host.stop();
exit(missed > 0 ? 1 : 0);
