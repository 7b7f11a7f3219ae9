// Keeps the site working without a network after one visit. The build writes VERSION and FILES above this line.

// Sites under other paths of the same host share its cache storage: the scope keeps them apart.
const PREFIX = `beanpod ${self.registration.scope} `;
const CACHE = PREFIX + VERSION;

/** How long a load waits for the network before it takes what is stored [ms]. Chosen by us. */
const PATIENCE = 2000;

const isHashed = (path) => /-[0-9a-f]{12,16}(_bg)?\.(js|wasm|css)$/.test(path);

async function store(cache, path) {
  // A hashed name never changes its content, so the copy of this very visit will do.
  const response = await fetch(path, { cache: isHashed(path) ? "default" : "no-cache" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  // A copy without the mark of a redirect, which a page load would refuse.
  await cache.put(path, new Response(response.body, { status: 200, headers: response.headers }));
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await Promise.all(FILES.map((path) => store(cache, path)));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

async function stored(path) {
  const cache = await caches.open(CACHE);
  return cache.match(path, { ignoreVary: true });
}

/** The newest where the network is quick, else what is stored: pages, lessons, pictures. */
async function newest(request, kept) {
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  const fresh = fetch(request).then((response) => (response.ok ? response : kept), () => kept);
  return Promise.race([fresh, late]);
}

async function answer(request, path) {
  const kept = await stored(path);
  return kept && isHashed(path) ? kept : newest(request, kept);
}

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const scope = self.registration.scope;
  if (method !== "GET" || !url.startsWith(scope)) return;
  const path = url.slice(scope.length).replace(/[?#].*$/, "");
  event.respondWith(answer(event.request, path === "" || path === "index.html" ? "./" : decodeURI(path)));
});
