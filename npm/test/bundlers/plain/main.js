// Without a bundler: the package's scripts as they are.
import { count } from "/node_modules/promptwatt/index.js";
import { tell } from "/tell.js";
import { text } from "/text.js";

tell(count(text), new Worker(new URL("./worker.js", import.meta.url), { type: "module" }));
