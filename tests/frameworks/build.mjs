// Bundles the chat boxes with the frameworks installed in the working directory: node build.mjs OUTPUT
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(join(process.cwd(), "package.json"));
const { build } = require("esbuild");
const { compile } = require("svelte/compiler");
const here = dirname(fileURLToPath(import.meta.url));

const svelte = {
  name: "svelte",
  setup(bundler) {
    bundler.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { js } = compile(await readFile(path, "utf8"), { generate: "client", filename: path });
      return { contents: js.code, loader: "js" };
    });
  },
};
await build({
  entryPoints: ["react", "vue", "svelte"].map((name) => join(here, `${name}.js`)),
  outdir: process.argv[2],
  bundle: true,
  format: "esm",
  minify: true,
  conditions: ["browser"],
  nodePaths: [join(process.cwd(), "node_modules")],
  define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
  plugins: [svelte],
});
