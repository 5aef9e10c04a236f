import type pg from 'pg';
import { z } from 'zod';
import { resourceKinds } from '@/lib/domain/resource';
import { noPlacement } from '@/lib/domain/site/placement';
import { inTransaction } from '../database/in-transaction';
import type { RunCounts } from '../runs/collection-run';
import type { InventoryScope, ReadingConnection } from './inventory-scope';
import { type AssertLease, applyScopeRead } from './write-scope';

/** Every scope that exists at the provider, or at least in some of its accounts. */
export interface Enumeration {
  connection: ReadingConnection;
  scopes: InventoryScope[];
  /** The accounts of which it names every scope; null when it does so of all, those included that it does not name. */
  accounts: readonly string[] | null;
  readAt: Date;
}

const scopeSchema = z.object({ account: z.string(), region: z.string(), kind: z.enum(resourceKinds) });

/**
 * Takes stored scopes that a complete enumeration does not name (a region switched off, an account removed) as read and
 * empty, under the guard of any other read. A scope with nothing present left is forgotten. Scopes of accounts that the
 * enumeration is not complete for stay as they are.
 */
export async function retireScopes(
  pool: pg.Pool,
  { connection, scopes, accounts, readAt }: Enumeration,
  assertLease: AssertLease,
): Promise<Pick<RunCounts, 'gone' | 'held'>> {
  const total = { gone: 0, held: 0 };
  for (const scope of await findUnnamed(pool, connection.id, scopes, accounts))
    await inTransaction(pool, async (client) => {
      await assertLease(client);
      const result = { items: [], completeness: { complete: true as const }, readAt, source: 'enumeration' };
      const { counts } = await applyScopeRead(client, {
        connection,
        placement: noPlacement,
        scope,
        listed: true,
        result,
      });
      total.gone += counts.gone;
      total.held += counts.held;
      if (counts.held === 0) await forgetScope(client, connection.id, scope);
    });
  return total;
}

async function findUnnamed(
  pool: pg.Pool,
  connectionId: string,
  named: InventoryScope[],
  accounts: readonly string[] | null,
): Promise<InventoryScope[]> {
  const { rows } = await pool.query(
    `select account, region, kind from inventory_scope
     where connection_id = $1 and (account, region, kind) not in (select * from unnest($2::text[], $3::text[], $4::text[]))
       and ($5::text[] is null or account = any ($5))
     order by account, region, kind`,
    [
      connectionId,
      named.map(({ account }) => account),
      named.map(({ region }) => region),
      named.map(({ kind }) => kind),
      accounts,
    ],
  );
  return z.array(scopeSchema).parse(rows);
}

async function forgetScope(client: pg.ClientBase, connectionId: string, scope: InventoryScope): Promise<void> {
  await client.query(
    'delete from inventory_scope where connection_id = $1 and account = $2 and region = $3 and kind = $4',
    [connectionId, scope.account, scope.region, scope.kind],
  );
}
