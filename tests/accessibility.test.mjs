// axe finds nothing on any page; each page is looked at in four looks, which pair every size, theme and language.

import { assertAccessible, siteTest } from "./site.mjs";

/** Each page, as the part of its address after the base. */
const PAGES = ["", "#/sandbox", "#/lesson/rolling-update", "#/lesson/a-container-dies", "#/lesson/alive-or-ready", "#/simulated", "#/about", "#/nowhere"];

const LOOKS = [
  { size: "desktop", theme: "light", lang: "ko" },
  { size: "desktop", theme: "dark", lang: "en" },
  { size: "phone", theme: "dark", lang: "ko" },
  { size: "phone", theme: "light", lang: "en" },
];

for (const at of PAGES) {
  for (const look of LOOKS) {
    siteTest(`axe finds nothing at "${at}" (${Object.values(look).join(", ")})`, { at, ...look }, async ({ page }) => {
      await assertAccessible(page);
    });
  }
}
