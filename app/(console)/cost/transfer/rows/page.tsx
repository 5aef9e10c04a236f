import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { splitNames, toExplore } from '@/components/transfer/to-explore';
import { TransferParts } from '@/components/transfer/transfer-parts';
import { transferNamesQuerySchema } from '@/lib/api/contracts/cost-transfer';
import { loadTransferUrl, toTransferState } from '@/lib/queries/cost-transfer';
import { readTransferNames } from '@/lib/views/cost/read-transfer-names';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Rows of data transfer' };

/** Leads on to the rows of a cell of the matrix; where one address cannot name them all, to all its parts. */
export default async function Page({ searchParams }: PageProps<'/cost/transfer/rows'>) {
  const [given, url, context] = await Promise.all([searchParams, loadTransferUrl(searchParams), readPageContext()]);
  if (context === null) redirect('/sign-in');
  const { span, metric } = toTransferState(url, context.now);
  const { ends, basis, currency, origin, destination } = given;
  const query = transferNamesQuerySchema.safeParse({
    ...span,
    asOf: span.asOf ?? undefined,
    metric,
    ...{ ends, basis, currency, origin, destination },
  });
  if (!query.success) redirect('/cost/transfer');
  const { names } = await readTransferNames(context, query.data);
  const book = query.data.currency === '' ? null : query.data.currency;
  const parts = splitNames(names);
  const [only] = parts;
  if (only !== undefined && parts.length === 1) redirect(toExplore(only, book, url));
  return (
    <TransferParts
      query={query.data}
      parts={parts.map((part) => ({ names: part, href: toExplore(part, book, url) }))}
    />
  );
}
