import type { Link } from '@/lib/analytics/links/join-links';

/** Between which sites a link is drawn. */
export interface LinkEnds {
  /** The near end, or the far one where the near one is not known; null: nobody knows either. */
  site: string | null;
  /** Null: no source says where it ends, or begins. */
  other: string | null;
  /** Whether that place at least has a name. */
  isOtherNamed: boolean;
}

/** The ends of a link, a known one first: what a declared link began at may be gone, and is then no place at all. */
export function toLinkEnds({ near, far }: Pick<Link, 'near' | 'far'>): LinkEnds {
  if (near.site === null) return { site: far.site, other: null, isOtherNamed: near.label !== null };
  return { site: near.site, other: far.site, isOtherNamed: far.label !== null };
}
