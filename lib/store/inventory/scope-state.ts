import type pg from 'pg';
import { z } from 'zod';
import type { Gap } from '@/lib/domain/provider-fault';
import type { InventoryScope } from './inventory-scope';

export interface ScopeState {
  /** When anything of the scope was last read; null when never. */
  lastReadAt: Date | null;
  /** Set while most of the scope, or all, is missing from one listing that came to its end, and waits for a second. */
  vanishHeldAt: Date | null;
}

const stateSchema = z.object({ last_read_at: z.date().nullable(), vanish_held_at: z.date().nullable() });

/**
 * A scope's state, made if it is new, and locked until the transaction ends. The transaction no longer waits for the
 * disk: what a crash of the server could take is a read that no run has reported yet, and it is read again.
 */
export async function lockScope(
  client: pg.ClientBase,
  connectionId: string,
  scope: InventoryScope,
): Promise<ScopeState> {
  const { rows } = await client.query(
    `with unhurried as materialized (select set_config('synchronous_commit', 'off', true)),
       made as (insert into inventory_scope (connection_id, account, region, kind)
         select $1, $2, $3, $4 from unhurried on conflict do nothing)
     select last_read_at, vanish_held_at from inventory_scope
     where connection_id = $1 and account = $2 and region = $3 and kind = $4 for update`,
    [connectionId, scope.account, scope.region, scope.kind],
  );
  // A row made by this very statement is not visible to it.
  const state = rows.length === 0 ? { last_read_at: null, vanish_held_at: null } : stateSchema.parse(rows[0]);
  return { lastReadAt: state.last_read_at, vanishHeldAt: state.vanish_held_at };
}

/** Puts on record that a scope was read, or that reading it was tried. */
export async function recordRead(
  client: pg.ClientBase,
  connectionId: string,
  scope: InventoryScope,
  read: { readAt: Date; gaps: Gap[]; listed: boolean; readAnything: boolean; vanishingHeld: boolean },
): Promise<void> {
  const complete = read.gaps.length === 0;
  await client.query(
    `update inventory_scope set gaps = $5,
       last_read_at = case when $6 then $7 else last_read_at end,
       last_complete_at = case when $8 then $7 else last_complete_at end,
       vanish_held_at = case when $9 then case when $10 then $7::timestamptz end else vanish_held_at end
     where connection_id = $1 and account = $2 and region = $3 and kind = $4`,
    [
      connectionId,
      scope.account,
      scope.region,
      scope.kind,
      JSON.stringify(read.gaps),
      read.readAnything,
      read.readAt,
      complete,
      read.listed,
      read.vanishingHeld,
    ],
  );
}
