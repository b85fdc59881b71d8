// No rule for anything: what webpack 5 does by itself.
module.exports = { mode: "production", entry: "./main.js", output: { path: `${__dirname}/dist` }, performance: { hints: false } };
