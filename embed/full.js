// The whole page in a frame: what the page around chooses is put into the page's own controls. Its numbers are for its visitor; the site hears of none.
const started = new Promise((resolve) => {
  const isStarted = () => !page.classList.contains("starting") && resolve();
  new MutationObserver(isStarted).observe(page, { attributes: true, attributeFilter: ["class"] });
  isStarted();
});

/** Chooses in a list; once the choice is there, for the page names its models after its first number. One that never comes changes nothing. */
const choose = async (id, value) => {
  if (value === undefined) return;
  await started;
  const list = document.getElementById(id);
  const take = () => {
    if (![...list.options].some((option) => option.value == value)) return false;
    waiting.disconnect();
    list.value = value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  const waiting = new MutationObserver(take);
  if (!take()) waiting.observe(list, { childList: true, subtree: true });
};
const way = framed({
  async set({ theme, dir, model, region }) {
    choose("model", model);
    choose("region", region);
    if (dir) page.dir = dir;
    await started;
    if (theme == "light" || theme == "dark") page.dataset.theme = theme;
  },
  async text(text) {
    if (!text) return;
    await started;
    const field = document.getElementById("prompt");
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  },
});
way.ready();
