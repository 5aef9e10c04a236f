import { LogSketch } from '@/lib/domain/link/sketch/log-sketch';
import { packSketch } from '@/lib/domain/link/sketch/pack-sketch';
import type { Database } from '@/lib/store/database/database';

/** Writes sites with an agent each, targets from each to its neighbours, and what was measured of them until now. */
export async function seedWays(
  { pool }: Database,
  { sites, targetsPerSite, hours, now }: { sites: number; targetsPerSite: number; hours: number; now: Date },
): Promise<void> {
  const names = Array.from({ length: sites }, (_, index) => `site-${index}`);
  await pool.query(
    `INSERT INTO site (name, title, aliases, updated_at) SELECT name, name, '{}', $2 FROM unnest($1::text[]) AS given (name)`,
    [names, now],
  );
  await pool.query(
    `INSERT INTO probe_agent (name, site, token_hash, token_prefix, token_made_at, created_by, created_at)
     SELECT name, name, name, 'mwp_bench', $2, 'bench', $2 FROM unnest($1::text[]) AS given (name)`,
    [names, now],
  );
  await pool.query(
    `INSERT INTO probe_target (from_site, to_site, kind, address, every_seconds, attempts, timeout_ms, created_by, created_at, updated_at)
     SELECT 'site-' || site, 'site-' || (site + 1 + target / 2) % $1, (ARRAY['tcp', 'icmp'])[1 + target % 2],
            'edge-' || target || '.example:443', 15, 5, 900, 'bench', $3, $3
     FROM generate_series(0, $1::int - 1) AS site, generate_series(0, $2::int - 1) AS target`,
    [sites, targetsPerSite, now],
  );
  const sketches = Array.from({ length: 500 }, (_, index) => makeSketch(index));
  const spans = (values: string) => `
    SELECT t.id, a.id, ${values} 300, index % 3, 0, 1e9, 280, ($1::bytea[])[1 + index % 500]
    FROM (SELECT *, row_number() OVER () AS index FROM probe_target) t JOIN probe_agent a ON a.site = t.from_site`;
  const columns = 'sent, lost, failed, jitter_sum_ns, jitter_pairs, sketch';
  await pool.query(
    `INSERT INTO probe_recent (target_id, agent_id, ${columns}, last_minute) SELECT *, $2::timestamptz FROM (${spans('')}) s`,
    [sketches, new Date(now.getTime() - 60_000)],
  );
  for (let hour = 1; hour <= hours; hour++)
    await pool.query(
      `INSERT INTO probe_hour (target_id, agent_id, hour, ${columns}, last_minute)
       SELECT *, $2::timestamptz FROM (${spans('$2::timestamptz,')}) s`,
      [sketches, new Date(Math.floor(now.getTime() / 3_600_000 - hour) * 3_600_000)],
    );
  await pool.query('VACUUM ANALYZE');
}

/** Round trips of a quarter of an hour, about some median of their own. */
function makeSketch(seed: number): Buffer {
  const sketch = new LogSketch();
  for (let index = 0; index < 298; index++) {
    const wave = Math.abs(Math.sin(seed * 7.1 + index * 1.7));
    sketch.record(Math.round(1e6 * (2 + (seed % 90)) * (1 + 0.6 * wave ** 4)));
  }
  const packed = packSketch(sketch);
  if (packed === null) throw new RangeError('A sketch of something is not empty.');
  return Buffer.from(packed);
}
