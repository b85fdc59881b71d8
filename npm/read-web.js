/** The bytes of a file of this package, in browsers and workers. */
export const read = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} cannot be fetched (${response.status}): is the package's data served with it?`);
  return new Uint8Array(await response.arrayBuffer());
};
