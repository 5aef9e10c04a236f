import type { LinkStanding } from '@/lib/analytics/links/link-standing';
import type { LinkValue } from '@/lib/analytics/links/link-values';
import type { LinkRowAnswer, LinkValueAnswer } from '@/lib/api/contracts/links';
import type { Reach } from '@/lib/domain/access';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import type { LinkNet, StandingLink } from './link-net';
import { isVisible, toHealth } from './visible-links';

/** What a row is made with: the net that the link is of, what the person may see of it, and the names of connections. */
export interface RowContext {
  net: Pick<LinkNet, 'links'>;
  reach: Reach;
  nameOf: (connectionId: string | null) => string;
}

/** A link as a row of a list. Of its parts, spares and riders those within reach are counted, as its page lists them. */
export function toLinkRow(one: StandingLink, { net, reach, nameOf }: RowContext): LinkRowAnswer {
  const { link, standing, verdict, values } = one;
  const [first] = link.told;
  const known = <K extends 'mtuBytes' | 'encryption' | 'leastCarriers'>(key: K) =>
    link.told.map(({ facts }) => facts[key]).find((value) => value !== null) ?? null;
  const countVisible = (ids: readonly string[]) => {
    if (reach.everything) return ids.length;
    return ids.flatMap((id) => net.links.get(id) ?? []).filter((other) => isVisible(other, reach)).length;
  };
  return {
    id: link.id,
    name: first.facts.name,
    form: first.facts.form,
    tellers: link.told.map(({ resource: { connectionId, provider } }) => ({
      connectionId,
      connectionName: nameOf(connectionId),
      provider,
    })),
    near: link.near,
    far: link.far,
    standing: toStandingAnswer(standing),
    health: toHealth(one),
    finding: verdict.finding,
    receive: toValue(values.receive),
    transmit: toValue(values.transmit),
    capacity: toValue(values.capacity),
    utilization: toValue(values.utilization),
    loss: toValue(values.loss),
    latency: toValue(values.latency),
    drops: toValue(values.drops),
    light: toValue(values.light),
    errors: toValue(values.errors),
    bgp: toValue(values.bgp),
    prefixes: toValue(values.prefixes),
    advertised: toValue(values.advertised),
    shares: toValue(one.shares),
    leastCarriers: known('leastCarriers'),
    encryption: known('encryption'),
    mtuBytes: known('mtuBytes'),
    parts: countVisible(link.parts),
    spares: countVisible(link.spares),
    riders: countVisible(link.riders),
    team: first.resource.team,
    owner: first.resource.owner,
  };
}

export function toStandingAnswer({ at, since, ...standing }: LinkStanding): LinkRowAnswer['standing'] {
  return { ...standing, at: at.toISOString(), since: since?.toISOString() ?? null };
}

function toValue(value: LinkValue | null): LinkValueAnswer | null {
  return value && { ...value, at: value.at.toISOString(), definitions: [...value.definitions] };
}

/** Names connections; a link that no connection tells of is declared in this console. */
export function toNameOf({
  connections,
}: Pick<CollectionState, 'connections'>): (connectionId: string | null) => string {
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  return (connectionId) => (connectionId === null ? 'This console' : (names.get(connectionId) ?? connectionId));
}
