// What a frame shows, and what it says to the page around it. The figures of a text are estimated here at once; exact ones need the counter and a
// vocabulary (exact.js), which are fetched on the first focus and not before.
import { estimate } from "./{{estimate}}";
import { listen } from "./{{host}}";

const usual = "{{model}}";
// Of the commonest models: Wh of an exchange without a prompt, and for each token of one; low, middle, high.
const figures = {{figures}};
// Of all others, once one is asked for.
let others;
const element = (id) => document.getElementById(id);
const root = document.documentElement;
const field = element("text");
const isBadge = root.dataset.view == "badge";
const format = new Intl.NumberFormat(`${root.lang}-u-nu-latn`, { maximumSignificantDigits: 2 });
const whole = new Intl.NumberFormat(`${root.lang}-u-nu-latn`);

const state = { settings: { model: usual, units: "wh" }, text: "", revision: 0, isHosts: false, engine: undefined, result: undefined };

// Latin digits and signs keep their order in a text from right to left.
const isolated = (text) => `\u2066${text}\u2069`;
const put = (id, text) => {
  if (element(id).textContent != text) element(id).textContent = text;
};

const line = async () => {
  const { model } = state.settings;
  if (figures[model]) return;
  others ??= import("./{{models}}");
  try {
    const { default: more } = await others;
    Object.assign(figures, more);
  } catch {
    others = undefined;
  }
  if (figures[model]) return read();
  if (state.settings.model == model) {
    host.say("warning", { name: "model" });
    state.settings.model = usual;
  }
};

const estimated = (text) => {
  const tokens = estimate(text);
  const line = figures[state.settings.model] ?? figures[usual];
  const [low, central, high] = [tokens.low, tokens.central, tokens.high].map((n, at) => line[at][0] + line[at][1] * n);
  return { exact: false, tokens, wattHours: { low, central, high } };
};

const show = (result) => {
  state.result = result;
  const about = result.exact ? "" : "≈\u00a0";
  const joules = state.settings.units == "j";
  const energy = (value) => format.format(joules ? value * 3600 : value);
  const { low, central, high } = result.wattHours;
  put("tokens", isolated(about + (result.exact ? whole : format).format(result.tokens.central)));
  put("energy", isolated(`≈\u00a0${energy(central)}`));
  const unit = element("unit").dataset[joules ? "j" : "wh"];
  put("unit", unit);
  put("range", `${element("range").dataset.range.replace("{low}", isolated(energy(low))).replace("{high}", isolated(energy(high)))} ${unit}`);
  element("besides").hidden = !result.gramsCo2e;
  if (result.gramsCo2e) {
    const { g, ml } = element("besides").dataset;
    put("besides", `${g.replace("{n}", isolated(format.format(result.gramsCo2e.central)))} · ${ml.replace("{n}", isolated(format.format(result.millilitres.central)))}`);
  }
  host.say("change", { exact: result.exact, tokens: result.tokens, wattHours: result.wattHours, gramsCo2e: result.gramsCo2e, millilitres: result.millilitres });
};

const tell = (name) => put("state", element("state").dataset[name]);

/** Reads the text again: at once by estimate, exactly where the counter is here. */
const read = () => {
  if (state.engine) return state.engine.read();
  show(estimated(state.text));
  tell("estimate");
};

// The counter is fetched once, on the first sign that somebody wants to know.
const want = () => {
  if (state.wanted) return;
  state.wanted = true;
  tell("counting");
  import("./{{exact}}")
    .then((exact) => exact.start({ state, show, tell, element, host, field }))
    .then((engine) => {
      state.engine = engine;
      read();
    })
    .catch(() => {
      state.wanted = false;
      tell("failed");
      host.say("error", { code: "fetch" });
    });
};

const host = listen({
  set(settings) {
    Object.assign(state.settings, settings);
    if (!state.settings.model) state.settings.model = usual;
    const { theme, dir, padding, readonly, field: isElsewhere, scheme, styles } = state.settings;
    if (theme == "light" || theme == "dark") root.dataset.theme = theme;
    else if (theme == "transparent" && (scheme == "dark" || scheme == "light")) root.dataset.theme = scheme;
    else delete root.dataset.theme;
    root.classList.toggle("clear", theme == "transparent");
    if (dir) root.dir = dir;
    if (padding !== undefined) root.style.setProperty("--pw-padding", `${padding}px`);
    for (const [name, value] of styles) root.style.setProperty(`--pw-${name}`, value);
    field.readOnly = Boolean(readonly);
    field.hidden = Boolean(isElsewhere) || (isBadge && Boolean(readonly));
    state.engine?.choose();
    line();
    read();
  },
  text(text, revision) {
    // What the visitor has written here stays; the page's own text is the page's to change.
    state.revision = revision;
    if (text === state.given) return;
    state.given = text;
    state.isHosts = true;
    state.text = text;
    field.value = text;
    read();
  },
});

field.addEventListener("input", () => {
  state.text = field.value;
  state.isHosts = false;
  read();
  host.share();
});
addEventListener("focusin", want);
element("more").addEventListener("click", () => {
  want();
  if (!isBadge) return;
  const panel = element("panel");
  panel.hidden = !panel.hidden;
  element("more").setAttribute("aria-expanded", String(!panel.hidden));
});
if (!isBadge) {
  element("panel").hidden = false;
  element("more").removeAttribute("aria-expanded");
}
// What a reload has put back.
state.text = field.value;
read();
host.ready();
