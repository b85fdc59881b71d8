// Static, so that any server will do. Pages are rendered in Node, where the package reads its own files: it stays as it is.
export default { output: "export", serverExternalPackages: ["promptwatt"] };
