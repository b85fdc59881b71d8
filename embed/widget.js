// What a person sees and does in a frame, or in the page itself (inline.js). The figures of a text are estimated here at once; exact ones and suggestions
// need the counter and a vocabulary (exact.js), which are fetched on the first focus and not before.
// Figures are read from left to right in every language.
const isolated = (text) => `\u2066${text}\u2069`;

/** Fills `root`, which has the places of frame.html; `connect` makes the way to the page around, `part` fetches one of `parts`. */
export const widget = (root, connect, part) => {
  const element = (id) => root.querySelector(`#${id}`);
  const [field, more, panel] = ["text", "more", "panel"].map(element);
  const isBadge = root.dataset.view == "badge";
  const locale = `${root.lang}-u-nu-latn`;
  const rough = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  const whole = new Intl.NumberFormat(locale);
  const put = (id, text) => {
    if (element(id).textContent != text) element(id).textContent = text;
  };
  const tell = (name) => put("state", element("state").dataset[name]);
  // Whether the text is the page's own: of one that a visitor wrote here it is told numbers and nothing else.
  const state = { settings: { units: "wh" }, text: "", revision: 0, isHosts: false };
  const usualDir = root.dir;
  let engine;
  // Whether the page around has said what it wants: figures before that are for nobody.
  let isSet = false;
  // The revision of the last text of the page's.
  let given;

  const show = (result) => {
    const joules = state.settings.units == "j";
    const energy = (value) => rough.format(joules ? value * 3600 : value);
    const { low, central, high } = result.wattHours;
    const unit = element("unit").dataset[joules ? "j" : "wh"];
    const tokens = result.exact ? whole.format(result.tokens.central) : `≈\u00a0${rough.format(result.tokens.central)}`;
    put("tokens", isolated(tokens));
    put("energy", isolated(`≈\u00a0${energy(central)}`));
    put("unit", unit);
    const range = element("range").dataset.range.replace("{low}", isolated(energy(low))).replace("{high}", isolated(energy(high)));
    put("range", `${range} ${unit}`);
    engine?.besides(result);
    if (isSet) host.say("change", result);
  };

  const fails = () => {
    tell("failed");
    host.say("error", { code: "fetch" });
  };

  // A model whose figures are not here yet: until they are, there are none. One that does not exist is told once, and the usual one stands in.
  const fetchLine = async (model) => {
    put("energy", "…");
    put("range", "");
    try {
      await fetchLines(() => part("models"));
    } catch {
      return fails();
    }
    if (!lines[model]) {
      lines[model] = lines[usual];
      host.say("warning", { name: "model" });
    }
    if (state.settings.model == model) read();
  };

  const read = () => {
    // What an empty field asks for is in the page's language.
    field.dir = state.text ? "auto" : "";
    if (engine) return engine.read();
    const { model = usual } = state.settings;
    const line = lines[model];
    if (!line) return fetchLine(model);
    show(estimated(state.text, line));
    tell("estimate");
  };

  // The counter is fetched once, on the first sign that somebody wants to know.
  let wanted = false;
  const want = () => {
    if (wanted) return;
    wanted = true;
    tell("counting");
    part("exact")
      .then((exact) => exact.start({ state, element, put, tell, show, field, host, usual, rough }))
      .then((started) => {
        engine = started;
        read();
      })
      .catch(() => {
        wanted = false;
        fails();
      });
  };

  const host = connect({
    set(settings) {
      state.settings = settings;
      isSet = true;
      const { theme, dir, padding, readonly, scheme } = settings;
      const painted = theme == "transparent" ? scheme : theme;
      if (painted == "light" || painted == "dark") root.dataset.theme = painted;
      else delete root.dataset.theme;
      root.classList.toggle("clear", theme == "transparent");
      root.dir = dir ?? usualDir;
      for (const name of [...root.style]) root.style.removeProperty(name);
      if (padding !== undefined) root.style.setProperty("--pw-padding", `${padding}px`);
      for (const [name, value] of settings.styles) root.style.setProperty(`--pw-${name}`, value);
      field.readOnly = Boolean(readonly);
      field.hidden = Boolean(settings.field || (isBadge && readonly));
      read();
      element("share").hidden = true;
      if (settings.share && !settings.field) part("share").then(({ offer }) => state.settings.share && offer({ element, field, host }), fails);
    },
    // A text of the page's. It takes the place of one of a visitor's own only where it was given anew: not when the first arrives after the first key.
    text(text, revision) {
      const isKept = revision === given || (given === undefined && field.value && !state.settings.field);
      given = revision;
      if (isKept) return;
      const isOther = text !== state.text;
      Object.assign(state, { text, revision, isHosts: true });
      field.value = text;
      if (isOther) read();
    },
    focus() {
      // WebKit lets no frame of another site take the focus by itself.
      want();
      (field.hidden ? more : field).focus();
    },
  });

  field.addEventListener("input", () => {
    Object.assign(state, { text: field.value, isHosts: false });
    read();
    // Some engines tell nobody of a focus that was not a person's.
    want();
  });
  root.addEventListener("focusin", want);
  more.addEventListener("click", () => {
    want();
    if (!isBadge) return;
    panel.hidden = !panel.hidden;
    more.setAttribute("aria-expanded", `${!panel.hidden}`);
  });
  if (!isBadge) {
    panel.hidden = false;
    more.removeAttribute("aria-expanded");
  }
  // What a reload has put back.
  state.text = field.value;
  read();
  host.ready();
};
