// The page around the frame: what it may ask, and what it is told. What it is told is numbers; a text that was written here goes to it only where
// the tag asks for it and the visitor has ticked the box.
const element = (id) => document.getElementById(id);
const enums = { theme: ["auto", "light", "dark", "transparent"], units: ["wh", "j"], dir: ["ltr", "rtl"], scheme: ["light", "dark"] };
const flags = ["readonly", "field", "share"];
const names = ["model", "region", "factors"];
const colours = ["paper", "card", "ink", "soft", "line", "control", "save", "save-soft", "spend", "focus"];
const MOST_UTF16 = 1e6;

/** What of some settings is in order; anything else is left out. */
const checked = (wanted) => {
  const settings = {};
  for (const [name, allowed] of Object.entries(enums)) if (allowed.includes(wanted[name])) settings[name] = wanted[name];
  for (const name of flags) if (typeof wanted[name] == "boolean") settings[name] = wanted[name];
  for (const name of names) if (typeof wanted[name] == "string" && /^[\w.:+-]{1,64}$/.test(wanted[name])) settings[name] = wanted[name];
  if (Number.isInteger(wanted.padding) && wanted.padding >= 0 && wanted.padding < 100) settings.padding = wanted.padding;
  const styles = typeof wanted.styles == "object" && wanted.styles ? Object.entries(wanted.styles) : [];
  settings.styles = styles.filter(
    ([name, value]) =>
      typeof value == "string" &&
      ((colours.includes(name) && CSS.supports("color", value)) || (/^(radius|size)$/.test(name) && /^\d{1,3}(\.\d{1,3})?(px|em|rem)$/.test(value))),
  );
  return settings;
};

/** Listens to the page around, and says how to speak to it. */
export const listen = ({ set, text }) => {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const id = parameters.get("id") ?? "";
  const isFramed = parent !== window;
  // Where the page around is from; until it has spoken nobody knows.
  let origin;
  let shares = false;
  const post = (type, data, to) => isFramed && parent.postMessage({ ns: "promptwatt", v: 1, id, type, ...data }, to);
  const say = (type, data) => post(type, data, "*");
  const agreed = element("agreed");
  const key = () => `share-text ${origin}`;
  // A frame in a sandbox has no storage: then the answer holds for as long as the frame.
  const storage = (use) => {
    try {
      return use(sessionStorage);
    } catch {
      return undefined;
    }
  };
  const share = () => {
    // To that page and no other. A page in a sandbox has no address to name.
    if (shares && agreed.checked && origin) post("shared", { text: element("text").value.slice(0, MOST_UTF16) }, origin == "null" ? "*" : origin);
  };
  const offer = (settings) => {
    shares = Boolean(settings.share) && !settings.field;
    element("share").hidden = !shares;
    if (!shares) return;
    element("with").textContent = element("share").dataset.label.replace("{host}", origin == "null" ? "?" : new URL(origin).host);
    agreed.checked = storage((kept) => kept.getItem(key())) == "yes";
  };
  agreed.addEventListener("change", () => {
    storage((kept) => kept.setItem(key(), agreed.checked ? "yes" : "no"));
    share();
  });

  addEventListener("message", ({ data, source, origin: from }) => {
    if (!isFramed || source !== parent || data?.ns != "promptwatt" || data.v !== 1 || data.id !== id) return;
    // Whoever speaks first is the page around; a frame stays with it.
    if (origin && origin != from) return;
    origin = from;
    if (data.type == "set" && typeof data.settings == "object" && data.settings) {
      const settings = checked(data.settings);
      offer(settings);
      set(settings);
    } else if (data.type == "text" && typeof data.text == "string" && data.text.length <= MOST_UTF16 && Number.isInteger(data.revision)) {
      text(data.text, data.revision);
    }
  });

  // The height that the content needs, told when it changes.
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.querySelector("main").getBoundingClientRect().height);
    if (height && height != told) say("size", { height: (told = height) });
  }).observe(document.querySelector("main"));

  const ready = () => {
    // A frame without the script around it says what it wants behind the #.
    const wanted = Object.fromEntries(parameters);
    for (const flag of flags) if (flag in wanted) wanted[flag] = true;
    if (wanted.padding) wanted.padding = Number(wanted.padding);
    delete wanted.field;
    delete wanted.share;
    if (!id) {
      set(checked(wanted));
      if (wanted.value) text(wanted.value.slice(0, MOST_UTF16), 0);
    }
    say("ready");
  };
  return { say, ready, share };
};
