import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { DeliveryPage } from '@/components/cost-bills/delivery-page';
import { deliveryKeys } from '@/lib/queries/deliveries';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readDelivery } from '@/lib/views/cost/deliveries/read-delivery';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Delivery' };

export default async function Page({ params }: PageProps<'/cost/bills/[id]'>) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, deliveryKeys.one(id), () => readDelivery(context, id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DeliveryPage id={id} />
    </HydrationBoundary>
  );
}
