import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CloseMonthPage } from '@/components/cost-close/close-month-page';
import { closeQuerySchema, monthSchema } from '@/lib/api/contracts/cost-close';
import { closeQuery } from '@/lib/queries/cost-close';
import { loadCloseUrl, toCloseAsked } from '@/lib/queries/cost-close-url';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readClose } from '@/lib/views/cost/close/read-close';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Close' };

export default async function Page({ params, searchParams }: PageProps<'/cost/close/[month]'>) {
  const { month } = await params;
  if (!monthSchema.safeParse(month).success) notFound();
  const asked = toCloseAsked(month, await loadCloseUrl(searchParams));
  const client = makeQueryClient();
  const context = await readPageContext();
  const query = closeQuerySchema.safeParse({
    metric: asked.metric,
    asOf: asked.asOf ?? undefined,
    number: asked.number ?? undefined,
    convertTo: asked.convertTo ?? undefined,
  });
  if (context !== null && query.success)
    await seedQuery(client, closeQuery(asked).queryKey, () => readClose(context, month, query.data));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CloseMonthPage month={month} />
    </HydrationBoundary>
  );
}
