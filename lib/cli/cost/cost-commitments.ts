import { type Commitment, type CommitmentShare, commitmentsQuerySchema } from '@/lib/api/contracts/cost-commitments';
import type { OnDemandPrice } from '@/lib/domain/cost/commitment-sum';
import { formatPercent } from '@/lib/format/format-percent';
import { readCommitments } from '@/lib/views/cost/read-commitments';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { printJson, printTable } from '../terminal/print';
import { type SpanOptions, toSpanQuery } from './span-options';

export interface CommitmentsOptions extends SharedOptions, SpanOptions {
  price: OnDemandPrice;
}

/** `cost commitments`: what commitments cover, save and waste, each currency by itself. */
export async function costCommitments(run: CommandRun, options: CommitmentsOptions): Promise<void> {
  const answer = await withConsole(run, options, (console) => {
    const context = console.viewContext();
    const query = commitmentsQuerySchema.parse({ ...toSpanQuery(options, context.now), price: options.price });
    return readCommitments(context, query);
  });
  if (options.json) return printJson(run.terminal, answer);
  const { terminal } = run;
  if (answer.books.length === 0) terminal.out('No bill of these days tells commitments, or usage of machines.');
  for (const book of answer.books) {
    const share = (one: CommitmentShare) =>
      one.share === null ? 'not known' : `${formatPercent(one.share)}${one.isPartial ? ' of what is told' : ''}`;
    terminal.out(
      `${book.currency ?? 'No currency told'}, ${book.basis}: coverage ${share(book.coverage)}, utilisation ${share(book.utilisation)}, spot share of GPU cost ${share(book.spot.gpuCost)}`,
    );
    if (book.unnamedProviders.length > 0)
      terminal.remark(
        `Bills of ${book.unnamedProviders.map((provider) => provider ?? 'a provider not told').join(', ')} do not say which commitment covered what: use and waste leave it out.`,
      );
    printTable(
      terminal,
      [
        { title: 'COMMITMENT', text: ({ name, id }: Commitment) => name ?? id },
        { title: 'PROVIDER', text: ({ provider }) => provider },
        { title: 'AMORTISED', text: ({ amortised }) => toSum(amortised) },
        { title: 'UTILISATION', text: ({ utilisation }) => share(utilisation) },
        { title: 'WASTE', text: ({ unused }) => toSum(unused) },
        { title: 'SAVED', text: ({ savings }) => toSum(savings) },
        { title: 'BILLED', text: ({ billed }) => toSum(billed) },
        { title: 'ENDS', text: ({ term }) => term?.endsAt?.slice(0, 10) ?? null },
      ],
      book.commitments,
    );
  }
  if (answer.isPartial) terminal.remark('Sources are missing from these days: amounts are at least what they say.');
}

function toSum({ amount, atLeast }: Commitment['unused']): string | null {
  return amount === null ? null : `${atLeast ? 'at least ' : ''}${amount}`;
}
