import type pg from 'pg';

/** The targets that an agent may report of, by id, with what is measured. Holds the agent's row: one report at a time. */
export async function readReportable(
  client: pg.PoolClient,
  agentId: string,
): Promise<Map<string, 'round-trip' | 'throughput'>> {
  const agent = await client.query<{ site: string }>('SELECT site FROM probe_agent WHERE id = $1 FOR UPDATE', [
    agentId,
  ]);
  const { rows } = await client.query<{ id: string; kind: string }>(
    'SELECT id, kind FROM probe_target WHERE from_site = $1 AND enabled AND connection_id IS NULL FOR SHARE',
    [agent.rows[0]?.site],
  );
  return new Map(rows.map(({ id, kind }) => [id, kind === 'throughput' ? 'throughput' : 'round-trip']));
}
