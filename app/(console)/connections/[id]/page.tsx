import type { Metadata } from 'next';
import { ConnectionPage } from '@/components/connections/connection-page';

export const metadata: Metadata = { title: 'Connection' };

export default async function Page({ params }: PageProps<'/connections/[id]'>) {
  const { id } = await params;
  return <ConnectionPage id={id} />;
}
