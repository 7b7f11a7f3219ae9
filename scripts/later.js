
// The first part of the wasm is asked for once the first text has been painted, so that nothing is in its way.
async function firstPart(address, integrity) {
  await new Promise((done) => {
    // A page that nobody sees paints nothing, and not every browser tells when it paints: then after a second.
    if (document.hidden || performance.getEntriesByName("first-contentful-paint").length) return done();
    setTimeout(done, 1000);
    new PerformanceObserver(done).observe({ type: "paint", buffered: true });
  });
  const module = await behind?.compiled(address, { integrity }, true);
  if (!module) return fetch(address, { integrity });
  await behind.rehearsed();
  return module;
}

// The later part of the wasm, and the styles of what it draws. They are fetched once the page stands; a call that comes sooner
// waits for the wasm.
const LATER = new URL("./LATER_NAME", import.meta.url);
const STYLES = new URL("./STYLES_NAME", import.meta.url);

function withLater(imports) {
  let isHere = false;
  const root = document.documentElement;
  root.dataset.parts = "first";
  const arrive = () => {
    if (isHere) return;
    isHere = true;
    root.dataset.parts = "all";
    // In a task of its own: whoever waited for the part goes on first.
    setTimeout(() => dispatchEvent(new Event("beanpod-whole")));
  };
  let styles;
  const addStyles = () => {
    styles ??= new Promise((done) => {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLES, integrity: "STYLES_HASH" });
      // Without its styles a panel can still be read.
      link.onload = link.onerror = done;
      document.head.append(link);
    });
    return styles;
  };
  const parts = () => ({ ...imports, first: wasm });

  const fetchNow = () => {
    const request = new XMLHttpRequest();
    request.open("GET", LATER, false);
    // A page that waits may only ask for text; with this each letter is a byte.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    if (request.status !== 200) throw new Error(`${LATER}: ${request.status}`);
    return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0));
  };
  const load = () => {
    if (isHere) return;
    addStyles();
    try {
      new WebAssembly.Instance(new WebAssembly.Module(fetchNow()), parts());
      arrive();
    } catch (error) {
      dispatchEvent(new CustomEvent("beanpod-part-missing"));
      throw error;
    }
  };
  const fetchSoon = async () => {
    if (isHere) return;
    try {
      const wish = { priority: "low", integrity: "LATER_HASH" };
      const module = (await behind?.compiled(LATER, wish)) || (await WebAssembly.compile(await (await fetch(LATER, wish)).arrayBuffer()));
      await addStyles();
      if (isHere) return;
      await WebAssembly.instantiate(module, parts());
      arrive();
      behind?.close();
    } catch {
      // Without a network: once there is one again, or when it is called.
      addEventListener("online", fetchSoon, { once: true });
    }
  };
  // Only once the page has nothing else to do: it plays and draws first, for which it gets 300 ms. Chosen by us.
  const soon = () => (globalThis.requestIdleCallback ?? setTimeout)(fetchSoon);
  addEventListener("TrunkApplicationStarted", () => setTimeout(soon, 300), { once: true });
  return { ...imports, later: { load } };
}
