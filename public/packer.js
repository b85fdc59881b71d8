// Starts the worker that packs a tokenizer.json.
importScripts("promptwatt-packer.js");
wasm_bindgen({ module_or_path: "promptwatt-packer_bg.wasm" });
