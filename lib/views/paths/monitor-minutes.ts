import { isProbeKind } from '@/lib/domain/probe/probe';
import { readProbeAddress } from '@/lib/domain/probe/probe-address';
import type { Database } from '@/lib/store/database/database';
import type { ProbeTarget } from '@/lib/store/database/generated/client';
import type { MetricRange, MetricStore, StoredSeries } from '@/lib/store/metrics/metric-store';
import { inParts } from './exporter-minutes';

/** Parts of the id of a resource that is in no other: `/subscriptions/s/resourcegroups/g/providers/p/type/name`. */
const shortestId = 9;
/** What tests begin at. */
const beginnings = ['subnet', 'network', 'compute-instance'];

/** What a monitor told of one minute: means of that minute, never single round trips. */
export interface MonitorMinute {
  at: Date;
  /** Null: no check came back, or its source told none. */
  latencyNs: number | null;
  /** Share of checks that failed; null: not told. */
  loss: number | null;
}

/**
 * What monitors (Azure Connection Monitor) told of each target in a range, in the order of the targets. A test is of a target
 * when it goes by its kind to its host, by address or name, from a resource that stands at the site the way begins at.
 */
export async function readMonitorMinutes(
  { pool }: Pick<Database, 'pool'>,
  store: MetricStore,
  targets: readonly ProbeTarget[],
  range: MetricRange,
): Promise<MonitorMinute[][]> {
  const connectionIds = [...new Set(targets.flatMap(({ connectionId }) => connectionId ?? []))];
  const { items } = await store.listSeries({ metrics: ['link.latency', 'link.loss'], connectionIds, subject: 'probe' });
  const siteOf = await readSites(pool, items);
  const byHost = new Map<string, StoredSeries[]>();
  for (const each of items)
    for (const host of new Set([each.attributes['destination.address'], each.attributes['destination.name']])) {
      const key = toHostKey(each.connectionId, each.attributes.protocol, host);
      const known = byHost.get(key);
      if (known === undefined) byHost.set(key, [each]);
      else known.push(each);
    }
  return inParts(targets, ({ connectionId, kind, address, fromSite }) => {
    const host = isProbeKind(kind) ? readProbeAddress(kind, address)?.host : undefined;
    const toThere = host === undefined ? [] : (byHost.get(toHostKey(connectionId, kind, host)) ?? []);
    const own = toThere.filter((each) => {
      const source = each.attributes['source.resource'];
      return source !== undefined && siteOf(each.connectionId, source) === fromSite;
    });
    return readMinutes(store, own, range);
  });
}

function toHostKey(connectionId: string | null, protocol: string | undefined, host: string | undefined): string {
  return `${connectionId} ${protocol?.toLowerCase()} ${host?.toLowerCase()}`;
}

/**
 * Of two tests in one minute the worse counts: neither is averaged with the other. What a test says its round trips took while
 * all of its checks failed is a time-out or what was left from before, and no round trip.
 */
async function readMinutes(
  store: MetricStore,
  series: readonly StoredSeries[],
  range: MetricRange,
): Promise<MonitorMinute[]> {
  const minutes = new Map<number, MonitorMinute>();
  for (const test of Map.groupBy(series, toTest).values()) {
    const ofTest = new Map<number, { latency: number | null; loss: number | null }>();
    for (const each of test)
      for (const { at, value } of (await store.readSamples(each, range)).items) {
        const told = ofTest.get(at.getTime()) ?? { latency: null, loss: null };
        const part = each.metric === 'link.loss' ? 'loss' : 'latency';
        told[part] = worse(value, told[part]);
        ofTest.set(at.getTime(), told);
      }
    for (const [atMs, { latency, loss }] of ofTest) {
      const minute = minutes.get(atMs) ?? { at: new Date(atMs), latencyNs: null, loss: null };
      if (loss !== null) minute.loss = worse(loss, minute.loss);
      if (latency !== null && loss !== 1) minute.latencyNs = worse(Math.round(latency * 1e9), minute.latencyNs);
      minutes.set(atMs, minute);
    }
  }
  return [...minutes.values()].sort((one, other) => one.at.getTime() - other.at.getTime());
}

const worse = (value: number, known: number | null) => Math.max(value, known ?? value);

/** What tells a test from another: all that its series are told with, apart from what they measure. */
function toTest({ connectionId, attributes }: StoredSeries): string {
  const told = Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([connectionId, told]);
}

/** Where the resources that tests begin at stand: the inventory knows a subnet itself, or the network it is in. */
async function readSites(
  pool: Database['pool'],
  series: readonly StoredSeries[],
): Promise<(connectionId: string, resource: string) => string | null> {
  const asked = new Set<string>();
  for (const { attributes } of series)
    for (const each of toHolders(attributes['source.resource'] ?? '')) asked.add(each);
  const { rows } = await pool.query<{ connection_id: string; native_id: string; site: string }>(
    `SELECT connection_id, native_id, site FROM resource
     WHERE connection_id = ANY ($1) AND kind = ANY ($2) AND native_id = ANY ($3) AND gone_at IS NULL`,
    [[...new Set(series.map(({ connectionId }) => connectionId))], beginnings, [...asked]],
  );
  const sites = new Map(rows.map(({ connection_id, native_id, site }) => [`${connection_id} ${native_id}`, site]));
  return (connectionId, resource) => {
    for (const each of toHolders(resource)) {
      const site = sites.get(`${connectionId} ${each}`);
      if (site !== undefined) return site;
    }
    return null;
  };
}

/** A resource and those it is in, the nearest first, as Azure writes their ids: `…/virtualnetworks/a/subnets/b`, `…/a`. */
function toHolders(resource: string): string[] {
  const parts = resource.toLowerCase().split('/');
  const holders: string[] = [];
  for (let end = parts.length; end >= shortestId; end -= 2) holders.push(parts.slice(0, end).join('/'));
  return holders;
}
