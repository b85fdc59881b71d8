"use client";
import { count } from "promptwatt";
import { useEffect } from "react";
import { tell } from "../../tell.js";
import { text } from "../../text.js";

export function Client({ server }) {
  useEffect(() => {
    tell(count(text), new Worker(new URL("../../worker.js", import.meta.url), { type: "module" }), { server });
  }, [server]);
  return <p>{server.tokens}</p>;
}
