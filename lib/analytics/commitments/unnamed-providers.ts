import type { CommitmentSum } from '@/lib/domain/cost/commitment-sum';

/**
 * Providers whose bills cover usage by commitments that they do not name. What such usage cost stands on fees, so that no
 * figure that sets the cost of usage against anything can be told of them.
 */
export type UnnamedProviders = ReadonlySet<string | null>;

export function findUnnamedProviders(sums: readonly CommitmentSum[]): UnnamedProviders {
  return new Set(sums.filter((sum) => sum.class === 'unnamed').map(({ provider }) => provider));
}
