import type { LinkPlace } from '@/lib/analytics/links/link-place';
import type { LinkSample } from '@/lib/analytics/links/link-values';
import { type LinkedResource, type ToldLink, toLinkId } from '@/lib/analytics/links/told-link';
import {
  type DeclaredLink,
  type LinkEndSaid,
  type LinkName,
  toEndResources,
  toMeterResource,
} from '@/lib/domain/link/declared-link';
import { bareLink, untoldEnd } from '@/lib/domain/link/link-facts';
import type { Database } from '@/lib/store/database/database';
import type { NamedResource } from '@/lib/store/links/named-resources';
import { type MeasuredPath, readPaths } from '@/lib/store/probes/read-paths';
import { readExporterPaths } from '@/lib/views/paths/read-exporter-paths';

/** What people declared, as links that nobody else tells of. What they name and is not there is left out. */
export function toldDeclared(
  links: readonly DeclaredLink[],
  resources: readonly LinkedResource[],
  ends: ReadonlyMap<string, NamedResource>,
  now: Date,
): ToldLink[] {
  const byName = new Map(resources.map((one) => [`${one.connectionId} ${one.nativeId}`, one]));
  const idOf = ({ connectionId, nativeId, key }: LinkName): string[] => {
    if (connectionId === null) return [nativeId];
    const found = byName.get(`${connectionId} ${nativeId}`);
    return found === undefined ? [] : [toLinkId(found.id, key)];
  };
  return links.map((link) => {
    const near = toPlace(link.near, ends);
    const far = toPlace(link.far, ends);
    const connections = new Set(link.meters.map((meter) => (meter.by === 'probe' ? null : meter.connectionId)));
    const end = (place: LinkPlace) => ({ ...untoldEnd, place: place.label });
    return {
      id: link.id,
      resource: {
        id: link.id,
        connectionId: null,
        provider: null,
        nativeId: link.id,
        name: link.name,
        account: '',
        region: '',
        site: near.site ?? '',
        team: null,
        owner: null,
      },
      facts: {
        ...bareLink({ form: 'declared', name: link.name, state: 'unknown', nativeState: null }),
        near: end(near),
        far: end(far),
        capacityBitsPerSecond: link.capacityBitsPerSecond,
        redundancyGroup: link.redundancyGroup,
        carriers: link.ridesOn.length === 0 ? null : [],
        meters: [...connections].map((connectionId) => ({
          connectionId,
          resource: toMeterResource(link.id),
          attributes: {},
        })),
      },
      // What somebody said stands until they say otherwise.
      readAt: now < link.updatedAt ? now : link.updatedAt,
      isExpired: false,
      declared: {
        near,
        far,
        circuitId: link.circuitId,
        ridesOn: link.ridesOn.flatMap(idOf),
        carries: link.carries.flatMap(idOf),
      },
    };
  });
}

/** The resources that a link ends at, as they are named. */
export function toNamedEnds({ near, far }: DeclaredLink): { connectionId: string; nativeId: string }[] {
  return [near, far].flatMap(toEndResources);
}

function toPlace(end: LinkEndSaid, resources: ReadonlyMap<string, NamedResource>): LinkPlace {
  if ('site' in end) return { site: end.site, label: null, by: 'declared' };
  if ('place' in end) return { site: null, label: end.place, by: 'declared' };
  const found = resources.get(`${end.connectionId} ${end.nativeId}`);
  if (found === undefined) return { site: null, label: end.nativeId, by: 'nothing' };
  return { site: found.site, label: found.name, by: 'resource' };
}

/** So much of the newest says how a way is now. */
const presentMs = 3 * 60_000;

/**
 * What probes measured of declared links in the last three minutes: of each way named the loss, the median round trip, and
 * whether anything came back. A way that was not tried tells nothing.
 */
export async function readProbeSamples(
  database: Database,
  links: readonly DeclaredLink[],
  now: Date,
): Promise<LinkSample[]> {
  const meters = links.flatMap(({ id, meters: own }) =>
    own.flatMap((meter) => (meter.by === 'probe' ? [{ id, meter }] : [])),
  );
  if (meters.length === 0) return [];
  const sites = [...new Set(meters.map(({ meter }) => meter.from))];
  const asked = {
    sites,
    from: undefined,
    to: undefined,
    kind: undefined,
    over: { by: 'minutes', ms: presentMs },
    now,
  } as const;
  const paths = [...(await readPaths(database.pool, asked)), ...(await readExporterPaths(database, asked))];
  return meters.flatMap(({ id, meter }) =>
    paths
      .filter(({ from, to, kind }) => from === meter.from && to === meter.to && kind === meter.kind)
      .flatMap((path) => toSamples(path, id)),
  );
}

function toSamples({ from, to, kind, sum }: MeasuredPath, id: string): LinkSample[] {
  const { loss, lastMinute, values } = sum;
  if (loss === null || lastMinute === null) return [];
  const sample = (metric: LinkSample['metric'], value: number): LinkSample => ({
    connectionId: null,
    metric,
    definition: `${kind} probe from ${from} to ${to}`,
    attributes: { resource: toMeterResource(id) },
    at: lastMinute,
    value,
  });
  const [median] = values.quantiles([0.5]);
  return [
    sample('link.state', loss < 1 ? 1 : 0),
    sample('link.loss', loss),
    ...(median == null ? [] : [sample('link.latency', median / 1e9)]),
  ];
}
