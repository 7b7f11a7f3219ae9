// What the build, the server and the size budget agree on about the files of dist/.

import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";

/** Media type by ending; one that is absent is served as bytes. */
export const MEDIA_TYPES = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  md: "text/markdown; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
  woff2: "font/woff2",
  yaml: "application/yaml; charset=utf-8",
};

/** Endings whose content is already compressed. */
const PACKED = ["png", "woff2", "ico", "br", "gz"];

export const ending = (path) => path.slice(path.lastIndexOf(".") + 1);
export const isPacked = (path) => PACKED.includes(ending(path));

/** A name that carries a hash of its content, as Trunk writes it, never changes its content. */
export const isHashed = (path) => /-[0-9a-f]{12,16}(_bg)?\.(js|wasm|css)$/.test(path);

/** All files below a folder as sorted paths with `/`, without dot files and without .br and .gz. */
export function siteFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith(".") && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

/** A script as short as it can be said. */
export function minify(script) {
  const { transformSync } = createRequire(new URL("../tests/", import.meta.url))("esbuild");
  return transformSync(script, { minify: true, format: "esm", target: "es2022" }).code;
}
