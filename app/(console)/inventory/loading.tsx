import { InventorySkeleton } from '@/components/inventory/inventory-skeleton';

export default function Loading() {
  return <InventorySkeleton />;
}
