import { count } from "/node_modules/promptwatt/index.js";
import { text } from "/text.js";

count(text).then(postMessage, (error) => postMessage(`${error}`));
