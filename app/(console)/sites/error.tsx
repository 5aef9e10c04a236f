'use client';
import { PageFault } from '@/components/shell/page-fault';

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <PageFault subject="Sites" error={error} onRetry={retry} />;
}
