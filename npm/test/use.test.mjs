// Run by `cargo xtask npm --check` where the packed package is installed; PROMPTWATT_COMMAND is the command to compare with.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { Document, coach, commandJson, count, estimate, factorsVersion, report } from "promptwatt";

const command = (args, input = "") => JSON.parse(execFileSync(process.env.PROMPTWATT_COMMAND, [...args, "--json"], { input, encoding: "utf8" }));

/** Equal, numbers but for their last digits: the two are compiled for different machines. */
const same = (ours, theirs, path = "") => {
  if (typeof theirs == "number" && typeof ours == "number") {
    assert.ok(Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs)), `${path}: ${ours} is not ${theirs}`);
  } else if (theirs && typeof theirs == "object") {
    assert.deepEqual(Object.keys(ours), Object.keys(theirs), path);
    for (const key of Object.keys(theirs)) same(ours[key], theirs[key], `${path}.${key}`);
  } else assert.equal(ours, theirs, path);
};

const texts = [
  "",
  "Why?",
  "Could you please explain in detail how \"tides\" work? I would like to know. 🌊",
  "هل يمكنك من فضلك أن تشرح لي كيف يحدث المد والجزر؟",
  "Pourriez-vous s'il vous plaît m'expliquer en détail les marées ?",
  "请你详细解释一下潮汐是怎么形成的。",
];

test("counts are exact, in every encoding and script", async () => {
  assert.deepEqual(await count("hello world"), { encoding: "o200k_base", tokens: 2, exact: true, bytes: 11, characters: 11 });
  assert.deepEqual((await count("tiktoken is great!", { encoding: "cl100k_base", ids: true })).ids, [83, 1609, 5963, 374, 2294, 0]);
  for (const text of texts)
    for (const encoding of ["o200k_base", "o200k_harmony", "cl100k_base", "tekken", "qwen", "deepseek_v3"])
      assert.deepEqual(await count(text, { encoding }), command(["count", "--encoding", encoding], text), `${encoding}: ${text}`);
});

test("reports and readings are those of the command", async () => {
  for (const text of texts) {
    for (const [options, args] of [
      [{}, []],
      [{ model: "claude-sonnet-4", region: "FR", historyTokens: 500 }, ["--model", "claude-sonnet-4", "--region", "FR", "--history", "500"]],
      [{ model: "o4-mini", region: "DE", systemTokens: 90 }, ["--model", "o4-mini", "--region", "DE", "--system", "90"]],
    ])
      same(commandJson(await report(text, options)), command(["report", ...args], text), text);
    same(commandJson(await coach(text, { safety: "lossy" })), command(["coach", "--safety", "lossy"], text), text);
  }
});

test("positions count UTF-16 units too", async () => {
  const text = "🌊🌊 مدّ Could you please explain tides?";
  const { suggestions } = await coach(text);
  assert.ok(suggestions.length > 0);
  for (const { edits } of suggestions)
    for (const { utf8Start, utf8End, utf16Start, utf16End } of edits)
      assert.equal(text.slice(utf16Start, utf16End), Buffer.from(text).subarray(utf8Start, utf8End).toString());
});

test("estimates are those of the command", async () => {
  const ours = await estimate({ model: "deepseek-v3", region: "SE", inputTokens: 300, outputTokens: 400, cachedFraction: 0.5, embodied: false, batch: 16 });
  const args = ["--model", "deepseek-v3", "--region", "SE", "--input", "300", "--output", "400", "--cached-fraction", "0.5", "--no-embodied", "--batch", "16"];
  same(commandJson(ours), command(["estimate", ...args]));
  assert.equal(ours.factorsVersion, await factorsVersion());
});

test("what is not known is refused in a sentence", async () => {
  for (const [wrong, message] of [
    [() => count("a", { model: "no such model" }), /unknown model "no such model": give the id of a model/],
    [() => count("a", { encoding: 5 }), /encoding must be a string/],
    [() => count(undefined), /the text must be a string/],
    [() => report("a", { region: "Atlantis" }), /unknown region "Atlantis"/],
    [() => report("a", { historyTokens: -1 }), /must be from 0 to 1,000,000,000/],
    [() => estimate({ inputTokens: 1 }), /outputTokens is needed/],
    [() => estimate({ inputTokens: NaN, outputTokens: 1 }), /must be from 0 to 1,000,000,000/],
    [() => estimate({ inputTokens: 1, outputTokens: 1, bits: 7 }), /16, 8 or 4 bits/],
    [() => coach("a", { lang: "tlh" }), /unknown lang "tlh"/],
  ])
    await assert.rejects(wrong, (error) => error instanceof Error && message.test(error.message));
});

test("a document counts as the whole text does, after every edit", async () => {
  const document = new Document("🌊 tides");
  document.replace(0, 2, "Why");
  assert.equal(document.text, "Why tides");
  for (const [start, end, replacement] of [[3, 3, " do"], [0, 3, "🌊"], [2, 2, "مدّ وجزر "], [0, 9999, ""], [0, 0, "\ud83c"], [5, 2, "x"]]) {
    document.replace(start, end, replacement);
    assert.deepEqual(await document.count(), await count(document.text.toWellFormed?.() ?? document.text), document.text);
  }
  document.free();
  assert.equal((await document.count()).exact, true);
});

test("edits do the same before the text is first counted and after", async () => {
  for (const edit of [[1, 3, "x"], [0, 1, "y"], [-5, 2, ""], [NaN, 1e12, "z"], [3, 1, "w"], [2.7, 2, "v"]]) {
    const [early, late] = [new Document("🌊🌊 tides"), new Document("🌊🌊 tides")];
    await late.count();
    early.replace(...edit);
    late.replace(...edit);
    assert.equal(early.text, late.text, `${edit}`);
  }
});

test("a thread of its own counts too", async () => {
  const thread = new Worker(new URL("./thread.mjs", import.meta.url), { workerData: texts });
  const [counts] = await once(thread, "message");
  await thread.terminate();
  assert.deepEqual(counts, await Promise.all(texts.map((text) => count(text))));
});

test("calls at once share what they fetch", async () => {
  const [one, other] = await Promise.all([report("Explain rain."), report("Explain rain.")]);
  assert.deepEqual(one, other);
});
