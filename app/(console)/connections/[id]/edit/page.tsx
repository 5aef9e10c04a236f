import type { Metadata } from 'next';
import { EditConnectionPage } from '@/components/connections/edit-connection-page';

export const metadata: Metadata = { title: 'Edit connection' };

export default async function Page({ params }: PageProps<'/connections/[id]/edit'>) {
  const { id } = await params;
  return <EditConnectionPage id={id} />;
}
