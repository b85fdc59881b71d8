export const mount = () => ({ stop() {}, hear() {} });
