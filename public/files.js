// What the page does with files: saving what it made, reading and packing what a visitor brings. Fetched when somebody does so: in WebAssembly
// a chain of promises weighs ten times as much, and everybody would pay for it.

// Saves a file that the app made; what is to become a PNG comes as SVG.
export const save = async (kind, content) => {
  const type = { json: "application/json", csv: "text/csv" }[kind] ?? "image/svg+xml";
  let href = `data:${type},${encodeURIComponent(content)}`;
  if (kind === "png") {
    const image = new Image();
    image.src = href;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d").drawImage(image, 0, 0);
    href = canvas.toDataURL();
  }
  Object.assign(document.createElement("a"), { download: `promptwatt.${kind}`, href }).click();
};

// Reads a text file; what cannot be read comes as null.
export const read = (file, done) => file.text().then(done, () => done(null));

// Packs a tokenizer.json in a worker: the packed bytes, or the sentence that says why there are none.
export const pack = async (file, done) => {
  try {
    const json = await file.arrayBuffer();
    const worker = new Worker(new URL("packer.js", import.meta.url));
    worker.onerror = () => done("");
    worker.onmessage = ({ data }) => {
      // The first message says that it listens.
      if (data === null) return worker.postMessage(json);
      worker.terminate();
      done(data);
    };
  } catch {
    done("");
  }
};

// The one packed vocabulary that the browser remembers, in a cache of its own that the service worker leaves alone.
const own = () => caches.open("promptwatt-own");
export const remember = async (bytes) => (await own()).put("own", new Response(bytes));
export const forget = async () => (await own()).delete("own");
export const recall = async (done) => {
  const kept = await (await own()).match("own");
  if (kept) done(await kept.arrayBuffer());
};

// What was made of the parts of a vocabulary, so that the next visit need not make it again: the last one only. What the page reads without waiting says of which
// parts it is; that comes last, so that nothing is promised that is not there.
export const keep = async (name, parts, prepared) => {
  await caches.delete("promptwatt-kept");
  await (await caches.open("promptwatt-kept")).put(name, new Response(prepared));
  localStorage.setItem("promptwatt.kept", parts);
};
