import type { Metadata } from 'next';
import { GpusPage } from '@/components/gpus/gpus-page';

export const metadata: Metadata = { title: 'GPUs' };

export default function Page() {
  return <GpusPage />;
}
