import { type TransferMoney, type TransferPairFigure, transferQuerySchema } from '@/lib/api/contracts/cost-transfer';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { formatQuantity } from '@/lib/format/format-number';
import { nameTransferCharge, nameTransferEnd } from '@/lib/format/transfer-words';
import { readTransfer } from '@/lib/views/cost/read-transfer';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { printJson, printTable } from '../terminal/print';
import { type SpanOptions, toSpanQuery } from './span-options';

export interface TransferOptions extends SharedOptions, SpanOptions {
  metric: CostMetric;
  ends: 'region' | 'site';
}

/** `cost transfer`: charges for data, from where to where, each currency by itself. */
export async function costTransfer(run: CommandRun, options: TransferOptions): Promise<void> {
  const { metric, ends } = options;
  const answer = await withConsole(run, options, (console) => {
    const context = console.viewContext();
    const query = transferQuerySchema.parse({ ...toSpanQuery(options, context.now), metric, ends });
    return readTransfer(context, query);
  });
  if (options.json) return printJson(run.terminal, answer);
  const { terminal } = run;
  if (answer.books.length === 0) terminal.out('No bill of these days tells data transfer.');
  for (const { currency, basis, pairs, unrecognised, otherCharges } of answer.books) {
    printTable(
      terminal,
      [
        { title: 'FROM', text: ({ from }: TransferPairFigure) => nameTransferEnd(from, false) },
        { title: 'TO', text: ({ to }) => nameTransferEnd(to, true) },
        {
          title: metric.toUpperCase(),
          text: ({ amount, atLeast }) => (amount === null ? null : `${atLeast ? 'at least ' : ''}${amount}`),
        },
        { title: 'CURRENCY', text: () => (basis === 'billed' ? currency : `${currency ?? ''} ${basis}`) },
        {
          title: 'BYTES',
          text: ({ bytes, areBytesWhole }) => (bytes === null ? null : `${areBytesWhole ? '' : 'at least '}${bytes}`),
        },
        { title: 'PER GB', text: ({ pricePerGigabyte }) => pricePerGigabyte },
        { title: 'ROWS', text: ({ rows }) => String(rows) },
      ],
      pairs,
    );
    const say = (title: string, { amount, atLeast, rows }: TransferMoney) =>
      terminal.remark(
        `Not among them: ${title}, ${amount === null ? 'not known' : `${atLeast ? 'at least ' : ''}${amount}`} ${currency ?? ''}, ${formatQuantity(rows, 'row')}.`,
      );
    if (unrecognised.rows > 0) say('charges for data that are not recognised', unrecognised);
    for (const charge of otherCharges) say(nameTransferCharge(charge.category).toLowerCase(), charge);
  }
  if (answer.isPartial) terminal.remark('Sources are missing from these days: amounts are at least what they say.');
}
