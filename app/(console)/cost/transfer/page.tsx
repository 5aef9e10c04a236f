import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { TransferPage } from '@/components/transfer/transfer-page';
import { transferQuerySchema } from '@/lib/api/contracts/cost-transfer';
import { loadTransferUrl, type TransferUrlState, toTransferState, transferQuery } from '@/lib/queries/cost-transfer';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readTransfer } from '@/lib/views/cost/read-transfer';
import { readPageContext } from '@/lib/views/page-context';
import type { ViewContext } from '@/lib/views/view-context';

export const metadata: Metadata = { title: 'Data transfer' };

export default async function Page({ searchParams }: PageProps<'/cost/transfer'>) {
  const url = await loadTransferUrl(searchParams);
  const context = await readPageContext();
  const client = context === null ? makeQueryClient() : await seedTransfer(context, url);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TransferPage />
    </HydrationBoundary>
  );
}

async function seedTransfer(context: ViewContext, url: TransferUrlState) {
  const client = makeQueryClient();
  const state = toTransferState(url, context.now);
  const { span, metric, ends, step } = state;
  const query = transferQuerySchema.safeParse({ ...span, asOf: span.asOf ?? undefined, metric, ends, step });
  // What the API would refuse is left for the page to ask, which shows why.
  if (query.success) await seedQuery(client, transferQuery(state).queryKey, () => readTransfer(context, query.data));
  return client;
}
