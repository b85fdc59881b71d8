// transport="inline": the widget in the page itself, in the tag's own shadow root, for those who host it themselves. The host's policy then needs
// connect-src, script-src and 'wasm-unsafe-eval' for this address. All tags share one counter.

// What the browser checks each script against: it then runs these and no others, also where a script imports another by itself.
const integrities = { glue: "{{glue_integrity}}", exact: "{{exact_integrity}}", models: "{{models_integrity}}", share: "{{share_integrity}}" };
const addresses = { ...parts, glue: "./{{glue}}" };

/** A page of ours without its scripts, parsed by the browser: no markup is put together here. */
const page = (address) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.onload = () => (request.response?.querySelector("main > #text") ? resolve(request.response) : reject(request));
    request.onerror = reject;
    request.open("GET", address);
    request.send();
  });

const pages = new Map();
const sheets = new Map();
const once = (kept, key, make) => {
  if (!kept.has(key)) {
    const made = make(key);
    kept.set(key, made);
    made.catch(() => kept.delete(key));
  }
  return kept.get(key);
};

const verified = new Map();
const check = (name) =>
  once(verified, name, () => {
    const href = new URL(addresses[name], import.meta.url).href;
    const script = document.createElement("script");
    return new Promise((resolve, reject) => {
      document.head.append(Object.assign(script, { type: "module", src: href, integrity: integrities[name], onload: () => resolve(href), onerror: reject }));
    });
  });
const part = async (name) => {
  if (name == "exact") await check("glue");
  return import(await check(name));
};

const sheetOf = async (address) => {
  const sheet = new CSSStyleSheet();
  const response = await fetch(address);
  if (!response.ok) throw new Error(address);
  return sheet.replace(await response.text());
};

/** Fills `box` with the page at `address`. */
export const mount = (box, { address, hear }) => {
  const waiting = [];
  let handlers;
  let root;
  let isStopped = false;
  const start = async () => {
    const document = await once(pages, address, page);
    const sheet = await once(sheets, new URL(document.querySelector("link[rel=stylesheet]").getAttribute("href"), address).href, sheetOf);
    if (isStopped) return;
    const { lang, dir, dataset } = document.documentElement;
    root = box.ownerDocument.createElement("div");
    Object.assign(root, { lang, dir, className: "pw" });
    root.dataset.view = dataset.view;
    root.append(box.ownerDocument.importNode(document.querySelector("main"), true));
    const open = root.querySelector("#open");
    open.href = new URL(open.getAttribute("href"), address);
    const shadow = box.getRootNode();
    if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
    box.replaceChildren(root);
    widget(root, (own) => {
      handlers = own;
      const say = (type, data) => isStopped || hear({ type, ...data });
      return {
        say,
        tell: say,
        origin: () => location.origin,
        ready() {
          say("ready");
          for (const message of waiting) receive(message, own);
        },
      };
    }, part);
  };
  start().catch(() => isStopped || hear({ type: "error", code: "fetch" }));
  return {
    hear: (message) => (handlers ? receive(message, handlers) : waiting.push(message)),
    stop() {
      isStopped = true;
      root?.remove();
    },
  };
};
