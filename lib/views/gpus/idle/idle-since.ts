import { fileTrends } from '@/lib/analytics/gpus/fleet/file-trends';
import { extendIdle } from '@/lib/analytics/gpus/idle/extend-idle';
import type { Idleness } from '@/lib/analytics/gpus/idle/find-idle';
import { idleStepMs } from '@/lib/analytics/gpus/idle/idle-rule';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import type { WholeFleet } from '../fleet/fleet-keeper';
import { toIdentityFilters } from '../fleet/identity-filters';
import type { MatchedNode } from '../fleet/match-fleet';
import type { LookedUp } from './longest-idle';

/** A device that is held and does nothing. */
export interface IdleDevice {
  node: MatchedNode;
  slot: number;
  idleness: Idleness;
}

const hourMs = 3_600_000;
/** How far back is looked in steps of what length. Further back it is known to the hour. */
const looks = [
  { backMs: 6 * hourMs, stepMs: idleStepMs },
  { backMs: 7 * 24 * hourMs, stepMs: hourMs },
];

/**
 * Since when devices do nothing that did nothing for as long as the fleet is judged by: their roll-ups of up to seven days
 * are read, and of no other devices. Where these could not all be read, it stays known as far as the fleet was judged, since
 * the series that is missing may have been busy.
 */
export async function readIdleSince(
  store: Pick<MetricStore, 'readRange'>,
  fleet: Pick<WholeFleet, 'at' | 'places' | 'identities'>,
  devices: readonly IdleDevice[],
): Promise<LookedUp<IdleDevice>> {
  const to = fleet.at;
  const gaps = new Set<string>();
  let known = [...devices];
  for (const { backMs, stepMs } of looks) {
    const open = known.filter(({ idleness }) => idleness.sinceAtLeast);
    if (open.length === 0) break;
    const metrics = [...new Set(open.map(({ idleness }) => idleness.metric))];
    const filters = toIdentityFilters(fleet, new Set(open.map(({ node }) => node.machine)));
    const range = { from: new Date(to.getTime() - backMs), to };
    const answers = await Promise.all(
      filters.map((some) => store.readRange({ metrics, subject: 'accelerator', ...some }, range, stepMs)),
    );
    const missed = answers.flatMap((answer) => answer.gaps);
    for (const gap of missed) gaps.add(gap);
    if (missed.length > 0) continue;
    const trends = fileTrends(
      answers.flatMap(({ items }) => items),
      fleet.places,
    );
    known = known.map((device) => {
      const host = device.node.machine.hosts.find(
        ({ firstSlot, size }) => device.slot >= firstSlot && device.slot < firstSlot + size,
      );
      const own = host === undefined ? [] : (trends.get(host)?.[device.slot - host.firstSlot] ?? []);
      return { ...device, idleness: extendIdle(device.idleness, own, stepMs, idleStepMs) };
    });
  }
  return { devices: known, gaps: [...gaps] };
}
