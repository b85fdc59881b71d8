// The whole page in a frame: what the page around chooses is put into the page's own controls, and it is told the numbers that the page shows. Until somebody
// wants to use it, the app is not fetched: figures are estimated here, as in the other views, and the page around has nothing to wait for.
const element = (id) => document.getElementById(id);
const field = element("prompt");
const hasStarted = () => !page.classList.contains("starting");
const started = new Promise((resolve) => {
  const look = () => hasStarted() && resolve();
  new MutationObserver(look).observe(page, { attributes: true, attributeFilter: ["class"] });
  look();
});

// The first sign that somebody wants to use it fetches the app.
let wanted = false;
const want = () => {
  if (wanted) return;
  wanted = true;
  // The page's own, which is told of by its integrity.
  element("glue").rel = "modulepreload";
  import(new URL(element("boot").dataset.start, location.href)).catch(() => {
    wanted = false;
    element("boot-failed").hidden = false;
  });
};
for (const kind of ["pointerover", "focus", "focusin", "keydown", "input"]) addEventListener(kind, want);
// What was pressed before the app could hear of it.
addEventListener("click", ({ target }) => {
  const button = hasStarted() ? undefined : target.closest?.("button");
  if (button) started.then(() => button.click());
});

const rough = new Intl.NumberFormat(`${page.lang}-u-nu-latn`, { maximumSignificantDigits: 2 });
const range = element("range").textContent;
// What the page around has chosen; nobody is told numbers before.
let model;
/** Estimates the text that stands in the field, as long as the app does not count it. */
const sketch = () => {
  if (hasStarted() || !model) return;
  const line = lines[model];
  if (!line) {
    const mine = model;
    const fetching = fetchLines(() => import("./{{models}}"));
    // As the app: a model that does not exist changes nothing.
    fetching.then(() => (lines[mine] ??= lines[usual]) && sketch(), () => way.say("error", { code: "fetch" }));
    return;
  }
  const result = estimated(field.value, line);
  const { low, central, high } = result.wattHours;
  element("tokens").textContent = `≈\u00a0${rough.format(result.tokens.central)}`;
  element("wh").textContent = rough.format(central);
  element("range").textContent = range.replace("{low}", rough.format(low)).replace("{high}", rough.format(high));
  way.say("change", result);
};
field.addEventListener("input", sketch);

/** The page's own figures, as its export writes them; the text is not in it. */
const figures = () => {
  const { withFiles } = window;
  let json = "null";
  window.withFiles = (_, kind, content) => (json = content);
  try {
    document.querySelector("button[name=export][value=json]").click();
  } finally {
    window.withFiles = withFiles;
  }
  return JSON.parse(json);
};

const band = (value) => (typeof value == "number" ? { low: value, central: value, high: value } : value);
let told;
// The tokens before something was applied, until it is told what that saved.
let before;
const tell = () => {
  const { count, before: exchange } = figures() ?? {};
  if (!count) return;
  const { wh, gco2e, water_ml } = exchange;
  const result = { exact: count.exact, tokens: band(count.tokens), wattHours: wh, gramsCo2e: gco2e, millilitres: water_ml };
  const isOther = JSON.stringify(result) != JSON.stringify(told);
  told = result;
  if (isOther) way.say("change", result);
};
const settle = () => {
  tell();
  if (before !== undefined) way.say("applied", { tokensSaved: Math.max(before - told.tokens.central, 0) });
  before = undefined;
};

// What is applied changes the field before the event is over. Nothing else that is pressed is a suggestion.
const acts = ["apply", "apply-all", "follow"];
for (const kind of ["click", "keydown"]) {
  let text;
  const pressed = ({ target, key, ctrlKey, metaKey }) =>
    kind == "click" ? acts.includes(target.closest?.("button")?.name) : target == field && key == "Enter" && (ctrlKey || metaKey);
  addEventListener(
    kind,
    (event) => {
      text = pressed(event) ? field.value : undefined;
      // What is only to be read is not to be shortened either.
      if (text !== undefined && field.readOnly) event.stopImmediatePropagation();
    },
    true,
  );
  addEventListener(kind, () => {
    if (text === undefined || text == field.value) return;
    before = told?.tokens.central ?? 0;
    // The new figures are drawn by then; those of a long text come later, as a change of their own.
    setTimeout(settle, 100);
  });
}

/** Calls `act` when something in an element of the page changes. */
const watch = (id, what, act) => new MutationObserver(act).observe(element(id), { subtree: true, ...what });
started.then(() => {
  let timer;
  const soon = () => (timer ??= setTimeout(() => ((timer = undefined), tell())));
  for (const id of ["tokens", "figures", "known"]) watch(id, { childList: true, characterData: true }, soon);
  tell();
});
for (const id of ["boot-failed", "load-failed"])
  watch(id, { attributes: true, attributeFilter: ["hidden"] }, () => element(id).hidden || way.say("error", { code: "fetch" }));

const readOnly = new CSSStyleSheet();
readOnly.replaceSync(
  "button:is([name=apply],[name=apply-all],[name=follow],[name=undo],[name=undo-all],[name=length],[name=example],[name=clear]),.button:has(#file){display:none}",
);

/** Chooses in a list; once the choice is there, for the page names its models after its first number. One that never comes changes nothing. */
const chosen = {};
const choose = async (id, value, usual) => {
  // What was never chosen is the visitor's own.
  if (value === chosen[id]) return;
  chosen[id] = value;
  await started;
  const list = element(id);
  const take = () => {
    if (chosen[id] !== value) return waiting.disconnect();
    const option = [...list.options].find((option) => option.value == (value ?? usual));
    if (!option) return;
    waiting.disconnect();
    list.value = option.value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const waiting = new MutationObserver(take);
  waiting.observe(list, { childList: true, subtree: true });
  take();
};

const { dir: usualDir } = page;
let painted;
let given;
const way = framed({
  async set({ theme, dir, model: wish, region, readonly }) {
    choose("model", wish, usual);
    choose("region", region, "WORLD");
    page.dir = dir ?? usualDir;
    field.readOnly = readonly;
    document.adoptedStyleSheets = readonly ? [readOnly] : [];
    model = wish ?? usual;
    sketch();
    const paint = theme == "light" || theme == "dark" ? theme : undefined;
    if (paint) page.dataset.theme = paint;
    else if (painted) delete page.dataset.theme;
    painted = paint;
    if (hasStarted()) return;
    // The app begins with the theme that the visitor has chosen on the page itself.
    await started;
    if (painted) page.dataset.theme = painted;
  },
  async text(text, revision) {
    // Without a text at first, the field is the visitor's.
    const isNew = given === undefined ? text !== "" : given !== revision;
    given = revision;
    if (!isNew || text === field.value) return;
    field.value = text;
    sketch();
    // The app takes over what stands there when it starts, and hears of what comes meanwhile.
    if (!wanted) return;
    await started;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  },
  focus() {
    // WebKit lets no frame of another site take the focus by itself.
    want();
    field.focus();
  },
});
// The page is hidden in its source: without its style it would stand elsewhere, and browsers count that as a shift of the site around.
for (const part of document.querySelectorAll(".skip, header, main, footer")) part.hidden = false;
way.ready();
