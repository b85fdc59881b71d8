export const attach = () => ({ stop() {}, again() {}, edit() {} });
