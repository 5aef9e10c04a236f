import { type Machine, toMachines } from '@/lib/analytics/on-premises/distinct-nodes';
import { type DevicePower, type MeanPower, toMeanPower } from '@/lib/analytics/on-premises/mean-power';
import type { Day } from '@/lib/domain/cost/rate-card';
import type { MetricStore, SummedSeries } from '@/lib/store/metrics/metric-store';
import type { UnmeasuredNode } from '@/lib/store/on-premises/measured-power';

const hourMs = 3_600_000;
const machinesAtOnce = 500;

/** The names by which series of power tell their machine. */
const nameKeys = ['host.name', 'resource'] as const;

/**
 * The mean power of the accelerators of each node over a day, null where it was not measured well enough. A machine that was
 * listed twice was measured once.
 */
export async function measurePower(
  store: Pick<MetricStore, 'readSums'>,
  day: Day,
  nodes: readonly UnmeasuredNode[],
): Promise<{ node: string; power: MeanPower | null }[]> {
  const machines = toMachines(nodes);
  // Two machines of one name could be either's series, so neither is measured by it.
  const names = onlyOnce(machines.flatMap(toNames));
  const measured: { node: string; power: MeanPower | null }[] = [];
  for (let from = 0; from < machines.length; from += machinesAtOnce) {
    const some = machines.slice(from, from + machinesAtOnce);
    const series = await readPower(
      store,
      day,
      some.flatMap(toNames).filter((name) => names.has(name)),
    );
    for (const machine of some) {
      const own = toNames(machine).flatMap((name) => series.get(name) ?? []);
      const power = toMeanPower(own, machine.node.gpuCount);
      measured.push(...machine.listings.map(({ node }) => ({ node, power })));
    }
  }
  return measured;
}

async function readPower(
  store: Pick<MetricStore, 'readSums'>,
  day: Day,
  names: readonly string[],
): Promise<Map<string, DevicePower[]>> {
  const from = new Date(`${day}T00:00:00Z`);
  const range = { from, to: new Date(from.getTime() + 24 * hourMs) };
  const found = new Map<string, DevicePower[]>();
  for (const key of nameKeys) {
    const filter = {
      metrics: ['hw.power'] as const,
      subject: 'accelerator' as const,
      attributes: { [key]: [...names] },
    };
    const { items } = await store.readSums(filter, range, hourMs);
    for (const item of items) {
      const name = item.series.attributes[key];
      const device = toDevice(item);
      if (name !== undefined && device !== null) found.set(name, [...(found.get(name) ?? []), device]);
    }
  }
  return found;
}

function toNames({ listings }: Machine<UnmeasuredNode>): string[] {
  return [...new Set(listings.flatMap(({ name, nativeId }) => [name, nativeId]))];
}

function toDevice({ series: { attributes }, sum, count }: SummedSeries): DevicePower | null {
  const device = attributes['gpu.index'] ?? attributes['gpu.uuid'];
  return device === undefined ? null : { device, sum, count };
}

function onlyOnce(names: readonly string[]): ReadonlySet<string> {
  const found = [...Map.groupBy(names, (name) => name)];
  return new Set(found.flatMap(([name, same]) => (same.length === 1 ? [name] : [])));
}
