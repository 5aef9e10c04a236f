/**
 * What of a site is kept over time. `health`: of its parts and of the whole (`site`). `software`: the version of what runs
 * there, machines left out. `source`: that a source tells nothing any more.
 */
export const stretchKinds = ['health', 'software', 'source'] as const;
export type StretchKind = (typeof stretchKinds)[number];

/** Something of a site that stays as it is. */
export interface SiteLook {
  site: string;
  kind: StretchKind;
  /** Tells it from others of its kind at the site. */
  subject: string;
  /** How it is: a health, a version, `silent`. Null: not known, which begins and ends nothing. */
  value: string | null;
  /** In words: why, what runs it, who is silent. */
  detail: string | null;
  /** Since when, where that is told; null: since it was looked at. */
  since: Date | null;
  /** How often the source is read that is read least often, in milliseconds; null: it rests on none. */
  readEveryMs: number | null;
}

/** A stretch of time in which something of a site stayed as it was. */
export interface SiteStretch extends Omit<SiteLook, 'value' | 'since' | 'readEveryMs'> {
  /** Null until it was written. */
  id: string | null;
  value: string;
  openedAt: Date;
  /** Null: it goes on. */
  closedAt: Date | null;
}
