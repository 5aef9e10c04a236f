import { requireEverywhere, requirePermission } from '@/lib/access/authorise';
import { toCardHistories } from '@/lib/analytics/on-premises/card-of-node';
import { type KnownMachine, KnownMachines, type MachinesOfDay } from '@/lib/analytics/on-premises/known-machines';
import { toCardRates } from '@/lib/analytics/on-premises/node-rates';
import type { NodeRates, RateCardInput, RateCards } from '@/lib/api/contracts/rate-cards';
import type { Reach } from '@/lib/domain/access';
import { toNextVersion } from '@/lib/domain/cost/next-card';
import { parseRateCard } from '@/lib/domain/cost/parse-rate-card';
import { type Day, isSameCard } from '@/lib/domain/cost/rate-card';
import { Refusal } from '@/lib/domain/refusal';
import type { Database } from '@/lib/store/database/database';
import { readAssumedDays } from '@/lib/store/on-premises/assumed-days';
import {
  type NodeDay,
  readEarlierNodes,
  readFirstDays,
  readLatestNodes,
  readListings,
} from '@/lib/store/on-premises/node-days';
import { readOwnSchemes } from '@/lib/store/on-premises/own-schemes';
import { readRateCards as readStoredCards } from '@/lib/store/on-premises/rate-cards';
import { readForeignNodes } from '@/lib/store/on-premises/record-node-days';
import type { ViewContext } from '@/lib/views/view-context';
import { toNodeRates, toVersion } from './to-rate-card-view';

/**
 * The rate cards of the sites a person may see, every version of each, with what an hour of their nodes came to on the last
 * day on which nodes were noted, and the nodes of that day that no card prices.
 */
export async function readRateCards({ actor, database, now }: ViewContext): Promise<RateCards> {
  const sites = toSites(requirePermission(actor, 'cost:read'));
  const today = now.toISOString().slice(0, 10);
  const [stored, { day, machines }, foreign, ownSchemes] = await Promise.all([
    readStoredCards(database.prisma),
    readMachines(database, sites, today),
    readForeignNodes(database.pool, sites),
    readOwnSchemes(database.prisma),
  ]);
  const visible = stored.filter(({ site }) => sites === null || sites.includes(site));
  const assumed = await readAssumed(database, [...new Set(visible.map(({ site }) => site))], now);
  const histories = toCardHistories(visible);
  const { rates, unpriced } = toCardRates(histories, day, machines);
  const groups = Map.groupBy(visible, ({ site, gpuModel, nodes }) => JSON.stringify([site, gpuModel, nodes]));
  return {
    at: now.toISOString(),
    day,
    cards: [...groups.values()].flatMap((versions) => {
      const [first] = versions;
      if (first === undefined) return [];
      const own = rates.find(({ card }) => isSameCard(card, first));
      return [
        {
          site: first.site,
          gpuModel: first.gpuModel === '' ? null : first.gpuModel,
          nodes: first.nodes,
          inForce: own?.card.version ?? null,
          versions: versions.toSorted((one, other) => other.version - one.version).map(toVersion),
          rates: own === undefined ? null : toNodeRates(day, own),
        },
      ];
    }),
    unpriced: countUnpriced(unpriced),
    foreign,
    assumed,
    ownSchemes: ownSchemes.map(({ createdAt, ...said }) => ({ ...said, createdAt: createdAt.toISOString() })),
  };
}

/**
 * What an hour of a card's nodes would come to on its first day, with the nodes noted last, beside all other cards of its site
 * and after the versions before it: as it would be told from then on.
 */
export async function previewRateCard({ actor, database, now }: ViewContext, input: RateCardInput): Promise<NodeRates> {
  requireEverywhere(actor, 'cost:write');
  if (input.withdrawn) throw new Refusal('invalid', 'A card that is withdrawn prices nothing.');
  const stored = await readStoredCards(database.prisma);
  const { card } = toNextVersion(stored, parseRateCard(input, 1));
  const { machines } = await readMachines(database, [card.site], now.toISOString().slice(0, 10));
  const cards = [...stored.filter(({ site }) => site === card.site), card];
  const { rates } = toCardRates(toCardHistories(cards), card.validFrom, machines);
  const own = rates.find((each) => isSameCard(each.card, card));
  if (own === undefined) throw new Error('A card is in force on its first day.');
  return toNodeRates(card.validFrom, own);
}

/** The machines of sites on the last day on which any was noted; today, and none, where none ever was. Null sites: of all. */
async function readMachines(
  { pool }: Database,
  sites: readonly string[] | null,
  today: Day,
): Promise<{ day: Day; machines: MachinesOfDay<NodeDay> }> {
  const latest = await readLatestNodes(pool, sites, today);
  if (latest === null) return { day: today, machines: { listed: [], absent: [] } };
  const { day, nodes } = latest;
  const earlier = await readEarlierNodes(pool, sites, day);
  // One that stands at another site now is not missing at its own; of where it stands nothing is told.
  const known = new Set(nodes.map(({ node }) => node));
  const moved = await readListings(
    pool,
    day,
    earlier.flatMap(({ node }) => (known.has(node) ? [] : [node])),
  );
  const found: MachinesOfDay<NodeDay>[] = [];
  for (const name of new Set([...earlier, ...nodes].map(({ site }) => site))) {
    const machines = new KnownMachines<NodeDay>(name, await readFirstDays(pool, name, day));
    const own = earlier.filter(({ site }) => site === name);
    for (const [, listings] of Map.groupBy(own, (listing): Day => listing.day)) machines.see(listings);
    found.push(machines.see([...nodes, ...moved]));
  }
  return {
    day,
    machines: { listed: found.flatMap(({ listed }) => listed), absent: found.flatMap(({ absent }) => absent) },
  };
}

const dayMs = 86_400_000;
/** More than any month has, so that a whole one is told in the next. */
const assumedWithinDays = 35;

/** Days that ended lately on which nobody could read nodes of these sites, by site. */
async function readAssumed({ pool }: Database, sites: readonly string[], now: Date): Promise<RateCards['assumed']> {
  const dayBefore = (days: number) => new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10);
  const found: RateCards['assumed'] = [];
  for (const site of sites.toSorted()) {
    const recent = (await readAssumedDays(pool, site, dayBefore(1))).filter(
      ({ day }) => day >= dayBefore(assumedWithinDays),
    );
    const days = [...new Set(recent.map(({ day }) => day))];
    const [from, to] = [days[0], days.at(-1)];
    if (from === undefined || to === undefined) continue;
    found.push({ site, from, to, days: days.length, nodes: new Set(recent.map(({ node }) => node)).size });
  }
  return found;
}

/** The sites whose cards a person may see; null: all. Staff and space of a site belong to no team. */
function toSites(reach: Reach): string[] | null {
  if (reach.everything) return null;
  if (reach.sites.length === 0)
    throw new Refusal('denied', 'Rate cards are of whole sites: you see the costs of teams alone.');
  return reach.sites;
}

function countUnpriced(nodes: readonly KnownMachine<NodeDay>[]): RateCards['unpriced'] {
  const groups = Map.groupBy(nodes, ({ site, cardModel, cardGpus }) => JSON.stringify([site, cardModel, cardGpus]));
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { site, cardModel, cardGpus } = first;
      return [{ site, gpuModel: cardModel || null, gpuCount: cardGpus, nodes: group.length }];
    })
    .toSorted((one, other) => other.nodes - one.nodes);
}
