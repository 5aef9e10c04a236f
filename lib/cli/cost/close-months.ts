import { type CloseMonthItem, closeQuerySchema, closesQuerySchema, monthSchema } from '@/lib/api/contracts/cost-close';
import { closeMonth } from '@/lib/commands/cost/close/close-month';
import { reopenMonth } from '@/lib/commands/cost/close/reopen-month';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { readClose } from '@/lib/views/cost/close/read-close';
import { readCloses } from '@/lib/views/cost/close/read-closes';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import { printJson, printTable } from '../terminal/print';
import { withLedger } from './with-ledger';

/** `cost close`: closes a month; what the checklist found is told where it is refused. */
export async function closeMonthCommand(
  run: CommandRun,
  text: string,
  options: SharedOptions & { comment: string; override?: string },
): Promise<void> {
  const month = parseInput(monthSchema, text);
  const given = { month, comment: options.comment, overrideReason: options.override ?? null };
  const closed = await withLedger(run, options, ({ folder, engine }, console) =>
    closeMonth(console.commandContext(), given, async () => ({ root: folder.root, engine })),
  );
  if (options.json) return printJson(run.terminal, { month, ...closed });
  run.terminal.out(`${month} is closed, close ${closed.number}. Digest ${closed.digest}.`);
}

/** `cost reopen`: says why a close no longer stands. */
export async function reopenMonthCommand(
  run: CommandRun,
  text: string,
  options: SharedOptions & { reason: string },
): Promise<void> {
  const month = parseInput(monthSchema, text);
  const { number } = await withConsole(run, options, (console) =>
    reopenMonth(console.commandContext(), { month, reason: options.reason }),
  );
  if (options.json) return printJson(run.terminal, { month, number });
  run.terminal.out(`Close ${number} of ${month} no longer stands.`);
}

/** A month in one currency; `book` null: no bill tells anything of it. */
type MonthRow = Omit<CloseMonthItem, 'books'> & { book: CloseMonthItem['books'][number] | null };

/** `cost closes`: every month, then and now. */
export async function listCloses(run: CommandRun, options: SharedOptions & { metric: CostMetric }): Promise<void> {
  const query = parseInput(closesQuerySchema, { metric: options.metric });
  const closes = await withConsole(run, options, (console) => readCloses(console.viewContext(), query));
  if (options.json) return printJson(run.terminal, closes);
  if (closes.items.length === 0) return run.terminal.out('No bill has arrived yet.');
  printTable(
    run.terminal,
    [
      { title: 'MONTH', text: ({ month }) => month },
      { title: 'STATE', text: ({ state }) => state },
      { title: 'CURRENCY', text: ({ book }) => toBook(book) },
      { title: 'AT THE CLOSE', text: ({ book }) => book?.closed?.amount ?? null },
      { title: 'NOW', text: ({ book }) => book?.now.amount ?? null },
      { title: 'DIFFERENCE', text: ({ book }) => book?.difference ?? null },
      { title: 'CLOSED', text: ({ closedAt }) => closedAt },
    ],
    closes.items.flatMap(({ books, ...item }): MonthRow[] =>
      books.length === 0 ? [{ ...item, book: null }] : books.map((book) => ({ ...item, book })),
    ),
  );
  run.terminal.remark(`The ${options.metric} cost by billing month, each currency and basis by itself.`);
}

/** `cost changes`: what a closed month differs by, by cause, and of each team. */
export async function tellChanges(
  run: CommandRun,
  text: string,
  options: SharedOptions & { metric: CostMetric; asOf?: string; number?: string },
): Promise<void> {
  const month = parseInput(monthSchema, text);
  const query = parseInput(closeQuerySchema, {
    metric: options.metric,
    ...(options.asOf === undefined
      ? {}
      : { asOf: options.asOf.includes('T') ? options.asOf : `${options.asOf}T23:59:59.999Z` }),
    ...(options.number === undefined ? {} : { number: options.number }),
  });
  const close = await withLedger(run, options, ({ folder, engine }, console) =>
    readClose(console.viewContext(), month, query, async () => ({ root: folder.root, engine })),
  );
  if (options.json) return printJson(run.terminal, close);
  if (close.close === null) return run.terminal.out(`${month} was never closed.`);
  printTable(
    run.terminal,
    [
      { title: 'CURRENCY', text: ({ book }) => toBook(book) },
      { title: 'WHAT', text: ({ what }) => what },
      { title: 'AMOUNT', text: ({ amount }) => amount },
      { title: 'LINES', text: ({ lines }) => (lines === null ? null : String(lines)) },
    ],
    close.books.flatMap((book) => [
      { book, what: 'at the close', amount: book.closed?.amount ?? null, lines: null },
      ...book.causes.map(({ cause, amount, lines }) => ({ book, what: cause, amount, lines })),
      { book, what: 'now', amount: book.now.amount, lines: null },
    ]),
  );
  run.terminal.remark(
    `The ${close.metric} cost of close ${close.close.number}, beside what is known on ${close.asOf}.${close.close.isIntact ? '' : ' What was kept of the close was CHANGED: it no longer has its digest.'}`,
  );
}

function toBook(book: { currency: string | null; basis: string } | null): string | null {
  if (book === null) return null;
  return `${book.currency ?? 'not told'}${book.basis === 'billed' ? '' : `, ${book.basis}`}`;
}
