import type { Gap } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import type { Prometheus } from '../connect/open-prometheus';
import { saysUnserved } from '../faults/to-prometheus-provider-error';
import { warned } from '../faults/warned';
import { type Target, targetsSchema, toTargetItems, upSchema } from './targets';

/** What a server tells of its targets, from which of its answers, and what that leaves unknown. */
export interface TargetsRead {
  items: InventoryItem[];
  source: string;
  /** Kept the listing from its end. */
  faults: ProviderError[];
  /** Everything is named, but not all of it told. */
  detailFaults: ProviderError[];
}

/**
 * The server's own list of targets. One that keeps none, like Mimir, is asked for the series `up` instead, which names
 * every target that is or was tried within the last minutes. Throws a `ProviderError`.
 */
export async function readTargets(prometheus: Prometheus): Promise<TargetsRead> {
  try {
    const request = { resource: 'targets', parameters: { state: 'active' } } as const;
    const { data, hasWarnings } = await prometheus.ask(request, targetsSchema);
    return {
      items: toTargetItems(prometheus.host, data.data.activeTargets),
      source: `${prometheus.host} targets`,
      faults: hasWarnings ? [warned('prometheus:targets', prometheus.host)] : [],
      detailFaults: [],
    };
  } catch (error) {
    if (!saysUnserved(error)) throw error;
    return readUp(prometheus);
  }
}

async function readUp(prometheus: Prometheus): Promise<TargetsRead> {
  const { host } = prometheus;
  const request = { resource: 'query', parameters: { query: 'up' } } as const;
  const { data, hasWarnings } = await prometheus.ask(request, upSchema);
  const items = toTargetItems(host, data.data.result.map(toTarget));
  const faults = hasWarnings ? [warned('prometheus:query', host)] : [];
  return {
    items: items.map((item) => ({ ...item, detailed: false })),
    source: `${host} series up`,
    // That nothing is up or down says that nothing was told, not that nothing is scraped.
    faults: items.length === 0 ? [...faults, nothingUp(host)] : faults,
    detailFaults: [noTargets(host)],
  };
}

function toTarget({
  metric,
  value: [seconds, value],
}: {
  metric: Record<string, string>;
  value: [number, string];
}): Target {
  const health = value === '1' ? 'up' : value === '0' ? 'down' : null;
  return { labels: metric, health, lastScrape: new Date(seconds * 1000).toISOString() };
}

function noTargets(host: string): ProviderError {
  return new ProviderError({
    kind: 'capability-unsupported',
    code: 'NoTargets',
    operation: 'prometheus:targets',
    message: `The server ${host} keeps no list of targets, so they are told from the series up, without their last errors.`,
    remedy: 'Connect the Prometheus that scrapes too, if their errors matter.',
  });
}

function nothingUp(host: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'NothingUp',
    operation: 'prometheus:query',
    message: `The server ${host} has no series up, so nothing tells what is scraped.`,
    remedy: 'Check the tenant, and that what scrapes still writes to this server.',
  });
}

/** A fault that leaves nothing unnamed. */
export function toDetailGap(fault: ProviderError, where: Pick<Gap, 'account' | 'region' | 'subject'>): Gap {
  return { ...fault.toGap(where), detailOnly: true };
}
