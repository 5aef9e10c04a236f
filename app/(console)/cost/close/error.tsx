'use client';
import { PageFault } from '@/components/shell/page-fault';

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <PageFault subject="The close" error={error} onRetry={retry} />;
}
