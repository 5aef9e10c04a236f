import type { SitePart } from './site-part';

/** How a part stands that is not well, the least grave first. */
export const fallenStatuses = ['warning', 'unknown', 'critical'] as const;
export type FallenStatus = (typeof fallenStatuses)[number];

/** A time in which a part of a site was not well. What it falls from again within an hour of its end is the same trouble. */
export interface SiteTrouble {
  /** Null until it was written. */
  id: string | null;
  site: string;
  part: SitePart;
  /** How it stands; how it last stood, once it is over. */
  status: FallenStatus;
  /** Since when it stands so or worse. */
  statusSince: Date;
  /** The worst that makes it so, in a few words; null: nobody says. */
  reason: string | null;
  openedAt: Date;
  /** Null: it goes on. */
  closedAt: Date | null;
}

/** How grave a health is: 0 of what is well, or is being made. */
export function toGravity(status: string): number {
  const order: readonly string[] = fallenStatuses;
  return order.indexOf(status) + 1;
}
