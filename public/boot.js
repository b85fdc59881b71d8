// Starts the WebAssembly. A file of its own, because the page's policy allows no inline script.
const boot = document.getElementById("boot");
const failed = (error) => {
  console.error(error);
  document.getElementById("boot-failed").hidden = false;
};
try {
  const { default: start } = await import(new URL(boot.dataset.js, location.href));
  await start({ module_or_path: new URL(boot.dataset.wasm, location.href) });
} catch (error) {
  failed(error);
}
// Saves a file that the app made; what is to become a PNG comes as SVG.
window.saveFile = async (kind, content) => {
  const type = { json: "application/json", csv: "text/csv" }[kind] ?? "image/svg+xml";
  let href = `data:${type},${encodeURIComponent(content)}`;
  if (kind === "png") {
    const image = new Image();
    image.src = href;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d").drawImage(image, 0, 0);
    href = canvas.toDataURL();
  }
  Object.assign(document.createElement("a"), { download: `promptwatt.${kind}`, href }).click();
};
