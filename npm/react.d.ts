import type { HTMLAttributes } from "react";
import type { PromptWattAttributes, PromptWattElement } from "./element.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "prompt-watt": PromptWattAttributes & Omit<HTMLAttributes<PromptWattElement>, keyof PromptWattAttributes> & { ref?: unknown };
    }
  }
}
