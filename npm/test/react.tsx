/** @jsxImportSource react */
// Compiled with `tsc --strict`; never run.
import type {} from "promptwatt/react";

export const tag = <prompt-watt view="compact" model="gpt-4o" className="cost" />;
// @ts-expect-error no such theme
export const wrong = <prompt-watt theme="sepia" />;
