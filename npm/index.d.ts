/** An estimate: the 5th, 50th and 95th percentile, in the unit that the property's name says. */
export interface Band {
  low: number;
  central: number;
  high: number;
}

/** Tokens: a whole number where they were counted, a band where they are estimated. */
export type Tokens = number | Band;

/** Encodings whose vocabulary comes with this package. */
export type EncodingName = "o200k_base" | "o200k_harmony" | "cl100k_base" | "tekken" | "qwen" | "deepseek_v3";
/** Languages that the coach reads, ISO 639-1. */
export type Language = "en" | "fr" | "ar" | "es" | "de" | "pt" | "zh";
/** How much a rewording may change: every word and value is kept; the request means the same; something is given up. */
export type Safety = "lossless" | "meaning_preserving" | "lossy";
/** What the answer is read on. */
export type Screen = "none" | "phone" | "laptop" | "desktop";

/** What to count in. */
export interface CountOptions {
  /** A model's id; its own tokenizer counts. An id that is not known is refused. */
  model?: string;
  /** An encoding, instead of a model's own. Without either: `o200k_base`. */
  encoding?: EncodingName;
  /** The tokens' ids too; this fetches all parts of the vocabulary. Default `false`. */
  ids?: boolean;
}

/** How to read a prompt. */
export interface CoachOptions extends Omit<CountOptions, "ids"> {
  /** The prompt's language; default `auto`. */
  lang?: "auto" | Language;
  /** The highest level of rewordings to offer; default `meaning_preserving`. */
  safety?: Safety;
  /** Ids of rules and kinds not to offer. */
  off?: string[];
}

/** What a report is made for. */
export interface ReportOptions extends Omit<CoachOptions, "encoding"> {
  /** The model that answers; default `gpt-4o`. */
  model?: string;
  /** Where it runs: ISO 3166 alpha-2, or `WORLD`, the default. */
  region?: string;
  /** Your own number for the answer's length, tokens, 0 to 1e9; default: what the prompt states or its task suggests. */
  answerTokens?: number;
  /** The conversation so far, read again and mostly cached, tokens, 0 to 1e9; default 0. */
  historyTokens?: number;
  /** A hidden system prompt, read again and mostly cached, tokens, 0 to 1e9; default 0. */
  systemTokens?: number;
  /** Counts the reader's screen too; default `none`. */
  screen?: Screen;
}

/** What an estimate is made for. A number out of its range is refused with what is allowed. */
export interface EstimateOptions extends Pick<ReportOptions, "model" | "region" | "historyTokens" | "systemTokens" | "screen"> {
  /** The prompt, tokens, 0 to 1e9. */
  inputTokens: number;
  /** The visible answer, tokens, 0 to 1e9. */
  outputTokens: number;
  /** Hidden reasoning, tokens, 0 to 1e9; default: what the model usually needs. */
  reasoningTokens?: number;
  /** Share of the prompt that the cache serves, 0 to 1; default 0. */
  cachedFraction?: number;
  /** Requests served at once, 1 to 100,000; default: usual for the model. */
  batch?: number;
  /** Bits per weight; default: the model's own. */
  bits?: 16 | 8 | 4;
  /** Facility energy over IT energy, 1 to 10; default: the provider's, or usual. */
  pue?: number;
  /** Counts carbon by the provider's contracts, not by the grid; default `false`. */
  marketBased?: boolean;
  /** Counts the making of the hardware; default `true`. */
  embodied?: boolean;
}

/** The tokens of a text. */
export interface Count {
  /** The encoding; `null` where the model's own is not public. */
  encoding: string | null;
  tokens: Tokens;
  /** Whether they were counted and not estimated. */
  exact: boolean;
  /** The text's length in bytes of UTF-8. */
  bytes: number;
  /** The text's length in Unicode scalar values. */
  characters: number;
  /** The tokens' ids, where they were asked for and are known. */
  ids?: number[];
}

/** A place in the text. */
export interface Place {
  /** In bytes of UTF-8, as the command counts. */
  utf8Start: number;
  utf8End: number;
  /** In UTF-16 units, as JavaScript's strings count. */
  utf16Start: number;
  utf16End: number;
}

export interface Edit extends Place {
  replacement: string;
}

/** A rewording that saves tokens of the prompt. */
export interface Suggestion extends Place {
  /** The rule, such as `courtesy.please`. */
  id: string;
  kind: string;
  safety: Safety;
  lang: Language | null;
  /** Whether a native reader has read the rule. */
  reviewed: boolean;
  /** Sorted, not overlapping, to be made together. */
  edits: Edit[];
  tokensSaved: number;
  exact: boolean;
  group: number | null;
  /** An English sentence. */
  message: string;
}

/** What would make the whole exchange cheaper. */
export interface Advice {
  id: string;
  kind: string;
  /** A sentence to put into the prompt. */
  insert: { utf8At: number; utf16At: number; text: string } | null;
  /** The answer's tokens once it is followed. */
  answerTokens: Band | null;
  answerTokensSaved: Band | null;
  promptTokensSaved: Band | null;
  copy: string | null;
  places: Place[];
  evidence: string;
  message: string;
}

/** What the coach read. */
export interface Coaching {
  /** `null` where it is not certain. */
  language: Language | null;
  task: string;
  verbatim: boolean;
  tokensBefore: Tokens;
  tokensAfter: Tokens;
  exact: boolean;
  /** The prompt with every suggestion applied; advice is never applied by itself. */
  rewritten: string;
  segments: Array<Place & { kind: string; utf8InnerStart: number; utf8InnerEnd: number; utf16InnerStart: number; utf16InnerEnd: number; lang: string | null; payload: boolean }>;
  answer: { statedLimit: { unit: string; atMost: number } | null; format: string | null; brief: boolean; expectedTokens: Band };
  suggestions: Suggestion[];
  /** How many more there would be. */
  more: number;
  advice: Advice[];
}

/** Energy, carbon and water of one exchange. */
export interface Estimate {
  /** Watt-hours of the facility: accelerators, hosts, idle capacity, cooling, power supply. */
  energyWh: Band;
  /** Grams of CO2 equivalent, the embodied share included unless it was switched off. */
  carbonGco2e: Band;
  carbonEmbodiedGco2e: Band;
  /** Millilitres, on and off site. */
  waterMl: Band;
  waterOnSiteMl: Band;
  waterOffSiteMl: Band;
  /** Joules in the accelerators alone. */
  gpuJoules: Band;
  gpuJoulesPerOutputToken: Band;
  prefillJoules: Band;
  decodeJoules: Band;
  /** Where the central value goes; adds up to `energyWh.central`. */
  partsWh: { prompt: number; answer: number; reasoning: number; dataCentre: number; screen: number };
  tokens: { input: Tokens; output: Tokens; reasoning: Tokens; exact: boolean };
  assumed: { activeBillions: number; totalBillions: number; routed: string | null; bits: 16 | 8 | 4; gpu: string; gpus: number; batch: number };
  /** ISO 3166 alpha-2, or `WORLD`. */
  region: string;
  gridGco2ePerKwh: number;
  marketBased: boolean;
  /** What most of the range comes from. */
  largestUncertainty: string;
  /** Shares of the range by the id of their source, the largest first. */
  contributions: Record<string, number>;
  confidence: "A" | "B" | "C";
  method: string;
  factorsVersion: string;
  warnings: Array<{ kind: string; message: string }>;
}

/** Tokens, advice and energy of a prompt. */
export interface Report {
  count: Count;
  coach: Coaching;
  before: Estimate;
  /** With the suggestions. */
  after: Estimate;
  /** With the first advice of each kind that inserts text, too. */
  afterWithAdvice: Estimate;
  /** Bands of the difference: what both sides share is not counted twice. `percent` is of the whole exchange. */
  savings: { suggestionsWh: Band; advice: Array<{ id: string; energyWh: Band; percent: Band }> };
  equivalence: { id: string; value: number; unit: string };
  model: string;
  region: string;
}

/**
 * Counts the tokens of a text. The parts of the vocabulary that its scripts need are read first, once.
 * Linear in the text. Rejects where an option is not known or a file of the package cannot be read.
 */
export function count(text: string, options?: CountOptions): Promise<Count>;

/** Reads a prompt: what could be shorter, and what would make the answer cheaper. Otherwise as {@link count}. */
export function coach(text: string, options?: CoachOptions): Promise<Coaching>;

/** Estimates energy, carbon and water from numbers of tokens. Rejects with what is allowed where a number is out of its range. */
export function estimate(options: EstimateOptions): Promise<Estimate>;

/** All three for a prompt, as `promptwatt report --json` of the command. */
export function report(text: string, options?: ReportOptions): Promise<Report>;

/** The version of the factors that everything is worked out with, such as `2026.11`. */
export function factorsVersion(): Promise<string>;

/** A result under the names of the command's JSON; positions in UTF-16 units, which that has not, are left out. */
export function commandJson(result: Count | Coaching | Estimate | Report): unknown;

/** A text whose count is kept up to date under edits: after one, only what it changed is counted again. */
export class Document {
  /** Default: an empty text. */
  constructor(text?: string);
  /** The text. Half of a surrogate pair becomes U+FFFD once it is counted. */
  readonly text: string;
  /** Replaces a range of UTF-16 units, which is cut to the text. */
  replace(utf16Start: number, utf16End: number, replacement: string): void;
  /** The count of the present text. */
  count(options?: Omit<CountOptions, "ids">): Promise<Count>;
  /** Gives the module's memory back; the text stays. Without it the garbage collector does, some time. */
  free(): void;
}
