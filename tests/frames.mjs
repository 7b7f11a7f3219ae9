// Measures frames while the sandbox is played: node tests/frames.mjs [seconds] [part of a scene's name]
// Prints, for each scene, the times between frames (median, 95th percentile, longest), how long the page's main thread worked
// for a frame, and how much of that were script, style and layout, which a machine with a graphics card has to do as well;
// and how much of the run was played in that time. Figures of one machine at one time: they are told, never asserted.

import { argv } from "node:process";
import { browser, distServer, newProfile, started } from "./site.mjs";
import { clock, openTerminal, setSpeed, type } from "./run.mjs";

const SECONDS = Number(argv[2] ?? 8);

/** What is typed before the run is played until so many pods are ready; and what is typed before it is played on and measured. */
const SCENES = [
  { name: "9 pods, 60 requests/s", before: ["kubectl scale deployment/shop --replicas=9"], pods: 9 },
  { name: "200 pods, 100 requests/s", before: crowd(5, 200), pods: 200 },
  { name: "200 pods, rolling out", before: crowd(5, 200), pods: 200, then: ["kubectl set image deployment/shop shop=shop:v2"] },
  { name: "400 nodes, 400 pods", before: crowd(400, 400), pods: 400 },
];

function crowd(nodes, pods) {
  const names = Array.from({ length: nodes }, (_, place) => `big-${String(place + 1).padStart(3, "0")}`);
  const added = chunks(names, 50).map((some) => `node add ${some.join(" ")} --cpu=32 --memory=64Gi`);
  return [...added, "node remove node-a node-b node-c", `kubectl scale deployment/shop --replicas=${pods}`, "traffic 100rps --to=shop"];
}

function chunks(all, size) {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, place) => all.slice(place * size, (place + 1) * size));
}

async function prepared(page, scene) {
  await page.getByLabel("Speed").waitFor();
  await openTerminal(page);
  for (const line of scene.before) await type(page, line);
  await setSpeed(page, "20×");
  await page.getByRole("button", { name: "Play" }).click();
  const caption = page.locator(".workload", { hasText: `${scene.pods} of ${scene.pods} ready` });
  await caption.waitFor({ timeout: 300_000 });
  await page.getByRole("button", { name: "Pause" }).click();
  for (const line of scene.then ?? []) await type(page, line);
  await page.locator(".transport-terminal").click();
  await setSpeed(page, "1×");
  await page.getByRole("button", { name: "Play" }).click();
  // What the setting up left behind is over: the page draws one frame after the other, and a roll-out is in full swing.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 4000)));
}

/** The kinds of work of the main thread that the browser sums up [s]. */
const WORK = { all: "TaskDuration", script: "ScriptDuration", style: "RecalcStyleDuration", layout: "LayoutDuration" };

/** The times between frames [ms], and the work of the main thread by its kind [ms] in that time. */
async function frames(page) {
  const devtools = await page.context().newCDPSession(page);
  // Processor time, not time passed: other programs may be busy too.
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const work = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return Object.values(WORK).map((name) => 1000 * metrics.find((it) => it.name === name).value);
  };
  const before = await work();
  const gaps = await page.evaluate(
    (ms) =>
      new Promise((done) => {
        const gaps = [];
        let last;
        const end = performance.now() + ms;
        const frame = (at) => {
          if (last !== undefined) gaps.push(at - last);
          last = at;
          if (at < end) requestAnimationFrame(frame);
          else done(gaps);
        };
        requestAnimationFrame(frame);
      }),
    SECONDS * 1000,
  );
  const after = await work();
  return { gaps, work: Object.keys(WORK).map((name, place) => [name, after[place] - before[place]]) };
}

/** The time on the clock of the run [s]. */
async function seconds(page) {
  const parts = (await clock(page)).split(":").map(Number);
  return parts.reduce((sum, it) => sum * 60 + it, 0);
}

const part = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

const host = await distServer();
const only = argv[3] ?? "";
for (const scene of SCENES.filter((it) => it.name.includes(only))) {
  const profile = await newProfile();
  const page = await profile.newPage();
  await page.goto(`${host.url}#/sandbox`);
  await started(page);
  await prepared(page, scene);
  const began = await seconds(page);
  const { gaps, work } = await frames(page);
  const played = (await seconds(page)) - began;
  const sorted = gaps.toSorted((a, b) => a - b);
  const told = [0.5, 0.95, 1].map((share) => part(sorted, share).toFixed(1));
  const each = work.map(([name, ms]) => `${name} ${(ms / gaps.length).toFixed(1)}`);
  console.log(`${scene.name}: p50 ${told[0]}  p95 ${told[1]}  max ${told[2]} ms between frames; ms of work a frame: ${each.join("  ")}; ${played.toFixed(1)} s played in ${SECONDS}`);
  await profile.close();
}
await (await browser()).close();
await host.stop();
