// Measures one engine in Chromium and prints one JSON object: node chromium.mjs ENGINE FOLDER VOCABULARIES
// The arguments are those of run.mjs; PROMPTWATT_CHROMIUM says where the browser is. Serves bench/page.html on this machine
// only, opens it in a browser of its own with a fresh profile, and ends both when the page has sent what it measured.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const [engine, folder, vocabularies] = process.argv.slice(2);
const MINUTES = 15;

const roots = { bench: dirname(fileURLToPath(import.meta.url)), folder, vocab: vocabularies };
const types = { ".html": "text/html", ".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm" };

/** The file of a path, if it is in one of the roots. Modules of packages may leave out their ending. */
async function file(path) {
  const [, root, ...rest] = decodeURIComponent(path).split("/");
  const inside = normalize(rest.join(sep));
  if (!Object.hasOwn(roots, root) || inside.startsWith("..")) throw new Error("not there");
  const name = join(roots[root], inside);
  const found = extname(name) ? name : `${name}.js`;
  return [await readFile(found), types[extname(found)] ?? "application/octet-stream"];
}

const headers = {
  // Isolated pages are given a finer clock, and may ask how much memory they have.
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cache-control": "max-age=600",
};

let settle;
const result = new Promise((resolve) => (settle = resolve));

const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const answer = (status, type, body) => response.writeHead(status, { ...headers, "content-type": type }).end(body);
  if (request.method === "POST" && path === "/result") {
    let text = "";
    for await (const part of request) text += part;
    answer(204, "text/plain", "");
    settle(JSON.parse(text));
  } else if (path === "/run.json") {
    const names = (await readdir(vocabularies)).filter((name) => name.startsWith("o200k_base-")).sort();
    answer(200, "application/json", JSON.stringify({ engine, vocabularies: names }));
  } else {
    await file(path === "/" ? "/bench/page.html" : path).then(
      ([body, type]) => answer(200, type, body),
      () => answer(404, "text/plain", "not there"),
    );
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const profile = await mkdtemp(join(tmpdir(), "promptwatt-bench-"));
const browser = spawn(
  process.env.PROMPTWATT_CHROMIUM ?? "chromium",
  [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-blink-features=ForceEagerMeasureMemory", `--user-data-dir=${profile}`,
    `http://127.0.0.1:${server.address().port}/`,
  ],
  { stdio: "ignore" },
);
browser.on("error", (error) => settle({ error: `the browser cannot be started: ${error.message}` }));
browser.on("exit", (code) => settle({ error: `the browser ended (${code}) before the page had measured` }));
const late = setTimeout(() => settle({ error: `nothing came within ${MINUTES} minutes` }), MINUTES * 60_000);

const measured = await result;
clearTimeout(late);
const ended = new Promise((resolve) => browser.once("exit", resolve));
if (browser.exitCode === null && browser.kill()) await ended;
server.closeAllConnections();
server.close();
await rm(profile, { recursive: true, force: true, maxRetries: 5 });
if (measured.error) {
  console.error(measured.error);
  process.exitCode = 1;
} else {
  console.log(JSON.stringify(measured));
}
