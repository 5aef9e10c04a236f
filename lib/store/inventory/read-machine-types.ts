import type pg from 'pg';

/** The machine type of each resource, as its provider names it; one without a type is absent. */
export async function readMachineTypes(pool: pg.Pool, resourceIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; size: string }>(
    'SELECT id, size FROM resource WHERE id = ANY($1::uuid[]) AND size IS NOT NULL',
    [resourceIds],
  );
  return new Map(rows.map(({ id, size }) => [id, size]));
}
