import { type Freshness, toFreshness } from '@/lib/domain/freshness';
import type { HealthStatus } from '@/lib/domain/status';
import { guardedVanishing } from '@/lib/store/inventory/settle-missing';
import type { CollectionRun } from '@/lib/store/runs/collection-run';
import { findWorstGap, toGapSentence } from './worst-gap';

/** How a connection stands, in one sentence, with what to do about it; null when there is nothing to do. */
export interface ConnectionStatus {
  status: HealthStatus;
  statusSentence: string;
  remedy: string | null;
}

export interface StatusFacts {
  paused: boolean;
  intervalMs: number;
  createdAt: Date;
  /** Null when never read. */
  lastReadAt: Date | null;
  /** The latest run; null when there was none. */
  latest: CollectionRun | null;
  /** The latest run that ended by itself; null when there was none. */
  lastEnded: CollectionRun | null;
}

/** A run that read something, as what its source lacks by now makes it: complete only when nothing is missing. */
export function asSourceStands(run: CollectionRun, gaps: CollectionRun['gaps']): CollectionRun {
  if (run.outcome === 'failed') return { ...run, gaps };
  return { ...run, gaps, outcome: gaps.length === 0 ? 'complete' : 'partial' };
}

const checkWorker = 'Check that a worker runs and reaches the database: npm run -s millwright -- doctor.';

/** Decides a connection's status. Paused and outdated connections are unknown: what they said no longer holds. */
export function toConnectionStatus(facts: StatusFacts, now: Date): ConnectionStatus {
  if (facts.paused) return say('unknown', 'Paused: nothing is read until it is resumed.', null);
  if (facts.lastEnded === null) return toFirstRead(facts, now);
  if (facts.lastEnded.outcome === 'failed') return toTrouble('critical', 'Nothing could be read.', facts.lastEnded);
  const freshness = toFreshness(facts.lastReadAt, now, facts.intervalMs);
  if (freshness === 'expired' || freshness === 'never')
    return say(
      'unknown',
      'Not read for more than six of its intervals, so what it said no longer counts.',
      checkWorker,
    );
  if (facts.lastEnded.outcome === 'partial')
    return toTrouble('warning', 'Some of it could not be read.', facts.lastEnded);
  return toFresh(freshness, facts.latest);
}

function toFirstRead({ createdAt, latest, intervalMs }: StatusFacts, now: Date): ConnectionStatus {
  if (latest?.outcome === 'running') return say('in-progress', 'The first read is under way.', null);
  if (toFreshness(createdAt, now, intervalMs) === 'fresh')
    return say('in-progress', 'Waiting for its first read.', null);
  return say('unknown', 'It has never been read to the end.', checkWorker);
}

function toFresh(freshness: Freshness, latest: CollectionRun | null): ConnectionStatus {
  if (freshness === 'stale') return say('warning', 'The last read is older than two of its intervals.', checkWorker);
  const held = latest?.counts?.held;
  // A thing or two that vanished more often went on purpose; it shows in the run.
  if (held !== undefined && held > guardedVanishing)
    return say(
      'warning',
      `${held} resources were missing from the last read; they are kept until a second read agrees.`,
      'If they were removed on purpose, wait for the next read or ask for one now.',
    );
  return say('healthy', 'Everything was read.', null);
}

function toTrouble(status: 'critical' | 'warning', fallback: string, { gaps }: CollectionRun): ConnectionStatus {
  const worst = findWorstGap(gaps);
  if (worst === null) return say(status, fallback, null);
  const others = gaps.length - 1;
  const more = others === 0 ? '' : ` And ${others} more ${others === 1 ? 'gap' : 'gaps'}.`;
  return say(status, `${toGapSentence(worst)}${more}`, worst.remedy ?? null);
}

function say(status: HealthStatus, statusSentence: string, remedy: string | null): ConnectionStatus {
  return { status, statusSentence, remedy };
}
