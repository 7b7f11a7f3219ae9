// A worker behind the page: it fetches and compiles the wasm, which the page then need not stand still for, and rehearses the page.
// V8 compiles a function when it is first called, and what one thread has compiled serves all of them. So the worker plays the page
// once, on a stage set of nothing, and the page that then comes up answers at once. Nothing of it is seen: it is only about time,
// and the page goes on without it if it fails or takes long.

/** How long the page waits for its rehearsal at most, once its wasm is there [ms]. Chosen by us. */
const REHEARSAL_MAX = 1000;

/** As many frames in which nothing but the next frame was asked for mean that the page stands. Chosen by us. */
const IDLE_FRAMES = 8;

/** Begins the worker. It is asked for a module by address, and gives nothing if it cannot have it. */
function backstage() {
  // The address after # says which page is played.
  const worker = new Worker(import.meta.url + location.hash, { type: "module" });
  const gone = new Promise((done) => (worker.onerror = () => done()));
  const answer = () => Promise.race([gone, new Promise((done) => (worker.onmessage = ({ data }) => done(data)))]);
  return {
    compiled(address, options, isPlayed) {
      worker.postMessage({ address: new URL(address, document.baseURI).href, options, isPlayed });
      return answer();
    },
    async rehearsed() {
      const late = new Promise((done) => setTimeout(done, REHEARSAL_MAX));
      if (await Promise.race([late, answer()])) performance.mark("beanpod-rehearsed");
    },
    close: () => worker.terminate(),
  };
}

let behind;
try {
  // Only browsers built on V8 have the latter, and only they gain by a rehearsal.
  behind = globalThis.document && navigator.userAgentData && backstage();
} catch {
  // Who may not begin a worker does without.
}

if (!globalThis.document) {
  const [turn, ask] = [setTimeout, fetch];
  let isOver = false;
  const end = (isDone) => {
    if (!isOver) postMessage(isDone);
    isOver = true;
  };
  const rehearse = (module) => {
    const answers = { hidden: false, matches: false, length: 0, firstElementChild: null, getItem: () => null, getAttribute: () => "first", [Symbol.toPrimitive]: () => 300, then: undefined };
    // Whatever is asked of it, it gives itself: an element, a class, a list without entries, a length in pixels.
    const nothing = new Proxy(function () {}, {
      get: (_, name) => (name in answers ? answers[name] : nothing),
      set: () => true,
      apply: () => nothing,
      construct: () => nothing,
    });
    for (const name of ["document", "localStorage", "sessionStorage", "matchMedia", "getComputedStyle", "XMLHttpRequest", "Window", "Element", "HTMLElement", "HTMLDocument", "HTMLCanvasElement", "HTMLAnchorElement", "CanvasRenderingContext2D"]) {
      globalThis[name] = nothing;
    }
    let idle = 0;
    const part = (work) => (...words) => {
      try {
        if (!isOver) work(...words);
      } catch {
        end(false);
      }
    };
    const queue = queueMicrotask;
    Object.assign(globalThis, {
      queueMicrotask: (work) => queue(part(work)),
      setTimeout: (work, after) =>
        turn(() => {
          idle = Math.min(idle, 0);
          part(work)();
        }, after),
      requestAnimationFrame: (draw) =>
        turn(() => {
          if (++idle > IDLE_FRAMES) end(true);
          part(draw)(performance.now());
        }),
      fetch: async (what) => {
        const waits = 1e6;
        idle -= waits;
        const answer = await ask(what);
        const all = new Response(await answer.blob(), answer);
        idle += waits;
        return all;
      },
      ResizeObserver: class {
        constructor(heard) {
          this.observe = () => setTimeout(() => heard([nothing]));
        }
      },
    });
    addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      end(false);
    });
    __wbg_init({ module_or_path: module });
  };
  onmessage = async ({ data: { address, options, isPlayed } }) => {
    // A host may have it not, or not say what it is: then the page sees to it.
    const module = await WebAssembly.compileStreaming(ask(address, options)).catch(() => {});
    postMessage(module);
    if (module && isPlayed) rehearse(module);
  };
}
