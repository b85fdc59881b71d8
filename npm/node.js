// The package in Node: as everywhere, but for where its files are.
import { read } from "./read-node.js";
import { readBy } from "./reader.js";

readBy(read);

export * from "./index.js";
