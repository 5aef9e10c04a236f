import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';

/** How far the facts that the inventory told may be trusted now. */
export interface InventoryTrust {
  /** What was last read too long ago to say how it stands. */
  isExpired(resource: GpuResource): boolean;
  /** Whether the work on a cluster's nodes is listed through a connection to the end, and lately; else why not. */
  listingOf(connectionId: string, scheduler: 'kubernetes' | 'slurm'): WorkListing;
}

/** `readAt`: what came or went since is not in it. */
export type WorkListing = { isWhole: true; readAt: Date } | { isWhole: false; reason: string };
