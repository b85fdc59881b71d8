// What the button does that keeps everything for use without a connection: it first says what that moves, then fetches it. Fetched when it is pressed.

// All files that are not fetched by the first visit, with the bytes that each moves; and the energy of moving a megabyte, Wh.
const REST = {{rest}};
const WH_PER_MB = {{wh_per_mb}};

const root = import.meta.url.replace(/[^/]*$/, "");
const number = (value) => value.toLocaleString(document.documentElement.lang, { maximumSignificantDigits: 2 });

const missing = async () => {
  const kept = new Set();
  for (const name of await caches.keys())
    if (name.startsWith(root + " ")) for (const { url } of await (await caches.open(name)).keys()) kept.add(url);
  return Object.keys(REST).filter((name) => !kept.has(root + name));
};

// The button offers to fetch the rest, does that when it is pressed once more, and then says that all is there.
export const keepAll = async (button) => {
  const { offer, done } = button.dataset;
  const show = async () => {
    const bytes = (await missing()).reduce((sum, name) => sum + REST[name], 0);
    const megabytes = bytes / 1e6;
    button.textContent = bytes ? offer.replace("{mb}", number(megabytes)).replace("{wh}", number(megabytes * WH_PER_MB)) : done;
    button.setAttribute("aria-disabled", !bytes);
    document.getElementById("announcer").textContent = button.textContent;
  };
  button.onclick = async () => {
    button.onclick = null;
    try {
      // One after the other: the visitor may be doing something else. The worker keeps what passes.
      for (const name of await missing()) if (!(await fetch(root + name)).ok) break;
    } catch {
      // No connection: what came is kept, and the button offers the rest.
    }
    await show();
    button.onclick = () => keepAll(button);
  };
  await show();
};
