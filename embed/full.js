// The whole page in a frame: what the page around chooses is put into the page's own controls. Its numbers are for its visitor; the site hears of none.
const started = new Promise((resolve) => {
  const isStarted = () => !page.classList.contains("starting") && resolve();
  new MutationObserver(isStarted).observe(page, { attributes: true, attributeFilter: ["class"] });
  isStarted();
});
const choose = async (id, value) => {
  await started;
  const control = document.getElementById(id);
  if (value === undefined || control.value == value) return;
  const before = control.value;
  control.value = value;
  // A choice that there is not leaves what was chosen.
  if (control.value == value) control.dispatchEvent(new Event(id == "prompt" ? "input" : "change", { bubbles: true }));
  else control.value = before;
};
const way = framed({
  set({ theme, dir, model, region }) {
    if (theme == "light" || theme == "dark") page.dataset.theme = theme;
    if (dir) page.dir = dir;
    choose("model", model);
    choose("region", region);
  },
  text: (text) => text && choose("prompt", text),
});
way.ready();
