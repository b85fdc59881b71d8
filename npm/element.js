// <prompt-watt> is defined by the loader of the site that serves it (see README.md); this module only carries its types.
export {};
