import { readFile } from "node:fs/promises";
import { read as fetched } from "./read-web.js";

/** The bytes of a file of this package, in Node. Some bundlers for servers give it another address than that of a file. */
export const read = async (url) => (url.protocol == "file:" ? new Uint8Array(await readFile(url)) : fetched(url));
