import type pg from 'pg';

/** Keeps every other writer of this connection's metrics out until the transaction ends. */
export async function lockConnection(client: pg.ClientBase, connectionId: string): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('metrics ' || $1, 0))`, [connectionId]);
}
