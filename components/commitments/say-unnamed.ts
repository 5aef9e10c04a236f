import type { CommitmentBook } from '@/lib/api/contracts/cost-commitments';
import { nameProvider } from '@/lib/format/provider-words';

/** That bills cover usage without saying by which commitment; null: all bills of the book say so. */
export function sayUnnamed({ unnamedProviders }: Pick<CommitmentBook, 'unnamedProviders'>): string | null {
  if (unnamedProviders.length === 0) return null;
  const names = unnamedProviders.map((provider) =>
    provider === null ? 'a provider not told' : nameProvider(provider),
  );
  return `Bills of ${new Intl.ListFormat('en-GB').format(names)} do not say which commitment covered what.`;
}
