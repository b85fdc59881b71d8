// Compiled with `tsc --strict`; never run.
import { Document, coach, commandJson, count, estimate, report, type Band, type Report, type Tokens } from "promptwatt";
import type { PromptWattElement } from "promptwatt/element";

const middle = (tokens: Tokens): number => (typeof tokens === "number" ? tokens : tokens.central);

export const use = async (text: string): Promise<Band> => {
  const { tokens, exact } = await count(text, { encoding: "cl100k_base" });
  const { suggestions, rewritten } = await coach(text, { lang: "fr", safety: "lossless" });
  const document = new Document(text);
  document.replace(0, 1, rewritten);
  const edited = await document.count({ model: "gpt-4o" });
  document.free();
  for (const { utf16Start, utf8Start, edits } of suggestions) edits.map(({ replacement }) => `${replacement}${utf16Start}${utf8Start}`);
  const whole: Report = await report(text, { model: "gpt-4o", region: "FR", answerTokens: 300 });
  commandJson(whole);
  // @ts-expect-error numbers of tokens are needed
  await estimate({ model: "gpt-4o" });
  // @ts-expect-error no such encoding
  await count(text, { encoding: "p50k_base" });
  const { energyWh } = await estimate({ inputTokens: middle(tokens) + middle(edited.tokens), outputTokens: exact ? 1 : 2 });
  return energyWh;
};

const element: PromptWattElement = document.createElement("prompt-watt");
element.addEventListener("pw-change", ({ detail }) => detail.wattHours.central.toFixed(2));
element.setFactors({ model: "gpt-4o" });
export const tag = <prompt-watt view="badge" for="chat" share-text model="gpt-4o" />;
// @ts-expect-error no such view
export const wrong = <prompt-watt view="tiny" />;
