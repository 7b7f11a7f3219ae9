import { argv } from "node:process";
import { writeFileSync } from "node:fs";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { CHROMIUM_FLAGS, chromiumPath } from "./browser.mjs";
import { distServer } from "./site.mjs";
const host = await distServer();
for (const at of argv.slice(2)) {
  const chrome = await launch({ chromePath: chromiumPath(), chromeFlags: ["--headless=new", ...CHROMIUM_FLAGS], logLevel: "silent" });
  const { lhr, artifacts } = await lighthouse(host.url + at, { port: chrome.port, logLevel: "silent", onlyCategories: ["performance"] });
  chrome.kill();
  const trace = artifacts.Trace ?? artifacts.traces?.defaultPass;
  writeFileSync("/tmp/lh/" + at.replace(/\W/g, "_") + ".json", JSON.stringify({ lhr, trace }));
  const n = (a) => Math.round(lhr.audits[a].numericValue * 100) / 100;
  console.log(at, lhr.categories.performance.score, "FCP", n("first-contentful-paint"), "LCP", n("largest-contentful-paint"), "TBT", n("total-blocking-time"), "CLS", n("cumulative-layout-shift"), "SI", n("speed-index"), "TTI", n("interactive"));
  console.log(JSON.stringify(lhr.audits["long-tasks"]?.details?.items?.map((i) => [Math.round(i.startTime), Math.round(i.duration), i.url.split("/").pop()])));
  console.log(JSON.stringify(lhr.audits["metrics"]?.details?.items?.[0]));
  console.log(JSON.stringify(lhr.audits["lcp-breakdown-insight"]?.details?.items?.map((i) => i.snippet ?? i.selector ?? i.items?.map((x) => [x.label, x.duration]) )));
  const ev = trace.traceEvents;
  const nav = ev.find((e) => e.name === "navigationStart" && e.args?.data?.documentLoaderURL?.startsWith("http"))?.ts;
  for (const e of ev.filter((e) => /largestContentfulPaint::Candidate|firstContentfulPaint$/.test(e.name))) console.log(e.name, Math.round((e.ts - nav) / 1000), e.args.data?.nodeName, e.args.data?.size);
  const fcp = ev.find((e) => e.name === "firstContentfulPaint").ts;
  const main = ev.filter((e) => e.name === "RunTask" && e.ts > fcp && /CrRendererMain/.test(ev.find((x) => x.name === "thread_name" && x.tid === e.tid && x.pid === e.pid)?.args.name));
  console.log("CPU-TBT", Math.round(main.reduce((t, e) => t + Math.max(0, 4 * e.tdur / 1000 - 50), 0)), "cpu total", Math.round(main.reduce((t, e) => t + e.tdur / 1000, 0)));
  for (const e of ev.filter((e) => e.name === "RunTask" && e.dur > 5000 && e.ts > nav).sort((a, b) => a.ts - b.ts)) {
    const tb = e.tdur; const inner = ev.filter((x) => x.tid === e.tid && x.pid === e.pid && x.ts >= e.ts && x.ts + (x.dur ?? 0) <= e.ts + e.dur && x.dur > e.dur * 0.2 && x !== e).map((x) => x.name + ":" + Math.round(x.dur / 100) / 10);
    const thread = ev.find((x) => x.name === "thread_name" && x.tid === e.tid && x.pid === e.pid)?.args.name;
    if (/CrRendererMain/.test(thread)) console.log("  task", Math.round((e.ts - nav) / 1000), Math.round(e.dur / 100) / 10, "cpu", Math.round(e.tdur / 100) / 10, inner.join(" "));
  }
}
await host.stop();
process.exit(0);
