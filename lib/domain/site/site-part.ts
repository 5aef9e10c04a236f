/** The parts by which a site's health is told, in the order they are told. */
export const siteParts = ['control-plane', 'data-plane', 'gpus', 'storage', 'sources'] as const;
export type SitePart = (typeof siteParts)[number];

/**
 * Whether a site has a part. `present`: something of it is listed. `none`: every listing that could tell of it ended, and
 * there is nothing. `untold`: nothing is listed, and nobody could say that there is nothing.
 */
export const partPresences = ['present', 'none', 'untold'] as const;
export type PartPresence = (typeof partPresences)[number];

/**
 * What a part's status rests on. `measured`: on what sources measured. `derived`: on the states that inventories list, by
 * the rules of docs/sites.md. `unknown`: on nothing, nobody could say.
 */
export const partBases = ['measured', 'derived', 'unknown'] as const;
export type PartBasis = (typeof partBases)[number];
