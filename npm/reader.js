// How the package's files are read: by fetch, until the entry for Node (node.js) says otherwise. No condition and no alias, so that pages and workers take
// the scripts as they are, with or without a bundler.
import { read as fetched } from "./read-web.js";

let reader = fetched;

/** The bytes of a file of this package. */
export const read = (url) => reader(url);

export const readBy = (other) => {
  reader = other;
};
