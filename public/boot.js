// Starts the WebAssembly, and then what keeps the page for use without a connection. A file of its own, because the page's policy allows no inline script.
const element = (id) => document.getElementById(id);
const { js, wasm, integrity, build, later, laterIntegrity } = element("boot").dataset;
const at = (path) => new URL(path, location.href);

const moved = (window.moved = {});
const offline = async () => {
  const workers = navigator.serviceWorker;
  // What the worker fetched for this page, in bytes moved.
  workers.onmessage = ({ data: [name, bytes] }) => {
    moved[name] = bytes;
  };
  // Until when the page fetched past the worker, and whether the visitor wants the new version.
  let past = workers.controller ? 0 : Infinity;
  let renewed = false;
  workers.oncontrollerchange = () => {
    if (renewed) location.reload();
    past = Math.min(past, performance.now());
  };
  const registration = await workers.register(new URL("sw.js", at(wasm)));
  const renew = element("renew");
  const announce = () => {
    if (!registration.waiting || !registration.active || !renew.hidden) return;
    renew.hidden = false;
    element("announcer").textContent = renew.textContent;
  };
  renew.onclick = () => {
    // The tab keeps the text; where it cannot, the browser asks before leaving.
    renewed = true;
    registration.waiting.postMessage("renew");
  };
  // It may have been found before anybody listened.
  const watch = () => {
    if (registration.installing) registration.installing.onstatechange = announce;
    announce();
  };
  registration.onupdatefound = watch;
  watch();
  const { active } = await workers.ready;
  // The browser's cache still has what came past the worker. Not every engine tells the status.
  new PerformanceObserver((list) => {
    const entries = list.getEntries().filter((entry) => entry.startTime < past && !(entry.responseStatus > 399));
    active.postMessage(entries.map(({ name }) => name));
  }).observe({ type: "resource", buffered: true });
  const all = element("keep-all");
  all.hidden = false;
  all.onclick = async () => (await import(at(all.dataset.keep))).keepAll(all);
};

// What the app asks of files.js, by name; where that is not to be had, nothing happens.
window.withFiles = (name, ...rest) => import(new URL("files.js", at(wasm))).then((files) => files[name](...rest)).catch(() => {});

// The code of the coach and the unpacking, which the app asks for with the first text; the two share memory and functions. A build may have left it in the
// app.
let started;
let cache = "default";
const joinLater = async () => {
  if (!later) return;
  const answer = await fetch(at(later), { integrity: laterIntegrity, cache });
  await WebAssembly.instantiate(whole(await answer.arrayBuffer()), { __wasm_split: await started });
};
window.withLater = async (then) => {
  const joined = await joinLater().then(() => true, () => false);
  // The browser may keep a copy that arrived damaged.
  cache = "reload";
  then(joined);
};

// What there is to read comes before what computes; but no browser that is slow to paint, or to tell of it, holds the start up by more than this.
const LONGEST_WAIT_MS = 100;
const painted = () =>
  new Promise((done) => {
    if (document.hidden) return done();
    new PerformanceObserver(done).observe({ type: "paint", buffered: true });
    setTimeout(done, LONGEST_WAIT_MS);
  });

try {
  await painted();
  const bytes = fetch(at(wasm), { integrity });
  // The first use of numbers takes a browser longer than all else that the start does: now it has nothing else to do.
  new Intl.NumberFormat(document.documentElement.lang).format(0);
  const { default: start } = await import(at(js));
  started = start({ module_or_path: bytes });
  await started;
  // Once the first number is painted. Where the browser has no worker, or allows none, the page works without.
  if (build) requestAnimationFrame(() => setTimeout(() => offline().catch(() => {})));
} catch (error) {
  // A page that is left gets its requests broken off; it is gone before this is said.
  setTimeout(() => {
    console.error(error);
    element("boot-failed").hidden = false;
  }, 300);
}
