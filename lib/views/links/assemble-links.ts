import type { Steps } from '@/lib/analytics/gpus/steps';
import { joinInSteps, type Link } from '@/lib/analytics/links/join-links';
import {
  judgeLink,
  type LinkStanding,
  type LinkVerdict,
  toStanding,
  toWorstStanding,
  withParts,
} from '@/lib/analytics/links/link-standing';
import {
  indexByMeter,
  type LinkSample,
  type LinkValue,
  type LinkValues,
  type SilentSeries,
  toLinkValues,
} from '@/lib/analytics/links/link-values';
import { toSharedCapacity } from '@/lib/analytics/links/shared-capacity';
import { type LinkedResource, type ToldLink, toLinkId } from '@/lib/analytics/links/told-link';
import type { DeclaredLink } from '@/lib/domain/link/declared-link';
import type { MetricName } from '@/lib/domain/metric';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import type { ConnectionRows } from '@/lib/store/inventory/kept-rows';
import type { NamedResource } from '@/lib/store/links/named-resources';
import type { LinkRow } from '@/lib/store/links/read-kept-links';
import { toldDeclared } from './told-declared';

/** A link with how it stands and what is known of it now. */
export interface StandingLink {
  link: Link;
  standing: LinkStanding;
  /** What each of its tellers says, in their order. */
  standings: readonly LinkStanding[];
  verdict: LinkVerdict;
  values: LinkValues;
  /** Metrics of which a series was measured of late and is no longer. */
  silent: ReadonlySet<MetricName>;
  /** The capacity of what it rides on, which others share, where it has none of its own; null: it has, or it is not known. */
  shares: LinkValue | null;
}

/** What was measured of links of late. */
export interface MeasuredNow {
  samples: readonly LinkSample[];
  silent: readonly SilentSeries[];
  gaps: readonly string[];
}

/** What was told of links, by whom. */
interface ToldRows {
  rows: readonly ConnectionRows<LinkRow>[];
  declared: readonly DeclaredLink[];
  /** Resources that declared links end at. */
  ends: ReadonlyMap<string, NamedResource>;
}

/** What a person declared and nothing measures says nothing of how a link stands that others tell of. */
function leaveOutSilent(
  standings: readonly [LinkStanding, ...LinkStanding[]],
  told: readonly ToldLink[],
): readonly [LinkStanding, ...LinkStanding[]] {
  const [first, ...others] = standings.filter(
    ({ state }, index) => told[index]?.declared === undefined || state !== 'unknown',
  );
  return first === undefined ? standings : [first, ...others];
}

/** Puts together the links there are, with how they stand and what is known of them, as steps: there may be tens of thousands. */
export function* assembleLinks(
  { rows: connections, declared, ends }: ToldRows,
  state: CollectionState,
  { samples, silent }: MeasuredNow,
  siteNames: ReadonlyMap<string, string>,
  now: Date,
): Steps<Map<string, StandingLink>> {
  const cutoffs = new Map(state.connections.map(({ id, expiryCutoff }) => [id, expiryCutoff]));
  const resources: LinkedResource[] = [];
  const told: ToldLink[] = [];
  for (const { connectionId, rows, scopes } of connections) {
    const cutoff = cutoffs.get(connectionId);
    if (cutoff === undefined) continue;
    for (const row of rows) {
      const { id, provider, nativeId, name, account, region, site, team, owner } = row;
      const resource = { id, connectionId, provider, nativeId, name, account, region, site, team, owner };
      resources.push(resource);
      const readAt = row.lastSeenAt ?? scopes.get(row.scope) ?? row.changedAt;
      for (const facts of row.links)
        told.push({ id: toLinkId(id, facts.key), resource, facts, readAt, isExpired: readAt < cutoff });
    }
  }
  told.push(...toldDeclared(declared, resources, ends, now));
  const joined = yield* joinInSteps(told, resources, siteNames);
  const samplesOf = indexByMeter(samples);
  yield;
  const silentOf = indexByMeter(silent);
  const standings = new Map<string, readonly [LinkStanding, ...LinkStanding[]]>();
  for (const [id, { told: tellings }] of joined) {
    yield;
    const [first, ...others] = tellings;
    const standing = (one: ToldLink) => toStanding(one, samplesOf(one), silentOf(one));
    standings.set(id, [standing(first), ...others.map(standing)]);
  }
  const own = new Map(
    [...standings].map(([id, each]) => [id, toWorstStanding(leaveOutSilent(each, joined.get(id)?.told ?? []))]),
  );
  const worst = new Map(
    [...own].map(([id, standing]) => {
      const parts = joined.get(id)?.parts ?? [];
      const known = parts.flatMap((part) => {
        const [told, state] = [joined.get(part)?.told[0], own.get(part)?.state];
        return told === undefined || state === undefined ? [] : [{ name: told.facts.name, state }];
      });
      return [id, withParts(standing, known)];
    }),
  );
  const stateOf = (id: string) => worst.get(id)?.state ?? null;
  const partsOf = ({ parts }: Link) => parts.flatMap((part) => joined.get(part)?.told ?? []);
  const net = new Map<string, StandingLink>();
  for (const [id, link] of joined) {
    yield;
    const standing = worst.get(id);
    const each = standings.get(id);
    if (standing === undefined || each === undefined) continue;
    net.set(id, {
      link,
      standing,
      standings: each,
      verdict: judgeLink(link, stateOf),
      values: toLinkValues(link, { samplesOf, silentOf, partsOf }),
      silent: new Set(link.told.flatMap((one) => silentOf(one).map(({ metric }) => metric))),
      shares: null,
    });
  }
  const capacityOf = (id: string) => net.get(id)?.values.capacity ?? null;
  for (const [id, one] of net) {
    yield;
    const shares = toSharedCapacity(one.link, (other) => joined.get(other), capacityOf);
    if (shares !== null) net.set(id, { ...one, shares });
  }
  return net;
}
