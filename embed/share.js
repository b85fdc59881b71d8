// The box by which a visitor lets the page around have the text, where its tag asks for it. The answer holds for that page and this tab.
const offered = new WeakSet();

/** Shows the box. */
export const offer = ({ element, field, host }) => {
  const box = element("share");
  box.hidden = false;
  if (offered.has(box)) return;
  offered.add(box);
  const origin = host.origin();
  const agreed = element("agreed");
  // A frame in a sandbox has no storage: then the answer holds for as long as the frame.
  const kept = (use) => {
    try {
      return use(sessionStorage);
    } catch {
      return undefined;
    }
  };
  const name = `share-text ${origin}`;
  const share = () => agreed.checked && !box.hidden && host.tell("shared", { text: field.value.slice(0, 1e6) });
  element("with").textContent = box.dataset.label.replace("{host}", origin == "null" ? box.dataset.unnamed : new URL(origin).host);
  agreed.checked = kept((storage) => storage.getItem(name)) == "yes";
  agreed.addEventListener("change", () => {
    kept((storage) => storage.setItem(name, agreed.checked ? "yes" : "no"));
    share();
  });
  field.addEventListener("input", share);
};
