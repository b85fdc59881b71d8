// <prompt-watt>: what a prompt costs, in any website. docs/embedding.md says what each attribute, event and message means.
// One file without dependencies. What is asked for by for= and transport="inline" is fetched only then.
const base = new URL("./", import.meta.url);
// Each with what the browser checks it against: whoever pins this file by its integrity pins all the code that it brings into the page.
const pieces = { attach: ["{{attach}}", "{{attach_integrity}}"], inline: ["{{inline}}", "{{inline_integrity}}"] };
const choices = {
  lang: {{languages}},
  dir: ["ltr", "rtl"],
  theme: ["auto", "light", "dark", "transparent"],
  view: ["badge", "compact", "full"],
  transport: ["frame", "inline"],
  units: ["wh", "j"],
};
// What is a name of ours: which names there are is known where the numbers are.
const names = ["model", "region", "factors"];
const styles = ["paper", "card", "ink", "soft", "line", "control", "save", "save-soft", "spend", "focus", "radius", "size"];
const texts = ["value", "for"];
const flags = ["readonly", "share-text"];
// The whole page has a field, units and edges of its own, and always a frame.
const notWithFull = ["for", "share-text", "units", "padding", "transport"];
const observed = [...Object.keys(choices), ...names, ...texts, ...flags, "padding"];
// The room that is kept for a frame, CSS pixels: it is what the frame needs, so nothing moves.
const heights = { badge: 44, compact: 340, full: 900 };
// A frame that says nothing for so long is none of ours: blocked, or not found.
const SILENCE_MS = 5000;
const elements = new Map();
const warned = new Set();

const warn = (message) => {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`<prompt-watt> ${message}`);
};

const sheet = new CSSStyleSheet();
sheet.replaceSync(
  ":host{display:block}:host([view=badge]){display:inline-block;max-inline-size:100%}" +
    "div{display:block;inline-size:100%}:host([view=badge]) div{inline-size:430px;max-inline-size:100%}:host([hidden]){display:none}" +
    "iframe{display:block;inline-size:100%;border:0;background:transparent}",
);

/** A piece, once the browser has found that it is the one that this file was made with: as a script, for not every engine checks what is preloaded. */
const fetched = (name) => {
  const [file, integrity] = pieces[name];
  const href = new URL(file, base).href;
  return new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { type: "module", src: href, integrity, onload: resolve, onerror: reject }));
  }).then(() => import(href));
};

const isNumber = (value) => typeof value == "number" && Number.isFinite(value) && value >= 0;
const band = (value) => {
  const { low, central, high } = value ?? {};
  return [low, central, high].every(isNumber) && low <= central && central <= high ? { low, central, high } : undefined;
};
// The numbers of a message, one by one: nothing else gets through.
const numbers = ({ exact, tokens, wattHours, gramsCo2e, millilitres }) => {
  const result = { tokens: band(tokens), exact, wattHours: band(wattHours), gramsCo2e: band(gramsCo2e), millilitres: band(millilitres) };
  return result.tokens && result.wattHours && typeof exact == "boolean" ? result : undefined;
};

class PromptWatt extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = observed;
  #internals = this.attachInternals();
  #box = document.createElement("div");
  #id;
  #frame;
  // What can only be changed by starting again.
  #kind;
  // To whom a text may go: the origin of a frame that has said that it is ready.
  #origin;
  #transport;
  #attached;
  #value;
  // How often a text was given: the same one again is new where the visitor has changed it meanwhile.
  #revision = 0;
  #result = null;
  #changed;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#box);
  }

  connectedCallback() {
    // What was set before the element was defined.
    if (Object.hasOwn(this, "value")) {
      const { value } = this;
      delete this.value;
      this.value = value;
    }
    this.#start();
  }

  disconnectedCallback() {
    this.#stop();
  }

  // Where the browser can move an element without taking it out, nothing has to start again.
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name == "value") {
      this.#value = undefined;
      this.#revision += 1;
    }
    if (!this.#id) return;
    // Several attributes change in one go.
    this.#changed ??= queueMicrotask(() => {
      this.#changed = undefined;
      if (!this.#id) return;
      if (this.#kindNow() == this.#kind) this.#tell();
      else this.#start();
    }) ?? true;
  }

  formResetCallback() {
    this.value = this.getAttribute("value") ?? "";
  }

  formDisabledCallback() {
    if (this.#id) this.#tell();
  }

  get form() {
    return this.#internals.form;
  }
  get name() {
    return this.getAttribute("name") ?? "";
  }
  // React sets a property where there is one.
  set name(name) {
    this.setAttribute("name", name);
  }
  get type() {
    return "prompt-watt";
  }

  /** The text, as far as the page knows it: what it gave, or what the visitor agreed to share. */
  get value() {
    return this.#value ?? this.getAttribute("value") ?? "";
  }
  set value(text) {
    this.#value = `${text ?? ""}`;
    this.#revision += 1;
    if (this.#id) this.#tell();
  }

  /** The numbers, or null before the first. */
  get result() {
    return this.#result;
  }

  /** Another model, region, set of factors: as the attributes. */
  setFactors(wanted) {
    for (const name of names) if (wanted?.[name] !== undefined) this.setAttribute(name, wanted[name]);
  }

  focus(options) {
    super.focus(options);
    // Into a frame, where only what is in it can go on from there.
    this.#say({ type: "focus" });
  }

  // An attribute of a list of choices; the first, or `fallback`, where it is not one of them.
  #choice(name, fallback = choices[name][0]) {
    const wanted = this.getAttribute(name)?.trim().toLowerCase();
    if (!wanted || choices[name].includes(wanted)) return wanted || fallback;
    warn(`${name}="${wanted.slice(0, 40)}" is not one of ${choices[name].join(", ")}; ${fallback || "nothing"} is used`);
    return fallback;
  }

  #language() {
    const own = this.getAttribute("lang")?.trim().toLowerCase().split("-")[0];
    if (choices.lang.includes(own)) return own;
    // Shadow roots are looked out of, too.
    const around = this.parentElement ?? this.getRootNode().host;
    const isAround = (language) => around?.matches(`:lang(${language})`);
    return this.#choice("lang", choices.lang.find(isAround) ?? "en");
  }

  #isFull() {
    return this.#choice("view", "compact") == "full";
  }

  #isInline() {
    return this.#choice("transport") == "inline" && !this.#isFull();
  }

  #follows() {
    return this.hasAttribute("for") && !this.#isFull();
  }

  #address() {
    return new URL(`embed/${this.#language()}/${this.#choice("view", "compact")}/`, base).href;
  }

  #kindNow() {
    return [this.#address(), this.#isInline(), this.#follows()].join();
  }

  #settings() {
    const settings = { theme: this.#choice("theme"), units: this.#choice("units"), dir: this.#choice("dir", ""), styles: {} };
    for (const name of names) {
      const wanted = this.getAttribute(name)?.trim();
      if (!wanted) continue;
      if (/^[\w.:+-]{1,64}$/.test(wanted)) settings[name] = wanted;
      else warn(`${name}="${wanted.slice(0, 40)}" is no name; the usual one is used`);
    }
    const padding = this.getAttribute("padding")?.trim();
    if (padding) {
      if (/^\d{1,2}$/.test(padding)) settings.padding = +padding;
      else warn(`padding="${padding.slice(0, 40)}" is not a whole number of pixels from 0 to 99; the usual one is used`);
    }
    const computed = getComputedStyle(this);
    for (const name of styles) {
      const value = computed.getPropertyValue(`--pw-${name}`).trim();
      if (value) settings.styles[name] = value;
    }
    // Who says nothing is light.
    settings.scheme = computed.colorScheme.replace("normal", "light");
    settings.readonly = this.hasAttribute("readonly") || this.matches(":disabled");
    settings.field = this.#follows();
    settings.share = this.hasAttribute("share-text");
    return settings;
  }

  #start() {
    this.#stop();
    this.#id = crypto.randomUUID?.() ?? `${Math.random()}`;
    this.#kind = this.#kindNow();
    elements.set(this.#id, this);
    if (this.#isFull()) for (const name of notWithFull) if (this.hasAttribute(name)) warn(`${name} does nothing with view="full"`);
    const height = `${heights[this.#choice("view", "compact")]}px`;
    if (this.#follows()) this.#piece("attach", (piece) => (this.#attached = piece.attach(this, (text) => this.#give(text))));
    const address = this.#address();
    if (this.#isInline()) {
      this.#box.style.minBlockSize = height;
      this.#piece("inline", (piece) => {
        this.#transport = piece.mount(this.#box, { address, hear: (message) => this.#hear(message) });
        this.#tell();
      });
      return;
    }
    const frame = document.createElement("iframe");
    frame.title = this.title || "Promptwatt";
    frame.loading = "lazy";
    frame.allow = "clipboard-write";
    frame.setAttribute("part", "frame");
    frame.style.blockSize = height;
    // Behind the #, so that no server hears of it.
    frame.src = `${address}#id=${this.#id}`;
    // Something came; if it was ours, it has spoken, or will soon.
    frame.onload = () => setTimeout(() => this.#frame == frame && this.#miss(), SILENCE_MS);
    this.#frame = frame;
    this.#box.style.minBlockSize = "";
    this.#box.replaceChildren(frame);
  }

  #stop() {
    elements.delete(this.#id);
    this.#attached?.stop();
    this.#transport?.stop();
    this.#frame?.remove();
    this.#id = this.#attached = this.#transport = this.#frame = this.#origin = undefined;
  }

  // A part that is fetched when it is used; unless the element is gone, or another, by then.
  #piece(name, use) {
    const id = this.#id;
    fetched(name).then(
      (piece) => this.#id == id && use(piece),
      () => this.#id == id && this.#fire("pw-error", { code: "fetch" }),
    );
  }

  // A text that the page has given, and what it chose.
  #tell() {
    this.#say({ type: "set", settings: this.#settings() });
    if (!this.#attached) this.#give({ text: this.value, revision: this.#revision });
  }

  #give({ text, revision }) {
    this.#say({ type: "text", text: text.slice(0, 1e6), revision });
  }

  #say(message) {
    const whole = { ns: "promptwatt", v: 1, id: this.#id, ...message };
    if (this.#transport) this.#transport.hear(whole);
    else if (this.#origin) this.#frame.contentWindow?.postMessage(whole, this.#origin == "null" ? "*" : this.#origin);
  }

  // Once for a frame.
  #miss() {
    if (!this.#frame?.onload || this.#origin) return;
    this.#frame.onload = null;
    this.#fire("pw-error", { code: "frame" });
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // Not every engine says that a frame has loaded which the page's own policy forbids.
  static forbid({ blockedURI, disposition, effectiveDirective }) {
    if (disposition != "enforce" || effectiveDirective != "frame-src" || !blockedURI.startsWith(base.origin)) return;
    for (const element of elements.values()) element.#miss();
  }

  static receive(event) {
    const { data, origin, source } = event;
    if (data?.ns != "promptwatt" || data.v !== 1 || !source) return;
    const element = elements.get(data.id);
    // In a page in a sandbox, which has no origin, frames have none either.
    if (source !== element?.#frame?.contentWindow || origin != (self.origin == "null" ? "null" : base.origin)) return;
    if (data.type == "ready") element.#origin = origin;
    element.#hear(data);
  }

  #hear({ type, ...data }) {
    if (type == "ready") {
      this.#tell();
      this.#attached?.again();
      this.#fire("pw-ready");
    } else if (type == "size") {
      if (!isNumber(data.height) || data.height < 16 || data.height > 4000 || !this.#frame) return;
      // Never less than the room that was kept: what a frame needs before its style or its app has come is no reason to move the page.
      const view = this.#choice("view", "compact");
      this.#frame.style.blockSize = `${Math.max(Math.ceil(data.height), view == "badge" ? 16 : heights[view])}px`;
    } else if (type == "change") {
      const result = numbers(data);
      if (!result) return;
      this.#result = Object.freeze(result);
      this.#internals.setFormValue(JSON.stringify(result));
      this.#fire("pw-change", result);
    } else if (type == "applied") {
      if (isNumber(data.tokensSaved)) this.#fire("pw-suggestion-applied", { tokensSaved: data.tokensSaved });
    } else if (type == "edit") {
      // Only in a text that is this page's own; looked through there.
      this.#attached?.edit(data);
    } else if (type == "shared") {
      // Only where the tag asks for it; the visitor was asked in the widget.
      if (!this.hasAttribute("share-text") || typeof data.text != "string" || data.text.length > 1e6) return;
      this.#value = data.text;
      this.#fire("pw-text", { text: data.text });
    } else if (type == "error") {
      if (/^[a-z]{1,20}$/.test(data.code)) this.#fire("pw-error", { code: data.code });
    } else if (type == "warning") {
      if (names.includes(data.name)) warn(`${data.name}="${this.getAttribute(data.name)?.slice(0, 40)}" is not known; the usual one is used`);
    }
  }
}

addEventListener("message", PromptWatt.receive);
addEventListener("securitypolicyviolation", PromptWatt.forbid);
// Two copies of this script on a page are one element.
customElements.get("prompt-watt") ?? customElements.define("prompt-watt", PromptWatt);
