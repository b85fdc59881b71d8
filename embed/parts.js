// What a widget fetches only when it is used.
const parts = { exact: "./{{exact}}", models: "./{{models}}", share: "./{{share}}" };
