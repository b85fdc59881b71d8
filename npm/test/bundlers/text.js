// Three scripts, so that more than one part of the vocabulary is read.
export const text = "Could you explain tides? هل تشرح المدّ والجزر؟ 🌊 潮汐";
