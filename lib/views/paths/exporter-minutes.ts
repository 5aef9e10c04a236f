import { MinuteBook } from '@/lib/domain/probe/minute-book';
import { isProbeKind, type ProbeKind, type ProbeMinute, type ProbeOutcome } from '@/lib/domain/probe/probe';
import type { ProbeTarget } from '@/lib/store/database/generated/client';
import type { MetricRange, MetricStore, StoredSeries } from '@/lib/store/metrics/metric-store';

/** Series are asked for so many at a time. */
const atOnce = 8;

/**
 * What exporters told of each target in a range, minute by minute, in the order of the targets. By icmp it is the round trip,
 * and an echo without an answer is lost; of other modules it is the whole probe, and one that did not succeed tells nothing
 * of the way. Nothing where single samples are not kept as far back as the range begins.
 */
export async function readExporterMinutes(
  store: MetricStore,
  targets: readonly ProbeTarget[],
  range: MetricRange,
): Promise<ProbeMinute[][]> {
  const { items } = await store.listSeries({
    metrics: ['probe.success', 'probe.duration', 'link.reachability', 'link.latency'],
    connectionIds: [...new Set(targets.flatMap(({ connectionId }) => connectionId ?? []))],
    attributes: { 'probe.target': [...new Set(targets.map(({ address }) => address))] },
  });
  const minutes: ProbeMinute[][] = [];
  for (let start = 0; start < targets.length; start += atOnce) {
    const part = targets.slice(start, start + atOnce);
    minutes.push(...(await Promise.all(part.map((target) => readMinutes(store, target, items, range)))));
  }
  return minutes;
}

async function readMinutes(
  store: MetricStore,
  { id, kind, address, connectionId }: ProbeTarget,
  series: readonly StoredSeries[],
  range: MetricRange,
): Promise<ProbeMinute[]> {
  if (!isProbeKind(kind)) return [];
  const book = new MinuteBook();
  const own = series.filter(
    (each) => each.connectionId === connectionId && each.attributes['probe.target'] === address,
  );
  for (const success of own.filter(({ metric }) => metric === 'probe.success')) {
    const isSame = ({ attributes }: StoredSeries) => toKey(attributes) === toKey(success.attributes);
    // A module that pings is told by its reachability; its round trips are not there while nothing answers.
    const isPing = own.some((each) => each.metric === 'link.reachability' && isSame(each));
    if (isPing !== (kind === 'icmp')) continue;
    const taken = own.find((each) => each.metric === (isPing ? 'link.latency' : 'probe.duration') && isSame(each));
    const succeeded = await store.readSamples(success, range);
    const times = taken === undefined ? [] : (await store.readSamples(taken, range)).items;
    const timeOf = new Map(times.map(({ at, value }) => [at.getTime(), value]));
    for (const { at, value } of succeeded.items)
      book.record(id, kind, at.getTime(), toOutcome(kind, value, timeOf.get(at.getTime())));
  }
  return book.takeBefore(Number.POSITIVE_INFINITY);
}

function toOutcome(kind: ProbeKind, success: number, seconds: number | undefined): ProbeOutcome {
  if (success === 1 && seconds !== undefined) return { is: 'answered', value: Math.round(seconds * 1e9) };
  if (success === 0 && kind === 'icmp') return { is: 'lost' };
  return { is: 'failed', fault: 'answer-unexpected' };
}

function toKey(attributes: StoredSeries['attributes']): string {
  return JSON.stringify(Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1)));
}
