// Opens a built page in Chromium and says whether it counts as the command does: node browser.mjs DIRECTORY [PATH]
// PROMPTWATT_CHROMIUM is the browser, PROMPTWATT_COMMAND the command. Page and browser are this machine's own, and end with it.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { text } from "./text.js";

const [directory, start = "/"] = process.argv.slice(2);
const MINUTES = 2;
const types = { ".html": "text/html", ".mjs": "text/javascript", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };

const file = async (path) => {
  const name = join(directory, normalize(decodeURIComponent(path)));
  const found = (await stat(name)).isDirectory() ? join(name, "index.html") : name;
  return [await readFile(found), types[extname(found)] ?? "application/octet-stream"];
};

let settle;
const result = new Promise((resolve) => (settle = resolve));
const missing = [];
const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (request.method == "POST") {
    let body = "";
    for await (const part of request) body += part;
    response.writeHead(204).end();
    return settle(JSON.parse(body));
  }
  await file(pathname).then(
    ([content, type]) => response.writeHead(200, { "content-type": type }).end(content),
    () => {
      missing.push(pathname);
      response.writeHead(404).end();
    },
  );
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const profile = await mkdtemp(join(tmpdir(), "promptwatt-npm-"));
const address = `http://127.0.0.1:${server.address().port}${start}`;
const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const browser = spawn(process.env.PROMPTWATT_CHROMIUM ?? "chromium", [...flags, `--user-data-dir=${profile}`, address], { stdio: "ignore" });
browser.on("error", (error) => settle(`the browser cannot be started: ${error.message}`));
const late = setTimeout(() => settle(`nothing came within ${MINUTES} minutes; not found: ${missing.join(" ")}`), MINUTES * 60_000);
const counted = await result;
clearTimeout(late);
const ended = new Promise((resolve) => browser.once("exit", resolve));
if (browser.exitCode === null && browser.kill()) await ended;
server.closeAllConnections();
server.close();
await rm(profile, { recursive: true, force: true, maxRetries: 5 });

assert.equal(typeof counted, "object", counted);
const expected = JSON.parse(execFileSync(process.env.PROMPTWATT_COMMAND, ["count", "--json"], { input: text, encoding: "utf8" }));
assert.ok(Object.keys(counted).length >= 2);
for (const [where, count] of Object.entries(counted)) assert.deepEqual(count, expected, where);
console.log(`${Object.keys(counted).join(", ")}: ${expected.tokens} tokens, exact`);
