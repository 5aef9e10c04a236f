import { reachOf } from '@/lib/access/authorise';
import type { AttentionItem } from '@/lib/api/contracts/overview';
import type { TroubleKind } from '@/lib/domain/link/link-trouble';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { readLinkNet, type StandingLink } from '@/lib/views/links/link-net';
import { type ListedTroubles, readListedTroubles } from '@/lib/views/links/listed-troubles';
import { isVisible } from '@/lib/views/links/visible-links';
import type { ViewContext } from '@/lib/views/view-context';

/** So many are told by themselves, of each gravity; the others together. */
const told = 8;

/**
 * The links that something is wrong with, each once: critical where one is down and nothing stands in for it. Of what is not
 * known of a link its source's own line tells.
 */
export async function readLinkItems(
  { actor, database, now }: ViewContext,
  state: CollectionState,
  titles: Promise<ReadonlyMap<string, string>>,
): Promise<AttentionItem[]> {
  const reach = reachOf(actor, 'inventory:read');
  if (reach === null) return [];
  const net = await readLinkNet(database, state, now);
  const troublesOf = await readListedTroubles(database.pool, net, now);
  const known = await titles;
  const items = [...net.links.values()]
    .filter((one) => one.link.parent === null && isVisible(one, reach))
    .flatMap((one) => toItem(one, troublesOf(one), known));
  return [...foldRest(items.filter(isCritical)), ...foldRest(items.filter((item) => !isCritical(item)))];
}

const isCritical = ({ status }: AttentionItem) => status === 'critical';

/** The gravest first: of a link that is down it is not told as well that it is slow. */
const gravity: readonly TroubleKind[] = ['down', 'flapping', 'spares-lost', 'degraded'];

function toItem(
  one: StandingLink,
  { kinds, open }: ListedTroubles,
  siteTitles: ReadonlyMap<string, string>,
): AttentionItem[] {
  const { link, standing, verdict } = one;
  const kind = gravity.find((each) => kinds.includes(each));
  if (kind === undefined || standing.state === 'disabled') return [];
  const name = link.told[0].facts.name;
  const isAlone = verdict.health === 'critical';
  const trouble = open.find((each) => each.kind === kind);
  const since = trouble?.openedAt ?? (kind === 'down' ? standing.since : null);
  const ends = [link.near, link.far].map(
    ({ site, label }) => (site === null ? label : (siteTitles.get(site) ?? site)) ?? 'a place that is not known',
  );
  const cause = trouble?.cause ?? standing.reason;
  const says = cause === null ? 'Its source gives no cause.' : `Its source says: ${cause.replace(/\.$/, '')}.`;
  return [
    {
      status: isAlone ? 'critical' : 'warning',
      title: titles[kind](name, isAlone),
      detail: `Between ${ends.join(' and ')}. ${kind === 'degraded' || kind === 'spares-lost' ? '' : says}`.trim(),
      remedy: null,
      href: `/links/${encodeURIComponent(link.id)}`,
      since: since?.toISOString() ?? null,
    },
  ];
}

const titles: Record<TroubleKind, (name: string, isAlone: boolean) => string> = {
  down: (name, isAlone) =>
    `The link ${name} is down, ${isAlone ? 'and nothing stands in for it' : 'its spare carries'}`,
  flapping: (name) => `The link ${name} comes and goes`,
  'spares-lost': (name) => `The link ${name} has lost its spares`,
  degraded: (name) => `The link ${name} is worse than usual`,
};

function foldRest(items: readonly AttentionItem[]): AttentionItem[] {
  const rest = items.length - told;
  const [first] = items;
  if (rest <= 0 || first === undefined) return [...items];
  return [
    ...items.slice(0, told),
    {
      status: first.status,
      title: `${rest} more ${rest === 1 ? 'link' : 'links'} in trouble`,
      detail: 'The newest trouble first in the list.',
      remedy: null,
      href: `/links?health=${first.status}&sort=trouble`,
      since: null,
    },
  ];
}
