// A static file server with compression and nothing else: what is not a file answers 404, as on a static host.
// As a program: node scripts/server.mjs FOLDER PORT

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize, resolve, sep } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { MEDIA_TYPES, ending, isHashed } from "./files.mjs";

const ENCODINGS = [["br", ".br"], ["gzip", ".gz"]];

function answer(folder, base, request, response) {
  const refuse = (status, headers = {}) => response.writeHead(status, { "content-type": "text/plain", ...headers }).end(`${status}\n`);
  if (!["GET", "HEAD"].includes(request.method)) return refuse(405, { allow: "GET, HEAD" });

  let path;
  try {
    path = decodeURIComponent(new URL(request.url, "http://host").pathname);
  } catch {
    return refuse(400);
  }
  if (!path.startsWith(base) || path.includes("\0")) return refuse(404);
  let file = normalize(join(folder, path.slice(base.length)));
  if (file !== folder && !file.startsWith(folder + sep)) return refuse(404);
  if (existsSync(file) && statSync(file).isDirectory()) {
    if (!path.endsWith("/")) return refuse(301, { location: `${path}/` });
    file = join(file, "index.html");
  }
  if (!existsSync(file) || !statSync(file).isFile()) return refuse(404);

  const accepted = (request.headers["accept-encoding"] ?? "").split(",").map((part) => part.trim().split(";")[0]);
  const [encoding, suffix] = ENCODINGS.find(([name, end]) => accepted.includes(name) && existsSync(file + end)) ?? [undefined, ""];
  const { size, mtimeMs } = statSync(file + suffix);
  const etag = `"${size}-${Math.trunc(mtimeMs)}${suffix}"`;
  const headers = {
    "cache-control": isHashed(file) ? "public, max-age=31536000, immutable" : "no-cache",
    "content-type": MEDIA_TYPES[ending(file)] ?? "application/octet-stream",
    "x-content-type-options": "nosniff",
    etag,
    vary: "accept-encoding",
  };
  if (encoding) headers["content-encoding"] = encoding;
  if (request.headers["if-none-match"] === etag) return response.writeHead(304, headers).end();
  response.writeHead(200, { ...headers, "content-length": size });
  if (request.method === "HEAD") return response.end();
  createReadStream(file + suffix).pipe(response);
}

/** Serves `folder` on 127.0.0.1 below the path `base`; a port of 0 takes a free one. Resolves to its address and a way to stop it. */
export function serve(folder, { port = 0, base = "/" } = {}) {
  const root = resolve(folder);
  const server = createServer((request, response) => answer(root, base, request, response));
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => {
      const stop = () => new Promise((ended) => (server.closeAllConnections(), server.close(ended)));
      done({ url: `http://127.0.0.1:${server.address().port}${base}`, stop });
    });
  });
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, port] = argv.slice(2);
  try {
    const { url } = await serve(folder, { port: Number(port) });
    console.log(`Beanpod is at ${url}  (Ctrl-C stops it)`);
  } catch (error) {
    console.error(error.code === "EADDRINUSE" ? `error: port ${port} is in use; try: scripts/serve ${Number(port) + 1}` : `error: ${error.message}`);
    process.exit(1);
  }
}
