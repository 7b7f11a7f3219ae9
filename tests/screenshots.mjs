// Takes pictures of the built site in every look: node tests/screenshots.mjs [address after the base]...
// They land in tests/screenshots/, e.g. home-phone-dark-ko.png.

import { argv } from "node:process";
import { browser, distServer, everyLook, newProfile, screenshot, started } from "./site.mjs";

const host = await distServer();
for (const at of argv.length > 2 ? argv.slice(2) : [""]) {
  const place = at.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "home";
  for (const look of everyLook()) {
    const profile = await newProfile(look);
    const page = await profile.newPage();
    await page.goto(host.url + at);
    await started(page);
    console.log(await screenshot(page, `${place}-${look.name}`));
    await profile.close();
  }
}
await (await browser()).close();
await host.stop();
