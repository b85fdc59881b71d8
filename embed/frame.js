// The frame: messages to and from the page around it. That page is told numbers; a text that was written here goes to it only where the tag asks for it
// and the visitor has ticked the box (share.js).
const page = document.documentElement;

const framed = (handlers) => {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const id = parameters.get("id");
  // Where the page around is from; until it has spoken nobody knows.
  let origin;
  const post = (type, data, to) => {
    if (parent != window) parent.postMessage({ ns: "promptwatt", v: 1, id, type, ...data }, to);
  };
  addEventListener("message", ({ data, source, origin: from }) => {
    // Whoever speaks first is the page around; the frame stays with it.
    if (source != parent || data?.ns != "promptwatt" || data.v !== 1 || data.id !== id || from != (origin ?? from)) return;
    origin = from;
    receive(data, handlers);
  });
  const content = page.dataset.view ? document.querySelector("main") : document.body;
  let told;
  new ResizeObserver(() => {
    // The most that a page around takes; the rest scrolls inside.
    const height = Math.min(Math.ceil(content.getBoundingClientRect().height), 4000);
    if (height != told) post("size", { height: (told = height) }, "*");
  }).observe(content);
  return {
    // Numbers, for whoever is around.
    say: (type, data) => post(type, data, "*"),
    // What only that page may know. A page in a sandbox has no address to name.
    tell: (type, data) => origin && post(type, data, origin == "null" ? "*" : origin),
    origin: () => origin,
    ready() {
      post("ready", {}, "*");
      if (id) return;
      // No script around: what is wanted stands behind the #.
      const wanted = Object.fromEntries(parameters);
      handlers.set(checked({ ...wanted, readonly: "readonly" in wanted, padding: wanted.padding ? +wanted.padding : undefined, styles: {} }));
      if (wanted.value) handlers.text(wanted.value, 0);
    },
  };
};
