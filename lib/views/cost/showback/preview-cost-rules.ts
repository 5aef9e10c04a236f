import { requireEverywhere } from '@/lib/access/authorise';
import type { CostRulesPreview, PreviewCostRules } from '@/lib/api/contracts/cost-rules';
import { type AllocationRules, noAllocationRules } from '@/lib/domain/cost/allocation-rules';
import { type Amount, formatAmount } from '@/lib/domain/cost/amount';
import { cleanRules } from '@/lib/domain/cost/clean-rules';
import { findRuleFaults } from '@/lib/domain/cost/find-rule-faults';
import { Refusal } from '@/lib/domain/refusal';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { readNewestRules } from '@/lib/store/cost-rules/rule-versions';
import type { ViewContext } from '@/lib/views/view-context';
import { openCostLedger } from '../cost-ledger';
import { readCostConnections, toCostSources } from '../cost-sources';
import { readIdleHours } from './idle-hours';
import { readRuledCosts, touches } from './read-ruled-costs';
import { type AllocatedBook, allocateBooks } from './to-showback-books';

/** What a draft of the rules would move between teams in a month, against the newest version. Nothing is saved. */
export async function previewCostRules(
  { actor, database, now }: ViewContext,
  { rules: draft, month, metric }: PreviewCostRules,
  openLedger = openCostLedger,
): Promise<CostRulesPreview> {
  requireEverywhere(actor, 'cost:read');
  const rules = cleanRules(draft);
  const faults = findRuleFaults(rules).map(({ path, message }) => ({ path: `rules.${path}`, message }));
  const [fault] = faults;
  if (fault !== undefined) throw new Refusal('invalid', fault.message, faults);
  const range = { from: `${month}-01`, to: lastDayOf(month) };
  const [known, connections, newest, idleHours] = await Promise.all([
    readKnownDeliveries(database.pool, now),
    readCostConnections(database, now),
    readNewestRules(database.pool),
    readIdleHours(database, range),
  ]);
  const bookBy = async (by: AllocationRules) => {
    const ask = { known, metric, range, rules: by, gpuDays: idleHours?.daysByTeam ?? null };
    const { sums } = await readRuledCosts(database, ask, openLedger);
    return allocateBooks(sums, by, idleHours?.byTeam ?? null);
  };
  const present = newest?.rules ?? noAllocationRules;
  const before = await bookBy(present);
  const after = await bookBy(rules);
  const sources = toCostSources(known, connections, { metric, range, asOf: now });
  return {
    month,
    metric,
    version: newest?.number ?? null,
    atLeast:
      sources.length === 0 ||
      sources.some(({ missing }) => missing.length > 0) ||
      known.some((delivery) => delivery.counts && delivery.rollup === null && touches(delivery, range)) ||
      after.some(({ sums }) => sums.some(({ untold }) => untold > 0)),
    books: after.map((book) => compareBooks(findBook(before, book), book, { before: present, after: rules })),
  };
}

/** The last day of a month. */
function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? Number.NaN, number ?? Number.NaN, 0)).toISOString().slice(0, 10);
}

function findBook(books: readonly AllocatedBook[], { basis, currency }: AllocatedBook): AllocatedBook {
  const found = books.find((book) => book.basis === basis && book.currency === currency);
  if (found === undefined) throw new RangeError('The same rows are of the same books, by whichever rules.');
  return found;
}

type Line = CostRulesPreview['books'][number]['lines'][number];

function compareBooks(
  before: AllocatedBook,
  after: AllocatedBook,
  rules: { before: AllocationRules; after: AllocationRules },
): CostRulesPreview['books'][number] {
  if (before.allocation.whole !== after.allocation.whole) throw new RangeError('Rules move costs and change none.');
  const [then, now] = [toRows(before, rules.before), toRows(after, rules.after)];
  const lines = [...new Set([...now.keys(), ...then.keys()])].map((key) => toLine(key, then.get(key), now.get(key)));
  return {
    basis: after.basis,
    currency: after.currency,
    whole: formatAmount(after.allocation.whole),
    lines: lines.map(({ line }) => line),
  };
}

/** Every row of a book by what it is. */
function toRows({ allocation }: AllocatedBook, { pools }: AllocationRules): Map<string, Row> {
  const rows: Row[] = [
    ...allocation.teams.map(({ team, total }): Row => ({ kind: 'team', name: team, amount: total })),
    { kind: 'unallocated', name: null, amount: allocation.unallocated.total },
    ...(allocation.idle === null ? [] : [{ kind: 'idle' as const, name: null, amount: allocation.idle.amount }]),
    ...allocation.unsplit.flatMap(({ pool, amount }) =>
      pools.slice(pool, pool + 1).map(({ name }): Row => ({ kind: 'unsplit', name, amount })),
    ),
  ];
  return new Map(rows.map((row) => [JSON.stringify([row.kind, row.name]), row]));
}

interface Row {
  kind: Line['kind'];
  name: string | null;
  amount: Amount;
}

function toLine(key: string, before: Row | undefined, after: Row | undefined): { key: string; line: Line } {
  const row = after ?? before;
  if (row === undefined) throw new RangeError('A line of no row.');
  const line = {
    kind: row.kind,
    name: row.name,
    before: before === undefined ? null : formatAmount(before.amount),
    after: after === undefined ? null : formatAmount(after.amount),
    difference: formatAmount(sumOf(after) - sumOf(before)),
  };
  return { key, line };
}

/** What a row that is not there holds: nothing, by definition. */
function sumOf(row: Row | undefined): Amount {
  return row === undefined ? 0n : row.amount;
}
