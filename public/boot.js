// Starts the WebAssembly. A file of its own, because the page's policy allows no inline script.
const boot = document.getElementById("boot");
const failed = (error) => {
  console.error(error);
  document.getElementById("boot-failed").hidden = false;
};
// What the app asks of files.js, by name; where that is not to be had, nothing happens.
window.withFiles = (name, ...rest) =>
  import(new URL("files.js", new URL(boot.dataset.wasm, location.href))).then((files) => files[name](...rest)).catch(() => {});
try {
  const { default: start } = await import(new URL(boot.dataset.js, location.href));
  await start({ module_or_path: new URL(boot.dataset.wasm, location.href) });
} catch (error) {
  failed(error);
}
