import type { Gap } from '@/lib/domain/provider-fault';
import type { CostCapability } from '@/lib/providers/contract/cost';
import type { ProviderSession } from '@/lib/providers/contract/provider';
import { keepCommitmentTerms, noteAsked, readDueCommitments } from '@/lib/store/commitment-terms/commitment-terms';
import { inTransaction } from '@/lib/store/database/in-transaction';
import type { CollectionContext } from './collector';

interface TermsContext extends Pick<CollectionContext, 'database' | 'now' | 'signal' | 'assertLease'> {
  connection: Pick<CollectionContext['connection'], 'id'>;
}

/**
 * Asks a provider when the commitments run that a connection's bills name, each once a day until it has ended, and keeps the
 * answer. What it could not say is asked again with the next bills. Returns what is missing.
 */
export async function collectCommitmentTerms(
  { connection, database, now, signal, assertLease }: TermsContext,
  { readTerms }: CostCapability,
  session: ProviderSession,
): Promise<readonly Gap[]> {
  if (readTerms === undefined) return [];
  const ids = await readDueCommitments(database.pool, connection.id, now());
  if (ids.length === 0) return [];
  const { items, completeness } = await readTerms(session, ids);
  signal.throwIfAborted();
  const answered = completeness.complete ? ids : items.map(({ id }) => id);
  if (answered.length > 0)
    await inTransaction(database.pool, async (client) => {
      await assertLease(client);
      await keepCommitmentTerms(client, connection.id, items, now());
      await noteAsked(client, connection.id, answered, now());
    });
  return completeness.complete ? [] : completeness.gaps;
}
