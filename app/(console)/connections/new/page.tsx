import type { Metadata } from 'next';
import { AddConnectionPage } from '@/components/connections/add-connection-page';

export const metadata: Metadata = { title: 'Connect a provider' };

export default function Page() {
  return <AddConnectionPage />;
}
