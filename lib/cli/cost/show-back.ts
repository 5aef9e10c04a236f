import type { z } from 'zod';
import { type Showback, type ShowbackBook, showbackQuerySchema } from '@/lib/api/contracts/showback';
import { addAmounts, formatAmount, readAmount } from '@/lib/domain/cost/amount';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { readShowback } from '@/lib/views/cost/showback/read-showback';
import type { CommandRun, SharedOptions } from '../command-run';
import { parseInput } from '../input/parse-input';
import { printJson, printTable } from '../terminal/print';
import { withLedger } from './with-ledger';

export interface ShowbackOptions extends SharedOptions {
  from: string;
  to: string;
  metric: CostMetric;
  asOf?: string;
  /** By these rules instead of those in force then; 0: by none. */
  rules?: string;
}

interface Row {
  who: string;
  direct: string | null;
  shared: string | null;
  idle: string | null;
  total: string | null;
  book: string;
}

/** `cost showback`: what teams bear, exactly, and what is left to nobody. */
export async function showBack(run: CommandRun, options: ShowbackOptions): Promise<void> {
  const { from, to, metric, asOf, rules: version } = options;
  const query: z.output<typeof showbackQuerySchema> = parseInput(showbackQuerySchema, {
    from,
    to,
    metric,
    ...(asOf === undefined ? {} : { asOf: /T/.test(asOf) ? asOf : `${asOf}T23:59:59.999Z` }),
    ...(version === undefined ? {} : { version }),
  });
  const showback = await withLedger(run, options, ({ folder, engine }, console) =>
    readShowback(console.viewContext(), query, async () => ({ root: folder.root, engine })),
  );
  if (options.json) return printJson(run.terminal, showback);
  printTable(
    run.terminal,
    [
      { title: 'TEAM', text: ({ who }) => who },
      { title: 'OWN', text: ({ direct }) => direct },
      { title: 'SHARED', text: ({ shared }) => shared },
      { title: 'IDLE', text: ({ idle }) => idle },
      { title: 'TOTAL', text: ({ total }) => total },
      { title: 'CURRENCY', text: ({ book }) => book },
    ],
    showback.books.flatMap(toRows),
  );
  for (const remark of toRemarks(showback)) run.terminal.remark(remark);
}

function toRows(book: ShowbackBook): Row[] {
  const name = `${book.currency ?? 'not told'}${book.basis === 'billed' ? '' : `, ${book.basis}`}`;
  const row = (who: string, given: Partial<Row>): Row => ({
    who,
    direct: null,
    shared: null,
    idle: null,
    total: null,
    book: name,
    ...given,
  });
  const { unallocated, idle, unsplit, whole } = book;
  return [
    ...book.teams.map(({ team, direct, fromPools, idleIn, idleOut, total }) =>
      row(team, {
        direct: direct === null ? null : sayFigure(direct),
        shared: addTexts(fromPools),
        idle: addTexts([idleIn, idleOut === null ? null : negate(idleOut)]),
        total: sayFigure(total),
      }),
    ),
    ...(unallocated === null
      ? []
      : [
          row('Unallocated', {
            direct: sayFigure(unallocated.direct),
            idle: unallocated.idleOut === null ? null : negate(unallocated.idleOut),
            total: sayFigure(unallocated.total),
          }),
        ]),
    ...(idle === null ? [] : [row('Idle GPUs', { total: idle.amount })]),
    ...unsplit.map(({ pool, amount, reason }) => row(`Pool “${pool}”, ${reason}`, { total: amount })),
    ...(whole === null ? [] : [row('TOTAL', { total: sayFigure(whole) })]),
  ];
}

function sayFigure({ amount, atLeast }: ShowbackBook['teams'][number]['total']): string {
  if (amount === null) return 'unknown';
  return atLeast ? `at least ${amount}` : amount;
}

const negate = (text: string) => formatAmount(-readAmount(text));

function addTexts(texts: readonly (string | null)[]): string | null {
  const told = texts.filter((text) => text !== null);
  return told.length === 0 ? null : formatAmount(addAmounts(...told.map(readAmount)));
}

function toRemarks({ version, asOf, behind, idle, sources }: Showback): string[] {
  const missing = sources.filter((source) => source.missing.length > 0).map(({ title }) => title);
  return [
    `By ${version === null ? 'no written rules' : `version ${version.number} of the rules`}, as known on ${asOf}.`,
    ...(behind === 0 ? [] : [`${behind} bills are still added up by other rules; their rows were read for this.`]),
    ...(idle.measured === null ? ['The use of GPUs was not measured on these days: what was idle is not known.'] : []),
    ...(missing.length === 0 ? [] : [`Incomplete: ${missing.join(', ')}.`]),
  ];
}
