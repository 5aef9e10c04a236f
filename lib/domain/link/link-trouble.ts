/** What a trouble is about: of each a link has one at a time. */
export const troubleSubjects = ['state', 'quality', 'spares'] as const;
export type TroubleSubject = (typeof troubleSubjects)[number];

/** `down` and `flapping` are of its state, `degraded` of its quality, `spares-lost` of its spares. */
export const troubleKinds = ['down', 'flapping', 'degraded', 'spares-lost'] as const;
export type TroubleKind = (typeof troubleKinds)[number];

/** What a link is judged by against its own baseline. */
export const qualities = ['latency', 'loss', 'drops', 'errors', 'light'] as const;
export type Quality = (typeof qualities)[number];

/**
 * What a baseline rests on. `weekday`: the same hour of this weekday in the weeks before. `hour`: of the days before. `day`:
 * the day before, any hour.
 */
export const baselineBases = ['weekday', 'hour', 'day'] as const;
export type BaselineBasis = (typeof baselineBases)[number];

/** One thing that is worse than usual. */
export interface Sign {
  quality: Quality;
  /** What was measured: seconds, a share, a rate a second, dBm. */
  seen: number;
  usual: number;
  /** What it had to pass to be a sign. */
  limit: number;
  basis: BaselineBasis;
}

/** One thing that is worse than usual, and since when. */
export interface JudgedSign extends Sign {
  since: Date;
}

/** One thing that was worse than usual in a trouble, as it was at its worst. */
export interface KeptSign extends Sign {
  /** Since when it is worse; null: kept before that was. */
  since: Date | null;
  /** When it was seen at its worst; null: kept before that was. */
  worstAt: Date | null;
  /** When it was as usual again while the trouble went on; null: it was not. */
  until: Date | null;
}

/**
 * How a trouble ended. `recovered`: it is well again. `disabled`: somebody switched the link off. `not-listed`: its source no
 * longer lists it, or nobody declares it any more. Of spares alone, `no-spares`: what stood in for it was switched off or is no
 * longer listed; `not-carrying`: the link does not carry itself. `joined`: it goes on as a trouble of the link it turned out
 * to be one with.
 */
export const troubleEnds = ['recovered', 'disabled', 'not-listed', 'no-spares', 'not-carrying', 'joined'] as const;
export type TroubleEnd = (typeof troubleEnds)[number];

/** A link as it was known while something was wrong with it: who may be told of it once nobody lists it. */
export interface TroubledLink {
  name: string;
  /** All that it, and what it is a part of, goes by in addresses of pages. */
  ids: string[];
  /** Its ends in words. */
  ends: string[];
  /** Sites it begins or ends at. */
  sites: string[];
  /** Whose reach it was within: sites and teams. */
  within: { sites: string[]; teams: string[] };
}

/** Something that went wrong with a link, from when on, and until when. */
export interface Trouble {
  subject: TroubleSubject;
  kind: TroubleKind;
  openedAt: Date;
  /** Null: it goes on. */
  closedAt: Date | null;
  /** How often it fell, of its state; how often it was lost, of spares; 1 of quality. */
  falls: number;
  /** What its source said of the cause; null: nothing. */
  cause: string | null;
  /** All that was worse than usual, of its quality, each at its worst, the first first. */
  signs: readonly KeptSign[];
  /** Null: it goes on, or it is not kept how it ended. */
  endedBy: TroubleEnd | null;
}
