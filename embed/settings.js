// What the page around may choose. Each setting is looked at by itself; what is not in order is left out.
const enums = { theme: ["auto", "light", "dark", "transparent"], units: ["wh", "j"], dir: ["ltr", "rtl"], scheme: ["light", "dark"] };
const flags = ["readonly", "field", "share"];
const names = ["model", "region", "factors"];

const isStyle = ([name, value]) =>
  /^(paper|card|ink|soft|line|control|save|save-soft|spend|focus)$/.test(name)
    ? CSS.supports("color", value)
    : /^(radius|size)$/.test(name) && /^\d{1,3}(\.\d{1,3})?(px|em|rem)$/.test(value);

/** What of some settings is in order. */
export const checked = (wanted) => {
  const settings = {};
  for (const name in enums) if (enums[name].includes(wanted[name])) settings[name] = wanted[name];
  for (const name of flags) settings[name] = wanted[name] === true;
  for (const name of names) if (/^[\w.:+-]{1,64}$/.test(wanted[name] ?? "")) settings[name] = `${wanted[name]}`;
  if (Number.isInteger(wanted.padding) && wanted.padding >= 0 && wanted.padding < 100) settings.padding = wanted.padding;
  settings.styles = Object.entries(wanted.styles ?? {}).filter(isStyle);
  return settings;
};
/** Hands a message of the page around on, if it is one. */
export const receive = (data, { set, text, focus }) => {
  if (data.type == "set" && typeof data.settings == "object" && data.settings) set(checked(data.settings));
  else if (data.type == "text" && typeof data.text == "string" && data.text.length <= 1e6 && Number.isInteger(data.revision)) text(data.text, data.revision);
  else if (data.type == "focus") focus();
};
