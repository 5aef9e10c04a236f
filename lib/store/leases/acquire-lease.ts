import type pg from 'pg';
import type { Lease } from './lease';

/** Takes a lease that is free or has run out, by the database's clock; null while another holds it. */
export async function acquireLease(
  pool: pg.Pool,
  request: { name: string; holder: string; ttlMs: number },
): Promise<Lease | null> {
  const { rows } = await pool.query<{ fencing_token: string }>(
    `INSERT INTO lease AS held (name, holder, fencing_token, expires_at)
     VALUES ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
     ON CONFLICT (name) DO UPDATE
       SET holder = excluded.holder,
           fencing_token = held.fencing_token + 1,
           expires_at = clock_timestamp() + make_interval(secs => $3)
       WHERE held.expires_at <= clock_timestamp()
     RETURNING fencing_token`,
    [request.name, request.holder, request.ttlMs / 1000],
  );
  const [row] = rows;
  return row ? { name: request.name, holder: request.holder, fencingToken: BigInt(row.fencing_token) } : null;
}
