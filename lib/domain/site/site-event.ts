/**
 * What a site's timeline tells. `first-seen`: the first that any source told of it. `appeared` and `gone`: resources of one
 * kind that came or went together. `health`: a part, or the whole, stood otherwise. `link`: a link's trouble. `software`:
 * something runs another version. `source`: a source told nothing for a while. `edit`: somebody changed what is said of it.
 */
export const siteEventKinds = [
  'first-seen',
  'appeared',
  'gone',
  'health',
  'link',
  'software',
  'source',
  'edit',
] as const;
export type SiteEventKind = (typeof siteEventKinds)[number];
