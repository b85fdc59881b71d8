export const start = () => Promise.reject(new Error("not built yet"));
