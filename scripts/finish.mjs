// Trunk's post_build hook: divides the wasm of a release, writes the lessons' first words and the security policy into index.html and the file list into sw.js,
// and puts .br and .gz beside each file.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { divideWasm } from "./divide.mjs";
import { isPacked, minify, siteFiles } from "./files.mjs";
import { withFirstWords } from "./words.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
const read = (path) => readFileSync(join(folder, path));
const hash = (kind, content, form) => createHash(kind).update(content).digest(form);

/** 'sha256-…' of the text of every inline element of that name, so that these and no others are accepted. */
function inlineHashes(html, name) {
  const elements = html.matchAll(new RegExp(`<${name}(?![^>]*\\ssrc=)[^>]*>([^]*?)</${name}>`, "g"));
  return [...elements].map(([, text]) => `'sha256-${hash("sha256", text, "base64")}'`);
}

function policy(html) {
  const rules = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'", ...inlineHashes(html, "script")],
    "style-src": ["'self'", ...inlineHashes(html, "style")],
    // Attributes set positions as variables, and plotters measures its labels with one. They cannot load or run anything.
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
  };
  return Object.entries(rules).map(([name, values]) => `${name} ${values.join(" ")}`).join("; ");
}

function writeFirstWords() {
  writeFileSync(join(folder, "index.html"), withFirstWords(read("index.html").toString(), folder, siteFiles(folder)));
}

function writePolicy() {
  const html = read("index.html").toString();
  const charset = /<meta charset="?utf-8"?\s*\/?>/i;
  if (!charset.test(html)) throw new Error("index.html has no <meta charset>, after which the policy is written");
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(html)}">`;
  writeFileSync(join(folder, "index.html"), html.replace(charset, (found) => found + meta));
}

/** The worker's version is a hash of all it caches: any change of any file is a new version. */
function writeServiceWorker() {
  const files = siteFiles(folder).filter((path) => path !== "sw.js");
  const content = createHash("sha256");
  for (const path of files) content.update(path).update("\0").update(read(path));
  const version = content.digest("hex").slice(0, 16);
  // The page is asked for by its folder: some hosts answer index.html with a redirect.
  const list = files.map((path) => (path === "index.html" ? "./" : path));
  const head = `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(list)};\n`;
  writeFileSync(join(folder, "sw.js"), minify(head + read("sw.js").toString()));
}

function compress() {
  for (const path of siteFiles(folder).filter((name) => !isPacked(name))) {
    const content = read(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(join(folder, `${path}.br`), brotliCompressSync(content, { params }));
    writeFileSync(join(folder, `${path}.gz`), gzipSync(content, { level: 9 }));
  }
}

const isRelease = process.env.TRUNK_PROFILE === "release";
writeFirstWords();
if (isRelease) await divideWasm(folder);
writePolicy();
writeServiceWorker();
if (isRelease) compress();
