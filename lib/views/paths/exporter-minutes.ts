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
  const byTarget = Map.groupBy(items, (each) => `${each.connectionId} ${each.attributes['probe.target']}`);
  return inParts(targets, (target) =>
    readMinutes(store, target, byTarget.get(`${target.connectionId} ${target.address}`) ?? [], range),
  );
}

/** Asks for each, a few at a time so that others are answered in between, and gives the answers in order. */
export async function inParts<T, Answer>(items: readonly T[], ask: (item: T) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < items.length; start += atOnce)
    answers.push(...(await Promise.all(items.slice(start, start + atOnce).map(ask))));
  return answers;
}

async function readMinutes(
  store: MetricStore,
  { id, kind }: ProbeTarget,
  own: readonly StoredSeries[],
  range: MetricRange,
): Promise<ProbeMinute[]> {
  if (!isProbeKind(kind)) return [];
  const book = new MinuteBook();
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
