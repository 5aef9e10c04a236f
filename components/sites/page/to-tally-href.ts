import type { SitePartAnswer } from '@/lib/api/contracts/site-pages';
import { isLifecycleState, nameKind } from '@/lib/format/resource-words';

type Tally = SitePartAnswer['tallies'][number];

/** A way to look at those of one kind that stand badly. */
export interface TroubledTally {
  href: string;
  /** `3 failed GPUs`. */
  words: string;
}

const states = ['failed', 'degraded', 'unknown'] as const;

/** For each kind and state that is not well: how many there are, and the list of just those. */
export function listTroubledTallies(tallies: readonly Tally[], site: string): TroubledTally[] {
  return tallies.flatMap((tally) =>
    states
      .filter((state) => tally[state] > 0)
      .map((state) => ({
        href: toTallyHref(tally.kind, state, site),
        words: `${tally[state]} ${stateWords[state]} ${nameTally(tally.kind, tally[state])}`,
      })),
  );
}

const stateWords = { failed: 'failed', degraded: 'degraded', unknown: 'unknown' };
const linkHealths = { failed: 'critical', degraded: 'warning', unknown: 'unknown' };

function toTallyHref(kind: string, state: (typeof states)[number], site: string): string {
  if (kind === 'gpu') return `/gpus?${new URLSearchParams({ site, health: state })}`;
  if (kind === 'link') return `/links?${new URLSearchParams({ site, health: linkHealths[state] })}`;
  return `/inventory?${new URLSearchParams({ site, kind, ...(isLifecycleState(state) ? { status: state } : {}) })}`;
}

function nameTally(kind: string, count: number): string {
  if (kind === 'gpu') return count === 1 ? 'GPU' : 'GPUs';
  if (kind === 'link') return count === 1 ? 'link' : 'links';
  const name = nameKind(kind, count === 1 ? 'one' : 'many');
  // Words of two capitals are names: `VPN tunnels`.
  return /^[A-Z]{2}|^Kubernetes/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}
