import { PageSkeleton } from '@/components/query-view/page-skeleton';

export default function Loading() {
  return <PageSkeleton title="Sites" />;
}
