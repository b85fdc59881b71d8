// The service worker: keeps what was fetched, so that the page works without a connection. `cargo xtask pages` fills in the constants and takes these
// comments out. Each build has a cache of its own, so that what is kept belongs together.

// The hash of everything in the build; it also stands in each of its pages.
const BUILD = "{{build}}";
// The first visit's files, then pages and phrase lists, relative to the scope; and the hashes in the names of the vocabularies.
const SHELL = {{shell}};
const NAMES = {{names}};
const HASHES = "{{hashes}}";

const ROOT = registration.scope;
// Others may live on this origin, copies of this page among them.
const PREFIX = ROOT + " ";
const cache = () => caches.open(PREFIX + BUILD);
const bare = (url) => url.split("#")[0];
const isHashed = (url) => /-[0-9a-f]{8,}(_bg)?\.\w+$/.test(url);
const isOurs = (url) => {
  const name = url.slice(ROOT.length);
  return url.startsWith(ROOT) && (SHELL.includes(name) || NAMES.includes(name) || /^(..\/)?learn\/(\w+\/)*$/.test(name) || (/^vocab\/[\w-]+\.vocab$/.test(name) && HASHES.includes(name.slice(-14, -6))));
};

// Fetches a file and keeps it where it is of this build: a page of the next one is handed on and not kept.
const keep = async (request, options) => {
  const response = await fetch(request, options);
  const url = bare(response.url);
  const good = response.ok && isOurs(url) && (!url.endsWith("/") || (await response.clone().text()).includes(BUILD));
  if (good) await (await cache()).put(url, response.clone()).catch(() => {});
  return [response, good];
};

// Keeps a file, and asks the server only where neither an older cache nor the browser's own has it.
const take = async (url) => {
  const kept = isHashed(url) && (await caches.match(url));
  if (kept) return (await cache()).put(url, kept);
  // Phrase lists and what is done with files have the same names in every build.
  for (const mode of [isHashed(url) || url.endsWith("/") ? "force-cache" : "no-cache", "reload"]) if ((await keep(url, { cache: mode }))[1]) return;
  throw url;
};

// No visit pays twice. A browser without a cache (a private window of WebKit's, which heeds no "only-if-cached" either) is told by asking it for a small file
// that the main page has just fetched: if less moved than it has, the cache answered. If not (a lesson has not fetched it, and WebKit's workers hear of no sizes),
// it is asked again: the server's answers a second apart differ in their dates at least. Where there is no cache, what the page fetches from then on is kept as it comes.
const forgets = async (url) => {
  const ask = async () => [...(await keep(url, { cache: "force-cache" }))[0].headers].join();
  const first = await ask();
  await new Promise((wait) => setTimeout(wait, 1100));
  const [entry] = performance.getEntriesByName(url);
  return !(entry?.encodedBodySize > entry?.transferSize) && first != (await ask());
};

const older = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name != PREFIX + BUILD);

const on = (type, act) => addEventListener(type, (event) => event.waitUntil(act(event)));
on("install", async () => {
  const urls = SHELL.map((name) => ROOT + name);
  const names = await older();
  if (!names.length && (await forgets(urls[0]))) return;
  for (const { url } of await clients.matchAll({ includeUncontrolled: true })) urls.push(bare(url));
  for (const name of names) for (const { url } of await (await caches.open(name)).keys()) urls.push(url);
  await Promise.all([...new Set(urls)].filter(isOurs).map(take));
});
on("activate", async () => {
  for (const name of await older()) await caches.delete(name);
  await clients.claim();
});
// The page says what it fetched past the worker (the first visit's files are here already), or that the visitor wants this version.
on("message", async ({ data }) => {
  if (data == "renew") return skipWaiting();
  if (await (await cache()).match(ROOT + SHELL[1]))
    await Promise.all(data.filter((url) => /(vocab|rules|files\.js)$|later|\/le(arn|sson)-/.test(url) && isOurs(url)).map((url) => keep(url, { cache: "force-cache" })));
});
// A page that asks the worker cannot see what came over the network: it is told, so that it can say so.
const askers = new Map();
new PerformanceObserver(async (list) => {
  for (const { name, transferSize } of list.getEntries()) (await clients.get(askers.get(name) ?? ""))?.postMessage([name, transferSize]);
}).observe({ type: "resource" });
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = bare(request.url);
  askers.set(url, event.clientId);
  const answer = async () => {
    // A file that arrived damaged is asked for again.
    const kept = (request.mode == "navigate" || request.cache != "reload") && (await (await cache()).match(url));
    return kept || (await keep(request))[0];
  };
  if (request.method == "GET" && isOurs(url)) event.respondWith(answer());
});
