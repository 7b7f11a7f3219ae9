// The browser that tests and the build drive, and how a visitor's looks at the site.

import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));

/** Window sizes [CSS px]. */
export const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  projector: { width: 1920, height: 1080 },
};
const LOCALES = { ko: "ko-KR", en: "en-US" };

/** What keeps Chromium from talking to anyone and lets it run as root. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** The browser that scripts/setup found or installed. */
export function chromiumPath() {
  const script = `. "${join(here, "..", "scripts", "env.sh")}"; find_chromium`;
  return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim();
}

/** Starts it. */
export function launch() {
  return chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
}

/** Playwright's options for a visitor with a language, a theme, a size of window and a wish about motion. */
export function profileOf({ lang = "en", theme = "light", size = "desktop", reducedMotion = "no-preference" } = {}) {
  return {
    viewport: SIZES[size],
    locale: LOCALES[lang],
    colorScheme: theme,
    reducedMotion,
    isMobile: size === "phone",
    hasTouch: size === "phone",
  };
}
