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

// Puts the numbers back into the code that the build took out of it for the compressor's sake: the form is told in xtask/src/split/apart.rs.
const whole = (file) => {
  const [total, head, functions, ...lengths] = new Uint32Array(file, 0, 6);
  const bytes = new Uint8Array(file);
  const out = new Uint8Array(total);
  // Where the next byte of the module is; and of the rest, the locals, the constants and the offsets.
  let at = 24;
  let [local, constant, offset] = lengths.map((length) => (at += length));
  let rest = 24;
  at = 0;
  const copy = (to) => {
    while (at < to) out[at++] = bytes[rest++];
  };
  const size = (from) => {
    for (let k = 0; k < 5; k++) out[from - 5 + k] = ((at - from) >> (7 * k)) & 127 | (k < 4 && 128);
  };
  // How many numbers of the rest follow an instruction.
  const follow = new Uint8Array(256);
  for (const code of [2, 3, 4, 12, 13, 16, 35, 36, 63, 64, 66]) follow[code] = 1;
  follow[17] = 2;
  copy(head);
  const code = (at += 5);
  // How many functions there are, as the module says it.
  copy(at + 1 + (functions > 127));
  for (let left = functions; left--; ) {
    const body = (at += 5);
    let depth = 1;
    // First its locals, of which each kind is two numbers.
    let numbers = 2 * bytes[rest] + 1;
    for (;;) {
      while (numbers) (out[at++] = bytes[rest++]) > 127 || numbers--;
      if (!depth || at > total) break;
      const code = (out[at++] = bytes[rest++]);
      numbers = follow[code];
      if (code > 31 && code < 35) {
        while ((out[at++] = bytes[local++]) > 127);
      } else if (code == 65) {
        while ((out[at++] = bytes[constant++]) > 127);
      } else if (code > 39 && code < 63) {
        out[at++] = bytes[rest++];
        while ((out[at++] = bytes[offset++]) > 127);
      } else if (code < 5) depth += numbers;
      else if (code == 11) depth--;
      else if (code == 14) numbers = bytes[rest] + 2;
      // Fractions, of four or eight bytes.
      else if (code > 66 && code < 69) copy(at + 4 * (code - 66));
      else if (code == 252) numbers = bytes[rest] > 7 ? 3 - (bytes[rest] % 2) : 1;
    }
    size(body);
  }
  size(code);
  copy(total);
  return out;
};

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
