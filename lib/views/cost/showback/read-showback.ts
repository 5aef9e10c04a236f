import { requirePermission } from '@/lib/access/authorise';
import type { Showback, ShowbackBook, ShowbackQuery } from '@/lib/api/contracts/showback';
import type { Reach } from '@/lib/domain/access';
import { type CostRuleVersion, noAllocationRules } from '@/lib/domain/cost/allocation-rules';
import { Refusal } from '@/lib/domain/refusal';
import { type KnownDelivery, readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { readNewestRules, readRulesInForce, readRuleVersion } from '@/lib/store/cost-rules/rule-versions';
import type { Database } from '@/lib/store/database/database';
import type { ViewContext } from '@/lib/views/view-context';
import { openCostLedger } from '../cost-ledger';
import { readCostConnections, toCostSources } from '../cost-sources';
import { findVisibleOrigins } from '../visible-deliveries';
import { findAlikeTeams, groupAlikeTeams } from './find-alike-teams';
import { readIdleHours } from './idle-hours';
import { readRuledCosts, touches } from './read-ruled-costs';
import { allocateBooks, toShowbackBook } from './to-showback-books';

type BoundedReach = Extract<Reach, { everything: false }>;

/**
 * What teams bear: their own costs, their shares of what is shared and of idle, and what is left to nobody. Shares are worked
 * out over everything; whose reach is bounded is told of their own teams alone. By the rules in force then, or those named.
 */
export async function readShowback(
  { actor, database, now }: ViewContext,
  query: ShowbackQuery,
  openLedger = openCostLedger,
): Promise<Showback> {
  const reach = requirePermission(actor, 'cost:read');
  if (!reach.everything && reach.teams.length === 0)
    throw new Refusal('denied', 'Costs are shown back by team, and you may see costs of no team.');
  const { metric, from, to } = query;
  const range = { from, to };
  const asOf = query.asOf === undefined ? now : new Date(query.asOf);
  const [known, connections, version, newest, idleHours] = await Promise.all([
    readKnownDeliveries(database.pool, asOf),
    readCostConnections(database, asOf),
    chooseVersion(database, query.version, asOf),
    readNewestRules(database.pool),
    readIdleHours(database, range),
  ]);
  const rules = version?.rules ?? noAllocationRules;
  const ask = { known, metric, range, rules, gpuDays: idleHours?.daysByTeam ?? null };
  const { sums, readFrom, behind } = await readRuledCosts(database, ask, openLedger);
  const sourcesOf = (origins: { deliveries: readonly KnownDelivery[]; connections: typeof connections }) =>
    toCostSources(origins.deliveries, origins.connections, { metric, range, asOf });
  const all = sourcesOf({ deliveries: known, connections });
  const isUnread = known.some((delivery) => delivery.counts && delivery.rollup === null && touches(delivery, range));
  const atLeast = isUnread || all.length === 0 || all.some(({ missing }) => missing.length > 0);
  const books = allocateBooks(sums, rules, idleHours?.byTeam ?? null).map((book) =>
    toShowbackBook(book, rules, atLeast),
  );
  const told = {
    at: now.toISOString(),
    asOf: asOf.toISOString(),
    from,
    to,
    metric,
    version: version === null ? null : toVersion(version, reach),
    newest: newest?.number ?? null,
    readFrom,
    behind: behind.length,
    isBounded: !reach.everything,
    idle: {
      treatment: rules.idle,
      measured:
        idleHours === null
          ? null
          : { days: idleHours.days, unknownPercent: reach.everything ? idleHours.unknownPercent : null },
    },
    pools: rules.pools.map(({ name, split }) => ({ name, split: split.by })),
  };
  const ofDays = known.filter((delivery) => delivery.counts && touches(delivery, range));
  if (reach.everything)
    return { ...told, sources: all, alike: await findAlikeTeams(database, books, ofDays, openLedger), books };
  const visible = await findVisibleOrigins(database, { deliveries: known, connections }, reach, now);
  const own = bound(told.pools, books, reach);
  const shown = new Set(visible.deliveries.map(({ id }) => id));
  return {
    ...told,
    behind: behind.filter(({ id }) => shown.has(id)).length,
    sources: sourcesOf({ ...visible, connections: [...visible.connections] }),
    // Rules are of everybody: whoever is told of some teams writes none.
    alike: groupAlikeTeams(own.books).map((teams) => ({ teams, rules: [] })),
    ...own,
  };
}

async function chooseVersion(
  { pool }: Pick<Database, 'pool'>,
  number: number | undefined,
  asOf: Date,
): Promise<CostRuleVersion | null> {
  if (number === undefined) return readRulesInForce(pool, asOf);
  if (number === 0) return null;
  const version = await readRuleVersion(pool, number);
  if (version !== null) return version;
  const message = `There is no version ${number} of the rules.`;
  throw new Refusal('invalid', message, [{ path: 'version', message }]);
}

/** Why rules changed may speak of everybody. */
function toVersion({ number, createdAt, createdBy, comment }: CostRuleVersion, reach: Reach): Showback['version'] {
  const isSeen = reach.everything;
  return {
    number,
    createdAt: createdAt.toISOString(),
    createdBy: isSeen ? createdBy : null,
    comment: isSeen ? comment : null,
  };
}

/** Some teams' rows, the pools they share in, and nothing that adds up over others. */
function bound(
  pools: Showback['pools'],
  books: readonly ShowbackBook[],
  { teams }: BoundedReach,
): Pick<Showback, 'pools' | 'books'> {
  const own = books
    .map((book) => ({ ...book, teams: book.teams.filter(({ team }) => teams.includes(team)) }))
    .filter((book) => book.teams.length > 0);
  const shares = pools.map((_, place) =>
    own.some((book) => book.teams.some(({ fromPools }) => fromPools[place] != null)),
  );
  const onlyShared = <T>(values: readonly T[]) => values.filter((_, place) => shares[place] === true);
  return {
    pools: onlyShared(pools),
    books: own.map(({ basis, currency, teams: borne }) => ({
      basis,
      currency,
      whole: null,
      teams: borne.map((team) => ({ ...team, fromPools: onlyShared(team.fromPools) })),
      unallocated: null,
      idle: null,
      unsplit: [],
    })),
  };
}
