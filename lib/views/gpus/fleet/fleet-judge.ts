import type pg from 'pg';
import type { TrendsOfHosts } from '@/lib/analytics/gpus/fleet/file-trends';
import { findFrozen } from '@/lib/analytics/gpus/fleet/find-frozen';
import { toHostKey } from '@/lib/analytics/gpus/fleet/fleet-machine';
import { type HostJudgements, judgeFleet } from '@/lib/analytics/gpus/fleet/judge-fleet';
import type { Steps } from '@/lib/analytics/gpus/steps';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { finishInTurns } from '@/lib/views/kept/in-turns';
import { isWithinAge } from '@/lib/views/kept/newest-made';
import { assemble, type FleetFacts, type FrozenSources } from './fleet-facts';
import { readTrends } from './read-trends';

/** How old judgements by the course of measurements are before they are made anew, and at most, in milliseconds. */
const judgedForMs = 60_000;
const judgedAtMostMs = 180_000;

/** What the course of measurements said of the fleet. */
export interface Judged {
  at: Date;
  judgements: HostJudgements;
  frozen: FrozenSources;
  gaps: readonly string[];
}

/** Judges the fleet by the course of measurements, once a minute. */
export class FleetJudge {
  #judged: Judged | null = null;
  #judging: Promise<Judged> | null = null;

  /** Judgements of the last three minutes. Those older than one are made anew beside, for whoever asks next. */
  async read(pool: pg.Pool, facts: FleetFacts): Promise<Judged> {
    const judged = this.#judged;
    if (judged !== null && isWithinAge(judged.at, facts.now, judgedForMs)) return judged;
    this.#judging ??= this.#judge(pool, facts)
      .then((made) => {
        this.#judged = made;
        return made;
      })
      .finally(() => {
        this.#judging = null;
      });
    const isUsable = judged !== null && isWithinAge(judged.at, facts.now, judgedAtMostMs);
    if (!isUsable) return this.#judging;
    // What fails here fails again for the one who cannot do without.
    this.#judging.catch(() => undefined);
    return judged;
  }

  async #judge(pool: pg.Pool, facts: FleetFacts): Promise<Judged> {
    const { places, maxAges, inventory, now } = facts;
    const measured = await readTrends(metricStoreOf(pool), [...maxAges.keys()], places, now);
    const frozen = await finishInTurns(findAllFrozen(facts, measured.trends));
    const { nodes } = await finishInTurns(assemble(facts, frozen));
    const judgements = await finishInTurns(judgeFleet(nodes, measured, inventory.resources, now));
    return { at: now, frozen, gaps: measured.gaps, judgements };
  }
}

function* findAllFrozen({ inventory, now }: FleetFacts, trends: TrendsOfHosts): Steps<FrozenSources> {
  const nowMs = now.getTime();
  const frozen = new Map<string, ReadonlySet<string>[]>();
  for (const { hosts } of inventory.plan.machines) {
    yield;
    for (const host of hosts) {
      const ofHost = trends.get(host);
      const ofPlaces = Array.from({ length: host.size }, (_, place) => findFrozen(ofHost?.[place] ?? [], nowMs));
      frozen.set(toHostKey(host), ofPlaces);
    }
  }
  return frozen;
}
