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
  /** What was worse than usual, of its quality. */
  signs: readonly Sign[];
}
