// for=: the page's own field beside the tag. Its text goes to the widget, and an edit that a visitor applies there comes back as if it were typed, so that
// undo takes it back and React, Vue and Svelte hear of it.
const MOST_UTF16 = 1e6;
// Between two looks for a text that changed without an event: a chat box that is emptied when it is sent, say.
const LOOK_MS = 400;

const isText = (field) => field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && ["text", "search"].includes(field.type));

/** The text of an editable element, as it is read: the text nodes in it, and where each begins. */
const readEditable = (root) => {
  const nodes = [];
  let text = "";
  const walk = (node) => {
    if (node.nodeType == Node.TEXT_NODE) {
      nodes.push({ node, start: text.length, end: text.length + node.data.length });
      text += node.data;
    } else if (node.nodeName == "BR") {
      text += "\n";
    } else if (node.nodeType == Node.ELEMENT_NODE && node.contentEditable != "false") {
      const isBlock = node != root && !/^(inline|contents)/.test(getComputedStyle(node).display);
      if (isBlock && text && !text.endsWith("\n")) text += "\n";
      for (const child of node.childNodes) walk(child);
    }
  };
  walk(root);
  // The line break that keeps an empty line open is no text.
  return { nodes, text: text == "\n" ? "" : text };
};

const replaceInField = (field, start, end, text) => {
  const before = field.value;
  field.focus();
  field.setSelectionRange(start, end);
  // As typing does: the field's own undo knows of it, and it tells everybody who listens.
  document.execCommand(text ? "insertText" : "delete", false, text);
  if (field.value != before) return;
  // The prototype's setter: frameworks that keep a field put their own on the element, and would take this for no change.
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value");
  set.call(field, before.slice(0, start) + text + before.slice(end));
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertReplacementText", data: text }));
};

const replaceInEditable = (field, start, end, text) => {
  const { nodes } = readEditable(field);
  const from = nodes.find((one) => start < one.end) ?? nodes.at(-1);
  const to = nodes.findLast((one) => one.start < end) ?? from;
  if (!from) return;
  field.focus();
  const selection = getSelection();
  selection.setBaseAndExtent(from.node, Math.max(start - from.start, 0), to.node, Math.min(end - to.start, to.node.data.length));
  document.execCommand(text ? "insertText" : "delete", false, text);
};

const isEdit = (edit) => Number.isInteger(edit?.start) && Number.isInteger(edit.end) && typeof edit.text == "string" && edit.text.length <= 10_000;

/** Ties `tag` to the field that its `for` names, and gives that field's text on. */
export const attach = (tag, give) => {
  const root = tag.getRootNode();
  let text;
  let raw;
  let revision = 0;
  let refused;
  const find = () => {
    const id = tag.getAttribute("for");
    const field = root.getElementById?.(id) ?? document.getElementById(id);
    if (isText(field) || field?.isContentEditable) return field;
    // What is typed for nobody to read (a password, an address) is not ours either.
    if (field && refused != field) console.warn(`<prompt-watt> for="${id.slice(0, 40)}" is no text field: a textarea, an input of type text or search, or an editable element`);
    refused = field;
    return undefined;
  };
  const look = (again) => {
    const field = find();
    // Reading an editable element's layout costs; that its characters are the same does not.
    const now = !field ? "" : isText(field) ? field.value : field.textContent + field.childElementCount;
    if (again !== true && now === raw) return field;
    raw = now;
    const read = field && !isText(field) ? readEditable(field).text : now;
    if (again !== true && read === text) return field;
    text = read;
    revision += 1;
    give({ text: text.slice(0, MOST_UTF16), revision });
    return field;
  };
  let frame;
  // Once a frame, however much is typed; and after the page's own listeners.
  const soon = () => (frame ??= requestAnimationFrame(() => ((frame = undefined), look())));
  const fire = (name, detail) => tag.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  // Before anybody stops it on its way up, and out of shadow roots: what is typed is told to the whole document.
  document.addEventListener("input", soon, true);
  const timer = setInterval(look, LOOK_MS);
  look();
  return {
    again: () => look(true),
    /** Applies the edits of a suggestion, in a text that is still the one they were made for. */
    edit({ edits, revision: wanted, tokensSaved }) {
      const field = look();
      const inOrder = Array.isArray(edits) && edits.length <= 100 && edits.every(isEdit);
      if (!field || !inOrder || wanted !== revision) return;
      const ends = [...edits.map((edit) => edit.start).slice(1), text.length];
      if (!edits.every(({ start, end }, at) => 0 <= start && start <= end && end <= ends[at])) return;
      if (field.readOnly || field.disabled) return void fire("pw-error", { code: "readonly" });
      const replace = isText(field) ? replaceInField : replaceInEditable;
      const before = text;
      for (const { start, end, text: by } of edits.toReversed()) replace(field, start, end, by);
      look();
      if (text === before) fire("pw-error", { code: "refused" });
      else if (Number.isFinite(tokensSaved)) fire("pw-suggestion-applied", { tokensSaved });
    },
    stop() {
      document.removeEventListener("input", soon, true);
      clearInterval(timer);
      cancelAnimationFrame(frame);
    },
  };
};
