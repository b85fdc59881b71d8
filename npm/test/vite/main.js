import { count } from "promptwatt";

document.title = JSON.stringify(await count("hello world"));
