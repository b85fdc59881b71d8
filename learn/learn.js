// The controls of the lessons. All figures come from the module (crates/lesson), the same crate that the build took the figures in the text from; this script
// only puts them in their places. It carries no words: they stand in the page.
const { dataset } = document.body;
const script = document.getElementById("script");
const { lang } = document.documentElement;
const at = (path) => new URL(path, location.href);
const element = (id) => document.getElementById(id);
const all = (css) => document.querySelectorAll(css);

// Digits are Latin; learn-base.js writes those of readers who chose others.
const locale = lang + "-u-nu-latn";
const two = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
const percentOf = (number) => dataset.percent.replace("{n}", number);
const percent = (value) => percentOf(value && Math.abs(value) < 1 ? two.format(value) : whole.format(value));

const put = (name, text) => {
  for (const place of all(`[data-figure="${name}"]`)) place.textContent = text;
};
// Each end in an element of its own, so that it keeps its direction in any text.
const putRange = (name, ends, low) => {
  for (const place of all(`[data-figure="${name}"]`)) {
    // Both ends round to the figure itself: "40% to 40%" would say that there is no range.
    const isNarrow = ends[0] === ends[1] && Math.abs(low) >= 1;
    const pattern = isNarrow ? "{low}" : dataset.range;
    if (isNarrow) ends = [percentOf("±" + exact.format(0.5))];
    const parts = pattern.split(/(\{low\}|\{high\})/).map((part) => {
      if (part !== "{low}" && part !== "{high}") return part;
      const end = document.createElement("b");
      end.className = "n";
      end.textContent = ends[part === "{low}" ? 0 : 1];
      return end;
    });
    place.replaceChildren(...parts);
  }
};
// A figure with its range, its bar too where there is one.
const putBand = (name, band, format) => {
  put(name, format(band[1]));
  putRange(name + "_range", [format(band[0]), format(band[2])], format === percent ? band[0] : 0);
  for (const bar of all(`[data-bar="${name}"]`)) {
    const [low, high] = bar.dataset.axis.split(" ").map(Number);
    const share = (value) => (low ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : value / high);
    const [start, middle, end] = [...band].map((value) => 100 * Math.min(1, Math.max(0, share(value))));
    const [, range, mark] = bar.children;
    range.setAttribute("x", start);
    range.setAttribute("width", end - start);
    mark.setAttribute("x", Math.min(99, Math.max(0, middle - 0.5)));
  }
};
const energy = (name, band) => putBand(name, band, two.format);
const saved = (name, band) => putBand(name, band, percent);

// The questions of crates/lesson/src/ask.rs.
const [REQUEST, SAVING, LEVERS, YEAR, NUMBERS] = [0, 1, 2, 3, 4];
const ask = (question, ...numbers) => window.lesson(question, new Float64Array(numbers.flat()));
// The two requests that the lessons change, known once the module has started.
let ordinary, reported;
const changed = (changes, request = ordinary) => Object.assign([...request], changes);
const [MODEL, INPUT, ANSWER, BITS, PLACE] = [0, 1, 2, 3, 4];
const picked = (name) => Number(document.querySelector(`input[name="${name}"]:checked`).value);

// The choice that the others are compared with is not compared with itself.
const compared = (name, isBase) => {
  element(name + "-base").hidden = !isBase;
  element(name + "-other").hidden = isBase;
};

const made = () => {
  const input = picked("made");
  const answer = ask(REQUEST, changed({ [INPUT]: input }));
  put("made_input", exact.format(input));
  energy("made_wh", answer.slice(0, 3));
  const parts = [...answer.slice(9, 12)];
  const sum = parts.reduce((one, other) => one + other);
  let from = 0;
  ["made_prompt", "made_answer", "made_centre"].forEach((name, index) => {
    const share = (100 * parts[index]) / sum;
    put(name, percent(share));
    for (const stack of all('[data-stack="made"]')) {
      stack.children[index].setAttribute("x", from);
      stack.children[index].setAttribute("width", share);
    }
    from += share;
  });
};

const answer = () => {
  const tokens = picked("answer");
  const request = changed({ [ANSWER]: tokens });
  put("answer_tokens", exact.format(tokens));
  energy("answer_wh", ask(REQUEST, request).slice(0, 3));
  put("answer_share", percent(100 - ask(SAVING, ordinary, request)[1]));
  compared("answer", tokens === ordinary[ANSWER]);
};

const model = () => {
  const [large, request] = [2, picked("model")].map((of) => changed({ [MODEL]: of }));
  energy("model_wh", ask(REQUEST, request).slice(0, 3));
  put("model_share", percent(100 - ask(SAVING, large, request)[1]));
  compared("model", request[MODEL] === large[MODEL]);
};

const bits = () => {
  const before = changed({ [PLACE]: picked("place") }, reported);
  const after = changed({ [BITS]: picked("bits") }, before);
  energy("bits_wh", ask(REQUEST, after).slice(0, 3));
  saved("bits_saved", ask(SAVING, before, after));
  compared("bits", after[BITS] === before[BITS]);
};

const scale = () => {
  const day = picked("day");
  const [gwh, people, kwh, when] = ask(YEAR, day, Number(element("home").value));
  put("scale_day", exact.format(day));
  put("scale_gwh", whole.format(gwh));
  put("home_people_million", two.format(people / 1e6));
  put("home_kwh", exact.format(kwh));
  put("home_year", String(when));
};
const offerHomes = () => {
  const { regions, home } = element("scale").dataset;
  const names = new Intl.DisplayNames(lang, { type: "region" });
  const name = (code) => {
    try {
      return code.length === 2 && names.of(code);
    } catch {
      return false;
    }
  };
  const known = regions.split(" ").map((code, index) => [name(code), index]);
  const { compare } = new Intl.Collator(lang);
  const options = known.filter(([name]) => name).sort(([one], [other]) => compare(one, other));
  element("home").append(...options.map(([name, index]) => new Option(name, index, false, index === Number(home))));
};

const guess = () => {
  const slider = element("guess-slider");
  const wh = 10 ** (slider.value / 10);
  put("guess_wh", two.format(wh));
  slider.setAttribute("aria-valuetext", `${two.format(wh)} ${slider.dataset.unit}`);
  if (element("reveal").getAttribute("aria-expanded") !== "true") return;
  const [low, , high] = ask(REQUEST, ordinary);
  for (const [id, fits] of Object.entries({ low: wh < low, inside: wh >= low && wh <= high, high: wh > high })) element("guess-" + id).hidden = !fits;
};
const offerGuess = () => {
  const [slider, button, revealed] = ["guess-slider", "reveal", "revealed"].map(element);
  revealed.hidden = true;
  for (const step of all("[data-step]"))
    step.onclick = () => {
      slider.valueAsNumber += Number(step.dataset.step);
      guess();
    };
  button.onclick = () => {
    button.setAttribute("aria-expanded", "true");
    revealed.hidden = false;
    guess();
  };
  guess();
};

const lab = () => {
  const text = element("lab-prompt").value;
  const input = text.trim() ? window.lessonTokens(text)[1] : reported[INPUT];
  const answer = Math.min(1e5, Math.max(1, element("lab-answer").valueAsNumber || reported[ANSWER]));
  const of = picked("lab-model");
  // Closed models are served with the bits of the catalogue.
  const before = [of, input, answer, of ? 16 : 0, picked("lab-place"), 0];
  const levers = [Number(element("lab-smaller").checked), picked("lab-left"), 1, picked("lab-bits")];
  const found = ask(LEVERS, before, levers);
  const pulled = [levers[0], levers[1] < 1, levers[3]].map(Boolean);
  pulled.push(pulled.includes(true));
  put("lab_input", two.format(input));
  energy("lab_before", found.slice(0, 3));
  ["smaller_model", "shorter", "compression", "together"].forEach((lever, index) => {
    const own = found.slice(3 + 6 * index);
    energy("lab_" + lever, own.slice(0, 3));
    saved(`lab_${lever}_saved`, own.slice(3, 6));
    for (const place of all(`[data-pulled="${lever}"]`)) place.hidden = !pulled[index];
    for (const place of all(`[data-left="${lever}"]`)) place.hidden = pulled[index];
  });
};

// Each group of controls, with what it does.
const steps = { guess, made, answer, model, bits, place: bits, day: scale, home: scale };
const start = () => {
  [ordinary, reported] = [0, 1].map((which) => [...ask(NUMBERS, which)]);
  for (const part of all(".try")) part.hidden = false;
  if (element("scale")) {
    offerHomes();
    offerGuess();
    addEventListener("input", ({ target }) => (steps[target.name || target.id.split("-")[0]] ?? (() => {}))());
    for (const step of [made, answer, model, bits, scale]) step();
  }
  if (element("lab")) {
    addEventListener("input", lab);
    lab();
  }
};

try {
  // Only a page with controls needs the module.
  if (document.querySelector(".try")) {
    await new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement("script"), { src: at(script.dataset.glue), onload: resolve, onerror: reject }));
    });
    await wasm_bindgen({ module_or_path: at(script.dataset.wasm) });
    start();
  }
} catch (error) {
  console.error(error);
  element("failed").hidden = false;
}
