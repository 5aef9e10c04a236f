import { fileTrends } from '@/lib/analytics/gpus/fleet/file-trends';
import { extendIdle } from '@/lib/analytics/gpus/idle/extend-idle';
import type { Idleness } from '@/lib/analytics/gpus/idle/find-idle';
import { idleStepMs } from '@/lib/analytics/gpus/idle/idle-rule';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import type { ViewContext } from '@/lib/views/view-context';
import type { WholeFleet } from '../fleet/fleet-keeper';
import { toIdentityFilters } from '../fleet/identity-filters';
import type { MatchedNode } from '../fleet/match-fleet';

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
 * are read, and of no other devices.
 */
export async function readIdleSince(
  { database: { pool } }: ViewContext,
  fleet: WholeFleet,
  devices: readonly IdleDevice[],
): Promise<IdleDevice[]> {
  const store = metricStoreOf(pool);
  const to = fleet.at;
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
  return known;
}
