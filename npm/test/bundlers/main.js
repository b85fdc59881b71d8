import { count } from "promptwatt";
import { tell } from "./tell.js";
import { text } from "./text.js";

tell(count(text), new Worker(new URL("./worker.js", import.meta.url), { type: "module" }));
