import type { Showback, ShowbackBook } from '@/lib/api/contracts/showback';
import { type AttributionRule, nameSource, sourceKeys } from '@/lib/domain/cost/attribution-rules';
import { readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { findTaggedValues } from '@/lib/store/cost-rules/find-tagged-values';
import type { Database } from '@/lib/store/database/database';
import type { openCostLedger } from '../cost-ledger';

/** Teams that differ in nothing but case, each group with the one that bears most first. */
export function groupAlikeTeams(books: readonly Pick<ShowbackBook, 'teams'>[]): string[][] {
  const teams = [...new Set(books.flatMap((book) => book.teams.map(({ team }) => team)))];
  return [...Map.groupBy(teams, (team) => team.toLowerCase()).values()].filter(({ length }) => length > 1);
}

/**
 * Such teams with the rules that would make them one: of each tag that rows spell a team in, a rule that maps it to the one
 * that bears most. Tags keep their case in every cloud, so nobody but people can say whether they are the same team. Teams
 * that no rules make one without moving the costs of others have none.
 */
export async function findAlikeTeams(
  { pool }: Pick<Database, 'pool'>,
  books: readonly Pick<ShowbackBook, 'teams'>[],
  deliveries: readonly KnownDelivery[],
  openLedger: typeof openCostLedger,
): Promise<Showback['alike']> {
  const groups = groupAlikeTeams(books);
  if (groups.length === 0) return [];
  const sources = findTeamSources(deliveries);
  const wanted = new Set(sources.flatMap(sourceKeys).map((key) => key.toLowerCase()));
  const { root, engine } = await openLedger();
  const ids = deliveries.map(({ id }) => id);
  const files = Map.groupBy(await readDeliveryFiles(pool, root, ids), ({ deliveryId }) => deliveryId);
  const tagged = deliveries.map(({ id, rollup }) => ({
    tagKeys: rollup?.tagKeys.filter((key) => wanted.has(key.toLowerCase())) ?? [],
    files: (files.get(id) ?? []).map(({ path }) => path),
  }));
  const told = await findTaggedValues(
    engine,
    tagged,
    groups.flatMap((teams) => teams.slice(1)),
  );
  const isToldBy = (source: AttributionRule['source'], team: string) =>
    sourceKeys(source).some((key) => told.some((one) => one.value === team && one.key === key.toLowerCase()));
  return groups.map((teams) => {
    const [first = '', ...others] = teams;
    const tellersOf = (team: string) => sources.filter((source) => isToldBy(source, team));
    const canBeOne = others.every((team) => {
      const tellers = tellersOf(team);
      // In a pattern a `*` would stand for other teams too.
      return !team.includes('*') && tellers.length > 0 && tellers.every((source) => canBeMapped(source, deliveries));
    });
    if (!canBeOne) return { teams, rules: [] };
    const rules = others.flatMap((team) => tellersOf(team).map((source) => toRule(source, team, first)));
    return { teams, rules };
  });
}

/**
 * Whether a rule can map values of a source without a say in what other sources tell: before a written rule that takes them as
 * they stand, or after all written rules where it is the first that every connection looks at.
 */
function canBeMapped(source: AttributionRule['source'], deliveries: readonly KnownDelivery[]): boolean {
  const isSame = (one: AttributionRule | undefined) =>
    one?.maps === null && nameSource(one.source) === nameSource(source);
  const attributions = deliveries.flatMap(({ rollup }) => rollup?.attribution ?? []);
  return attributions.every(({ rules, written }) => {
    const [ours, own] = [rules.slice(0, written), rules.slice(written)].map((some) =>
      some.filter(({ attribute }) => attribute === 'team'),
    );
    return ours?.some(isSame) === true || isSame(own?.[0]);
  });
}

/** What tells teams by its own value in these bills. */
function findTeamSources(deliveries: readonly KnownDelivery[]): AttributionRule['source'][] {
  const rules = deliveries.flatMap(({ rollup }) => rollup?.attribution.rules ?? []);
  const own = rules.filter(({ attribute, maps }) => attribute === 'team' && maps === null);
  return [...new Map(own.map(({ source }) => [nameSource(source), source])).values()];
}

function toRule(source: AttributionRule['source'], pattern: string, value: string): AttributionRule {
  return { attribute: 'team', source, maps: { pattern, value } };
}
