// Names of the command's JSON, and those of this package, which say their units.
const renamed = {
  wh: "energyWh",
  gco2e: "carbonGco2e",
  gco2e_embodied: "carbonEmbodiedGco2e",
  water_ml_on_site: "waterOnSiteMl",
  water_ml_off_site: "waterOffSiteMl",
  active_b: "activeBillions",
  total_b: "totalBillions",
  start: "utf8Start",
  end: "utf8End",
  at: "utf8At",
  inner_start: "utf8InnerStart",
  inner_end: "utf8InnerEnd",
};
const restored = Object.fromEntries(Object.entries(renamed).map(([theirs, ours]) => [ours, theirs]));
// Its keys are ids, not names.
const BY_ID = "contributions";

const walk = (value, name) => {
  if (Array.isArray(value)) return value.map((item) => walk(item, name));
  if (value === null || typeof value != "object") return value;
  const entries = Object.entries(value).map(([key, content]) => [name(key), key == BY_ID ? content : walk(content, name)]);
  return Object.fromEntries(entries.filter(([key]) => key));
};

/** A result of the module under the names of this package. */
export const withUnits = (result) => walk(result, (key) => renamed[key] ?? key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()));

/** A result of this package under the names of the command's JSON, which has positions in bytes alone. */
export const commandJson = (result) =>
  walk(result, (key) => (key.startsWith("utf16") ? "" : (restored[key] ?? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))));
