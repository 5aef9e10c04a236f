import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LinkPage } from '@/components/links/link-page';
import { linkIdSchema } from '@/lib/api/contracts/links';
import { linkKey } from '@/lib/queries/links';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readLink } from '@/lib/views/links/read-link';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Link' };

export default async function Page({ params }: PageProps<'/links/[id]'>) {
  const id = decodeURIComponent((await params).id);
  if (!linkIdSchema.safeParse(id).success) notFound();
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, linkKey(id), () => readLink(context, id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LinkPage id={id} />
    </HydrationBoundary>
  );
}
