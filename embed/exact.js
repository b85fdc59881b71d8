// Exact figures and suggestions: fetches the counter, the parts of the vocabulary that a text needs and the phrases of its language, once for all widgets
// of a document, and draws what they find.
import init, { Counting } from "./{{glue}}";

const root = new URL("../", import.meta.url);
// Above so many UTF-16 units a text is read after a pause and not with every key.
const READ_AT_ONCE = 20_000;
const PAUSE_MS = 250;
// A list that a person reads; what is applied makes room for the rest.
const DRAWN = 12;
// The most of what stands between two edits that is shown, and of a word beside one, UTF-16 units.
const WORD = 24;

const fetched = new Map();
/** A file of the site, asked for once; again only where it did not come. */
const file = (path) => {
  if (!fetched.has(path)) {
    const coming = fetch(new URL(path, root)).then(async (response) => {
      if (!response.ok) throw new Error(path);
      return new Uint8Array(await response.arrayBuffer());
    });
    fetched.set(path, coming);
    coming.catch(() => fetched.delete(path));
  }
  return fetched.get(path);
};

let shared;
const module = async () => {
  const response = await fetch(new URL("./{{wasm}}", import.meta.url), { integrity: "{{integrity}}" });
  return whole(await response.arrayBuffer());
};
const counting = () =>
  (shared ??= init({ module_or_path: module() }).then(
    () => new Counting(),
    (error) => {
      shared = undefined;
      throw error;
    },
  ));

const band = ([low, central, high]) => ({ low, central, high });

/** Starts for a widget; says how it is to be spoken to from then on. */
export const start = async ({ state, element, put, tell, show, field, host, usual, rough }) => {
  const counter = await counting();
  const percent = new Intl.NumberFormat(rough.resolvedOptions().locale, { style: "percent", maximumFractionDigits: 0 });
  const list = element("list");
  let timer;
  let serial = 0;
  const known = (name, isKnown, fallback) => {
    const wanted = state.settings[name];
    if (!wanted || isKnown(wanted)) return wanted || fallback;
    host.say("warning", { name });
    delete state.settings[name];
    return fallback;
  };

  const apply = (suggestion) => {
    const edits = [];
    for (let at = 2; at < suggestion.length; at += 3) edits.push({ start: suggestion[at], end: suggestion[at + 1], text: suggestion[at + 2] });
    const [, tokensSaved] = suggestion;
    // Only to the page whose text it is.
    if (state.settings.field) return state.isHosts && host.tell("edit", { revision: state.revision, edits, tokensSaved });
    if (field.readOnly) return;
    field.focus();
    for (const { start: from, end, text } of edits.toReversed()) {
      field.setSelectionRange(from, end);
      // As typing does, so that the field's own undo knows of it.
      if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
        field.setRangeText(text, from, end, "end");
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
    }
    host.say("applied", { tokensSaved });
  };

  /** The row of a suggestion: what goes, what comes, what it is worth. */
  const row = (suggestion, text) => {
    const item = document.createElement("li");
    item.part = "suggestion";
    const words = item.appendChild(document.createElement("span"));
    words.dir = "auto";
    const { apply: label, saves } = element("coach").dataset;
    const [share, tokens] = suggestion;
    const said = [];
    let shown;
    for (let at = 2; at < suggestion.length; at += 3) {
      const [from, end, by, next] = suggestion.slice(at, at + 4);
      // With the rest of the words that it begins and ends in, so that a person can read it.
      const [before] = /[\p{L}\p{M}]*$/u.exec(text.slice(Math.max(shown ?? 0, from - WORD), from));
      const [after] = /^[\p{L}\p{M}]*/u.exec(text.slice(end, Math.min(end + WORD, next ?? text.length)));
      const between = shown === undefined ? "" : text.slice(shown, from - before.length);
      words.append(between.length > WORD ? " … " : between, before);
      for (const [name, content] of [["del", text.slice(from, end)], ["ins", by]]) {
        if (!content) continue;
        said.push(content);
        words.appendChild(document.createElement(name)).textContent = content;
      }
      words.append(after);
      shown = end + after.length;
    }
    const worth = item.appendChild(document.createElement("small"));
    worth.textContent = saves.replace("{n}", share ? `≈\u00a0${percent.format(share)}` : rough.format(tokens));
    worth.dataset.of = share ? "energy" : "tokens";
    if (!field.readOnly || state.settings.field) {
      const button = item.appendChild(document.createElement("button"));
      button.type = "button";
      button.textContent = label;
      button.ariaLabel = `${label}: ${said.join(" ")}`;
      button.onclick = () => apply(suggestion);
    }
    return item;
  };

  const draw = (reading, text) => {
    const suggestions = reading.suggestions();
    list.replaceChildren(...suggestions.slice(0, DRAWN).map((suggestion) => row(suggestion, text)));
    element("coach").hidden = !text;
    put("found", suggestions.length ? "" : element("coach").dataset.none);
  };

  const now = async () => {
    const mine = (serial += 1);
    const { text } = state;
    const model = known("model", Counting.has_model, usual);
    const region = known("region", Counting.has_region, "WORLD");
    known("factors", (wanted) => wanted == Counting.factors());
    let isWhole = true;
    const fetchAll = async (paths, take) => {
      try {
        if (!take(await Promise.all(paths.map(file)))) throw new Error(paths[0]);
      } catch {
        isWhole = false;
        for (const path of paths) fetched.delete(path);
        host.say("error", { code: "fetch" });
      }
    };
    const look = () => {
      const reading = counter.read(text, model, region);
      const numbers = reading.numbers();
      const [tokens, wattHours, gramsCo2e, millilitres] = [0, 3, 6, 9].map((at) => band(numbers.slice(at, at + 3)));
      show({ exact: reading.exact(), tokens, wattHours, gramsCo2e, millilitres });
      draw(reading, text);
      tell(reading.exact() ? "exact" : isWhole ? "estimate" : "failed");
      const wanted = reading.wanted();
      reading.free();
      return wanted;
    };
    const missing = counter.missing(text, model);
    if (missing.length) {
      tell("counting");
      await fetchAll(missing.map((name) => `vocab/${name}`), (files) => {
        // Another tag may have brought some of them meanwhile.
        const still = counter.missing(text, model);
        return counter.add(model, files.filter((_, at) => still.includes(missing[at])));
      });
    }
    if (mine != serial) return;
    const wanted = look();
    if (!wanted) return;
    await fetchAll([`rules/${wanted}.rules`], ([rules]) => counter.add_rules(rules));
    if (mine == serial) look();
  };

  return {
    read() {
      clearTimeout(timer);
      if (state.text.length > READ_AT_ONCE) timer = setTimeout(now, PAUSE_MS);
      else now();
    },
    besides({ gramsCo2e, millilitres }) {
      const { g, ml } = element("besides").dataset;
      const figure = (value) => `\u2066${rough.format(value.central)}\u2069`;
      put("besides", `${g.replace("{n}", figure(gramsCo2e))} · ${ml.replace("{n}", figure(millilitres))}`);
      element("besides").hidden = false;
    },
  };
};
