import type { Amount } from '@/lib/domain/cost/amount';

/** What a slice of costs came to in one step of time: a day, or a calendar month. */
export interface CostPoint {
  /** The first and the last day of the step, both included: `2026-11-01`. */
  from: string;
  to: string;
  /** Null: not known, because a source is missing or rows do not tell it. Nought is a known nought. */
  amount: Amount | null;
  /** False: more may still be billed, so that little of it says nothing. */
  isSettled: boolean;
}

/** How costs of one kind come, and what is judged by. All lengths are in steps. */
export interface Rhythm {
  /** After how many steps a pattern repeats; 1: there is none. */
  season: number;
  /** Which season a step has, from 0. */
  seasonOf: (point: CostPoint) => number;
  /** How far back is looked for the pattern, and for the level. */
  window: number;
  recent: number;
  /** Known steps that must be there before anything is judged. */
  minimumHistory: number;
  /** After so many steps out on one side the level has moved. */
  shiftAfter: number;
  /** What is less than this part of the expected is never out. */
  minimumShare: number;
}

/** Day by day: by the same weekday of eight weeks and the level of the last two. */
export const daily: Rhythm = {
  season: 7,
  seasonOf: ({ from }) => new Date(from).getUTCDay(),
  window: 56,
  recent: 14,
  minimumHistory: 21,
  shiftAfter: 7,
  minimumShare: 0.15,
};

/** Month by month, for what comes once in a while: credits, purchases, tax, fees. */
export const monthly: Rhythm = {
  season: 1,
  seasonOf: () => 0,
  window: 12,
  recent: 6,
  minimumHistory: 3,
  shiftAfter: 3,
  minimumShare: 0.25,
};
