// Counts in the page and in a worker, and tells the server that opened the page: browser.mjs.
const inWorker = (worker) =>
  new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => resolve(`the worker failed: ${message}`);
  });

export const tell = async (counting, worker, more = {}) => {
  const page = counting.catch((error) => `${error}`);
  const counted = { page: await page, worker: await inWorker(worker), ...more };
  await fetch("/result", { method: "POST", body: JSON.stringify(counted) });
};
