import type { Band } from "./index.js";

/** The numbers of `<prompt-watt>`, as its event `pw-change`, its property `result` and its form value have them. */
export interface PromptWattResult {
  /** Whether the tokens were counted and not estimated. */
  exact: boolean;
  tokens: Band;
  wattHours: Band;
  /** Grams of CO2 equivalent. */
  gramsCo2e?: Band;
  millilitres?: Band;
}

/** `<prompt-watt>`: what a prompt costs, in any website. */
export interface PromptWattElement extends HTMLElement {
  /** The text, as far as this page knows it: what it gave, or what the visitor agreed to share. */
  value: string;
  /** The numbers, or `null` before the first. */
  readonly result: PromptWattResult | null;
  readonly form: HTMLFormElement | null;
  /** In a form: the name of the numbers, which are sent as JSON. */
  name: string;
  /** Another model, region or set of factors. */
  setFactors(wanted: { model?: string; region?: string; factors?: string }): void;
}

/** The attributes of `<prompt-watt>`, all optional; what is not known falls back with one warning. */
export interface PromptWattAttributes {
  lang?: "en" | "ar" | "fr" | "es" | (string & {});
  dir?: "ltr" | "rtl";
  theme?: "auto" | "light" | "dark" | "transparent";
  view?: "badge" | "compact" | "full";
  transport?: "frame" | "inline";
  model?: string;
  region?: string;
  /** Pins a version of the factors. */
  factors?: string;
  units?: "wh" | "j";
  value?: string;
  readonly?: boolean | "";
  /** Whole CSS pixels, 0 to 99. */
  padding?: number | string;
  /** The id of the page's own field. */
  for?: string;
  "share-text"?: boolean | "";
  name?: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "prompt-watt": PromptWattElement;
  }
  interface HTMLElementEventMap {
    "pw-ready": CustomEvent<null>;
    "pw-change": CustomEvent<PromptWattResult>;
    "pw-suggestion-applied": CustomEvent<{ tokensSaved: number }>;
    /** Only with `share-text`, and only once the visitor has agreed. */
    "pw-text": CustomEvent<{ text: string }>;
    /** `frame`: it is blocked or not there; `fetch`: something that it needs did not come; `readonly`, `refused`: the page's field did not take an edit. */
    "pw-error": CustomEvent<{ code: "frame" | "fetch" | "readonly" | "refused" }>;
  }
  namespace JSX {
    interface IntrinsicElements {
      "prompt-watt": PromptWattAttributes & Record<string, unknown>;
    }
  }
}
