// Writes the snippets. The preview is made from the very text that is printed: what does not come out of it as it was chosen is said.
const address = "{{address}}";
const element = (id) => document.getElementById(id);
const form = element("choices");
const preview = element("preview");
const root = new URL(element("script").dataset.root, location.href);
const flags = ["readonly", "share-text"];
const names = ["view", "lang", "theme", "model", "region", "units", "padding", "for", "value", ...flags];
let kind = "tag";

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** What was chosen, as the attributes of the tag. */
const chosen = () => {
  const data = new FormData(form);
  const wanted = {};
  for (const name of names) {
    const value = `${data.get(name) ?? ""}`.trim();
    if (value) wanted[name] = flags.includes(name) ? "" : value;
  }
  return wanted;
};

const heights = { badge: 44, compact: 340, full: 900 };
/** An empty picture keeps the room of a tag until the script is there: nothing on the page moves then, and no policy forbids it, as it may a style. */
const room = ({ view = "compact" }) => `<svg width="${view == "badge" ? "300" : "100%"}" height="${heights[view]}"${view == "badge" ? "" : ' display="block"'}></svg>`;
const tag = (wanted) => {
  const attributes = Object.entries(wanted).map(([name, value]) => (flags.includes(name) ? ` ${name}` : ` ${name}="${escaped(value)}"`));
  return `<prompt-watt${attributes.join("")}>${room(wanted)}</prompt-watt>`;
};
const frame = ({ view = "compact", lang = document.documentElement.lang, ...wanted }) => {
  // A frame alone follows no field, and nobody is there to hear a text.
  delete wanted.for;
  delete wanted["share-text"];
  const parameters = `${new URLSearchParams(wanted)}`.replaceAll("+", "%20");
  return (
    `<iframe src="${address}embed/${lang}/${view}/${parameters && `#${escaped(parameters)}`}" title="${escaped(document.title)}" loading="lazy" ` +
    `width="100%" height="${heights[view]}" frameborder="0" allow="clipboard-write" ` +
    `sandbox="allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads"></iframe>`
  );
};
const snippets = {
  tag: (wanted) => `<script type="module" src="${address}embed.js" async></script>\n${tag(wanted)}`,
  iframe: frame,
  npm: ({ model = "gpt-4o", region = "WORLD" }) =>
    `npm install promptwatt\n\nimport { estimate } from "promptwatt";\n\nconst { energyWh } = await estimate({ model: "${model}", region: "${region}", inputTokens: 500, outputTokens: 400 });`,
  wordpress: (wanted) => `<!-- wp:html -->\n${frame(wanted)}\n<!-- /wp:html -->`,
  moodle: frame,
  markdown: ({ model = "gpt-4o", region = "WORLD" }) => `promptwatt badge --format markdown --words ${document.documentElement.lang} --model ${model} --region ${region} prompt.txt >> README.md`,
};
const policies = { tag: `script-src ${new URL(address).origin}; frame-src ${new URL(address).origin}`, iframe: `frame-src ${new URL(address).origin}` };

/** The element of a snippet, as a site's parser reads it; and whether it is what was chosen. */
const parsed = (text, wanted) => {
  const body = new DOMParser().parseFromString(text, "text/html").body;
  const found = body.querySelector("prompt-watt, iframe");
  if (!found) return { found, isGood: kind == "npm" || kind == "markdown" };
  if (found.localName == "iframe") {
    const { origin, pathname, hash } = new URL(found.src);
    const inside = Object.fromEntries(new URLSearchParams(hash.slice(1)));
    const { view = "compact", lang = document.documentElement.lang, for: _, "share-text": __, ...rest } = wanted;
    const same = JSON.stringify(inside) == JSON.stringify(rest);
    return { found, isGood: same && origin == new URL(address).origin && pathname.endsWith(`/embed/${lang}/${view}/`) };
  }
  const inside = Object.fromEntries([...found.attributes].map(({ name, value }) => [name, value]));
  return { found, isGood: JSON.stringify(inside) == JSON.stringify(wanted) };
};

const show = (found) => {
  if (!found) return;
  const now = preview.firstElementChild;
  if (found.localName == "iframe") {
    // Of this build, wherever it is served from.
    const source = found.src.replace(address, root.href);
    if (now?.src == source) return;
    const copy = document.createElement("iframe");
    for (const { name, value } of found.attributes) copy.setAttribute(name, value);
    copy.src = source;
    preview.replaceChildren(copy);
  } else if (now?.localName == "prompt-watt") {
    for (const name of names) {
      const value = found.getAttribute(name);
      if (value === null) now.removeAttribute(name);
      else if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    }
  } else {
    preview.replaceChildren(document.importNode(found, true));
  }
};

const print = () => {
  const wanted = chosen();
  const text = snippets[kind](wanted);
  const { found, isGood } = parsed(text, wanted);
  element("snippet").value = text;
  element("checked").textContent = element("checked").dataset[isGood ? "good" : "bad"];
  element("why").textContent = element("why").dataset[kind];
  const policy = policies[kind];
  element("policy").hidden = !policy;
  element("policy").querySelector("code").textContent = policy ?? "";
  for (const button of document.getElementsByName("kind")) button.setAttribute("aria-pressed", `${button.value == kind}`);
  show(found ?? parsed(snippets.tag(wanted), wanted).found);
};

// Regions by their names, as the browser knows them, in the order of this language.
const list = form.elements.region;
const title = new Intl.DisplayNames(document.documentElement.lang, { type: "region" });
const regions = [...list.options].slice(1);
for (const option of regions) {
  try {
    option.textContent = title.of(option.value);
  } catch {
    // An area that is no country keeps its code.
  }
}
regions.sort((a, b) => a.text.localeCompare(b.text, document.documentElement.lang));
list.append(...regions);

form.addEventListener("input", print);
form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("click", async ({ target }) => {
  if (target.name == "kind") {
    kind = target.value;
    print();
  } else if (target.id == "copy") {
    const { copied, failed } = target.dataset;
    const says = await navigator.clipboard.writeText(element("snippet").value).then(
      () => copied,
      () => failed,
    );
    if (says == failed) element("snippet").select();
    element("checked").textContent = says;
  }
});
print();
