import { count } from "promptwatt";
import { text } from "./text.js";

count(text).then(postMessage, (error) => postMessage(`${error}`));
