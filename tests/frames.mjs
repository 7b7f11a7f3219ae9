// Measures frames while the sandbox is played: node tests/frames.mjs [seconds]
// Prints, for each scene, the times between frames (median, 95th percentile, longest) and how long the page's main thread
// worked for a frame. Figures of one machine at one time: they are told, never asserted.

import { argv } from "node:process";
import { browser, distServer, newProfile, started } from "./site.mjs";
import { openTerminal, setSpeed, type } from "./run.mjs";

const SECONDS = Number(argv[2] ?? 8);

/** What is typed before the run is played until so many pods are ready; and what is typed as the measuring begins. */
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
  for (const line of scene.then ?? []) await type(page, line);
  await page.locator(".transport-terminal").click();
  await setSpeed(page, "1×");
  // What the setting up left behind is over: the page draws one frame after the other.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
}

/** The times between frames [ms], and the work of the main thread [ms] in that time. */
async function frames(page) {
  const devtools = await page.context().newCDPSession(page);
  // Processor time, not time passed: other programs may be busy too.
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const work = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return 1000 * metrics.find((it) => it.name === "TaskDuration").value;
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
  return { gaps, work: (await work()) - before };
}

const part = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

const host = await distServer();
for (const scene of SCENES) {
  const profile = await newProfile();
  const page = await profile.newPage();
  await page.goto(`${host.url}#/sandbox`);
  await started(page);
  await prepared(page, scene);
  const { gaps, work } = await frames(page);
  const sorted = gaps.toSorted((a, b) => a - b);
  const told = [0.5, 0.95, 1].map((share) => part(sorted, share).toFixed(1));
  console.log(`${scene.name}: p50 ${told[0]}  p95 ${told[1]}  max ${told[2]} ms between frames; ${(work / gaps.length).toFixed(1)} ms of work a frame`);
  await profile.close();
}
await (await browser()).close();
await host.stop();
