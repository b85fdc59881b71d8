// The quiz: draws a round from the questions in the page, says what is right, keeps the score. A module without dependencies; the page is complete
// without it. In a course package (see scorm.js) the same file is a classic script, and the course keeps what this browser otherwise would.
{
  const main = document.getElementById("quiz");
  const words = main.dataset;
  const fieldsets = [...main.querySelectorAll(".question")];
  const theme = main.querySelector("[name=theme]");
  const status = document.getElementById("score");
  const KEY = "promptwatt.quiz";
  const store = window.quizStore ?? {
    load: () => localStorage.getItem(KEY),
    save: (text) => localStorage.setItem(KEY, text),
  };
  const idOf = (fieldset) => fieldset.id.slice(2);
  const inputs = (fieldset) => [...fieldset.querySelectorAll("input")];
  const rightOf = (fieldset) => fieldset.dataset.right.split(" ").map(Number);
  const isRight = (fieldset, chosen) => chosen.join(" ") == fieldset.dataset.right;

  // The questions of this round by their ids, the theme they are of ("" for all), and the options chosen, by question.
  let state = { theme: "", round: [], answers: {} };
  const asked = () => fieldsets.filter((fieldset) => state.round.includes(idOf(fieldset)));

  const shuffled = (list) => {
    const rest = [...list];
    for (let end = rest.length; end > 1; ) {
      const at = Math.floor(Math.random() * end--);
      [rest[end], rest[at]] = [rest[at], rest[end]];
    }
    return rest;
  };
  // One of each theme, or all of one.
  const draw = (chosen) => {
    const byTheme = new Map();
    for (const fieldset of shuffled(fieldsets)) byTheme.set(fieldset.dataset.theme, fieldset);
    const drawn = chosen ? fieldsets.filter((fieldset) => fieldset.dataset.theme == chosen) : [...byTheme.values()];
    state = { theme: chosen, round: drawn.map(idOf), answers: {} };
  };

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const tell = () => {
    const answered = asked().filter((fieldset) => state.answers[idOf(fieldset)]);
    const right = answered.filter((fieldset) => isRight(fieldset, state.answers[idOf(fieldset)])).length;
    const score = { right, answered: answered.length, total: state.round.length };
    status.textContent = fill(score.answered == score.total ? words.done : words.score, score);
    document.dispatchEvent(new CustomEvent("quiz-score", { detail: score }));
  };
  // What cannot be kept is not: the round goes on without.
  const keep = () => {
    try {
      store.save(JSON.stringify(state));
    } catch {}
  };

  const mark = (label, sign, text) => {
    const note = document.createElement("strong");
    note.className = "mark";
    note.textContent = ` ${sign} ${text}`;
    label.append(note);
  };
  const show = (fieldset) => {
    const chosen = state.answers[idOf(fieldset)];
    const isAsked = state.round.includes(idOf(fieldset));
    const verdict = fieldset.querySelector(".verdict");
    const details = fieldset.querySelector("details");
    fieldset.hidden = !isAsked;
    fieldset.querySelectorAll(".mark").forEach((note) => note.remove());
    fieldset.querySelector(".check").hidden = Boolean(chosen);
    verdict.hidden = details.hidden = !chosen;
    delete fieldset.dataset.outcome;
    inputs(fieldset).forEach((input, at) => {
      input.checked = Boolean(chosen?.includes(at));
      input.disabled = Boolean(chosen);
      if (!chosen) return;
      const fits = rightOf(fieldset).includes(at);
      if (fits) mark(input.parentNode, "✓", words.right);
      else if (input.checked) mark(input.parentNode, "✗", words.wrong);
    });
    if (!chosen) return;
    const outcome = isRight(fieldset, chosen) ? "right" : "wrong";
    fieldset.dataset.outcome = outcome;
    details.open = true;
    verdict.textContent = outcome == "right" ? `✓ ${words.right}` : `✗ ${words.wrong}`;
  };
  const showAll = () => {
    theme.value = state.theme;
    fieldsets.forEach(show);
    for (const section of main.querySelectorAll("section")) section.hidden = !section.querySelector(".question:not([hidden])");
    tell();
  };

  const check = (fieldset) => {
    const verdict = fieldset.querySelector(".verdict");
    const chosen = inputs(fieldset).flatMap((input, at) => (input.checked ? [at] : []));
    if (chosen.length) {
      state.answers[idOf(fieldset)] = chosen;
      keep();
      show(fieldset);
      tell();
    } else {
      verdict.textContent = words.chooseFirst;
      verdict.hidden = false;
    }
    // The button may be gone, and what came of it is read out.
    verdict.focus();
  };
  for (const fieldset of fieldsets) fieldset.querySelector(".check").onclick = () => check(fieldset);
  const begin = () => {
    draw(theme.value);
    keep();
    showAll();
  };
  main.querySelector("[name=round]").onclick = begin;
  theme.onchange = begin;

  // What was kept may be of another edition of the quiz, or anything.
  const isWhole = (kept) =>
    kept &&
    Array.isArray(kept.round) &&
    kept.round.length > 0 &&
    kept.round.every((id) => fieldsets.some((fieldset) => idOf(fieldset) == id)) &&
    Object.values(kept.answers ?? { none: 0 }).every(Array.isArray);
  draw("");
  try {
    const kept = JSON.parse(store.load());
    if (isWhole(kept)) state = { theme: String(kept.theme ?? ""), round: kept.round, answers: kept.answers };
  } catch {}
  main.querySelector(".round").hidden = false;
  main.classList.add("drawn");
  showAll();
}
