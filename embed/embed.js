// <prompt-watt>: what a prompt costs, in any website. docs/embedding.md says what each attribute, event and message means.
// One file without dependencies. What is asked for by for= and transport="inline" is fetched only then.
const base = new URL("./", import.meta.url);
const pieces = { attach: "{{attach}}", inline: "{{inline}}" };
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
const observed = [...Object.keys(choices), ...names, ...texts, ...flags, "padding"];
// The room that is kept for a frame, CSS pixels: it is what the frame needs, so nothing moves.
const heights = { badge: 44, compact: 340, full: 900 };
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
  // To whom a text may go: the origin of a frame that has said that it is ready.
  #origin;
  #transport;
  #attached;
  #value;
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
    if (before === after || !this.#id) return;
    if (name == "value") this.#value = undefined;
    // Several attributes change in one go.
    this.#changed ??= queueMicrotask(() => {
      this.#changed = undefined;
      if (!this.#id) return;
      if (this.#address() != this.#frame?.dataset.of && !this.#transport) this.#start();
      else this.#tell();
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
  get type() {
    return "prompt-watt";
  }

  /** The text, as far as the page knows it: what it gave, or what the visitor agreed to share. */
  get value() {
    return this.#value ?? this.getAttribute("value") ?? "";
  }
  set value(text) {
    this.#value = `${text ?? ""}`;
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
    (this.#frame ?? this.#box.firstElementChild)?.focus(options);
  }

  // An attribute of a list of choices; the first, or `fallback`, where it is not one of them.
  #choice(name, fallback = choices[name][0]) {
    const wanted = this.getAttribute(name)?.trim().toLowerCase();
    if (!wanted || choices[name].includes(wanted)) return wanted || fallback;
    warn(`${name}="${wanted.slice(0, 40)}" is not one of ${choices[name].join(", ")}; ${fallback || "nothing"} is used`);
    return fallback;
  }

  #language() {
    const primary = (tag) => tag?.trim().toLowerCase().split("-")[0];
    const around = primary(this.parentElement?.closest("[lang]")?.lang);
    const fallback = choices.lang.includes(around) ? around : "en";
    const own = primary(this.getAttribute("lang"));
    return choices.lang.includes(own) ? own : this.#choice("lang", fallback);
  }

  #address() {
    return new URL(`embed/${this.#language()}/${this.#choice("view", "compact")}/`, base).href;
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
    settings.scheme = computed.colorScheme;
    settings.readonly = this.hasAttribute("readonly") || this.matches(":disabled");
    settings.field = this.hasAttribute("for");
    settings.share = this.hasAttribute("share-text");
    return settings;
  }

  #start() {
    this.#stop();
    this.#id = crypto.randomUUID?.() ?? `${Math.random()}`;
    elements.set(this.#id, this);
    if (this.hasAttribute("for")) this.#piece("attach", (piece) => (this.#attached = piece.attach(this, (text) => this.#give(text))));
    if (this.#choice("transport") == "inline") {
      this.#piece("inline", (piece) => {
        this.#transport = piece.mount(this.#box, { base, address: this.#address(), id: this.#id, hear: (message) => this.#hear(message) });
        this.#tell();
      });
      return;
    }
    const frame = document.createElement("iframe");
    const address = this.#address();
    frame.dataset.of = address;
    frame.title = this.title || "Promptwatt";
    frame.loading = "lazy";
    frame.allow = "clipboard-write";
    frame.setAttribute("part", "frame");
    frame.style.blockSize = `${heights[this.#choice("view", "compact")]}px`;
    // Behind the #, so that no server hears of it.
    frame.src = `${address}#id=${this.#id}`;
    this.#frame = frame;
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
    import(new URL(pieces[name], base)).then(
      (piece) => this.#id == id && use(piece),
      () => this.#id == id && this.#fire("pw-error", { code: "fetch" }),
    );
  }

  // A text that the page has given, and what it chose.
  #tell() {
    this.#say({ type: "set", settings: this.#settings() });
    if (!this.#attached) this.#give({ text: this.value, revision: 0 });
  }

  #give({ text, revision }) {
    this.#say({ type: "text", text: text.slice(0, 1e6), revision });
  }

  #say(message) {
    const whole = { ns: "promptwatt", v: 1, id: this.#id, ...message };
    if (this.#transport) this.#transport.hear(whole);
    else if (this.#origin) this.#frame.contentWindow?.postMessage(whole, this.#origin == "null" ? "*" : this.#origin);
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  static receive(event) {
    const { data, origin, source } = event;
    if (data?.ns != "promptwatt" || data.v !== 1 || !source) return;
    const element = elements.get(data.id);
    // A page in a sandbox has frames without an origin.
    if (source !== element?.#frame?.contentWindow || (origin != base.origin && origin != "null")) return;
    if (data.type == "ready") element.#origin = origin;
    element.#hear(data);
  }

  #hear({ type, ...data }) {
    if (type == "ready") {
      this.#tell();
      this.#attached?.again();
      this.#fire("pw-ready");
    } else if (type == "size") {
      if (isNumber(data.height) && data.height >= 16 && data.height <= 4000 && this.#frame) this.#frame.style.blockSize = `${Math.ceil(data.height)}px`;
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
// Two copies of this script on a page are one element.
customElements.get("prompt-watt") ?? customElements.define("prompt-watt", PromptWatt);
