import { MinuteBook } from '@/lib/domain/probe/minute-book';
import { isProbeKind, type ProbeKind, type ProbeOutcome } from '@/lib/domain/probe/probe';
import { ProbeSum } from '@/lib/domain/probe/probe-sums';
import type { Database } from '@/lib/store/database/database';
import type { ProbeTarget } from '@/lib/store/database/generated/client';
import type { MetricStore, StoredSeries } from '@/lib/store/metrics/metric-store';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import type { MeasuredPath, PathsAsked } from '@/lib/store/probes/read-paths';

/** Series are asked for so many at a time. */
const atOnce = 8;

/**
 * The ways that exporters measure, from the samples that connections read of them: Prometheus's blackbox exporter. What it
 * measures by icmp is the round trip and an echo without an answer is lost; of its other modules it is the whole probe, names
 * and handshakes too, and one that did not succeed tells nothing of the way. Percentiles take single samples: a stretch longer
 * than those are kept is unknown.
 */
export async function readExporterPaths({ prisma, pool }: Database, asked: PathsAsked): Promise<MeasuredPath[]> {
  const { sites, from, to, kind } = asked;
  const named = sites === null ? {} : { OR: [{ fromSite: { in: [...sites] } }, { toSite: { in: [...sites] } }] };
  const targets = await prisma.probeTarget.findMany({
    where: { enabled: true, connectionId: { not: null }, fromSite: from, toSite: to, kind, ...named },
    orderBy: [{ fromSite: 'asc' }, { toSite: 'asc' }, { kind: 'asc' }, { id: 'asc' }],
  });
  if (targets.length === 0) return [];
  const store = metricStoreOf(pool);
  const books = await readBooks(store, targets, asked);
  const paths: MeasuredPath[] = [];
  for (const [index, { fromSite, toSite, kind: own }] of targets.entries()) {
    if (!isProbeKind(own)) continue;
    let path = paths.at(-1);
    if (path === undefined || path.from !== fromSite || path.to !== toSite || path.kind !== own) {
      path = { from: fromSite, to: toSite, kind: own, source: 'exporter', ...nothing() };
      paths.push(path);
    }
    path.targets += 1;
    for (const minute of books[index]?.takeBefore(Number.POSITIVE_INFINITY) ?? [])
      path.sum.add({ ...minute, lastMinute: minute.minute });
    path.lastMinute = path.sum.lastMinute;
  }
  return paths;
}

function nothing() {
  return { targets: 0, agents: new Set<string>(), sum: new ProbeSum(), lastMinute: null };
}

/** What exporters told of each target in the stretch, in the order of the targets. */
async function readBooks(
  store: MetricStore,
  targets: readonly ProbeTarget[],
  { over, now }: PathsAsked,
): Promise<MinuteBook[]> {
  if (over.ms > store.retention.rawMs) return [];
  const { items } = await store.listSeries({
    metrics: ['probe.success', 'probe.duration', 'link.reachability', 'link.latency'],
    connectionIds: [...new Set(targets.flatMap(({ connectionId }) => connectionId ?? []))],
    attributes: { 'probe.target': [...new Set(targets.map(({ address }) => address))] },
  });
  const range = { from: new Date(now.getTime() - over.ms), to: now };
  const books: MinuteBook[] = [];
  for (let start = 0; start < targets.length; start += atOnce) {
    const part = targets.slice(start, start + atOnce);
    books.push(...(await Promise.all(part.map((target) => readBook(store, target, items, range)))));
  }
  return books;
}

async function readBook(
  store: MetricStore,
  { id, kind, address, connectionId }: ProbeTarget,
  series: readonly StoredSeries[],
  range: { from: Date; to: Date },
): Promise<MinuteBook> {
  const book = new MinuteBook();
  if (!isProbeKind(kind)) return book;
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
  return book;
}

function toOutcome(kind: ProbeKind, success: number, seconds: number | undefined): ProbeOutcome {
  if (success === 1 && seconds !== undefined) return { is: 'answered', value: Math.round(seconds * 1e9) };
  if (success === 0 && kind === 'icmp') return { is: 'lost' };
  return { is: 'failed', fault: 'answer-unexpected' };
}

function toKey(attributes: StoredSeries['attributes']): string {
  return JSON.stringify(Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1)));
}
