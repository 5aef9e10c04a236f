import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { migrate, migrationsDirectory } from '../database/migrate';
import { createDatabaseUrl } from '../database/test-database';
import type { FoundRow } from './anomaly-row';
import { writeAnomalies } from './write-anomalies';

const known = '20261122143738_anomaly_verdict_size_known';

const found: FoundRow = {
  identity: 'a spike',
  provider: 'aws',
  currency: 'USD',
  basis: 'billed',
  metric: 'billed',
  dimension: 'service',
  value: 'EC2',
  rhythm: 'daily',
  kind: 'spike',
  fromDay: '2026-10-01',
  toDay: '2026-10-02',
  actual: '300',
  expected: '100',
  expectedLow: '90',
  expectedHigh: '110',
  impact: '200',
  score: 50,
  course: [],
  cause: null,
  causeOf: null,
  partOf: null,
  state: 'open',
  expectedBy: null,
};

test('a verdict from before its size was kept stays as given, and is outgrown as of when sizes are known', async () => {
  const url = await createDatabaseUrl({ migrated: false });
  const before = await mkdtemp(join(tmpdir(), 'millwright-migrations-'));
  for (const name of await readdir(migrationsDirectory))
    if (name < known) await cp(join(migrationsDirectory, name), join(before, name), { recursive: true });
  await migrate(url, before);
  await rm(before, { recursive: true });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO cost_anomaly (identity, provider, currency, basis, metric, dimension, value, rhythm, kind, from_day, to_day,
         actual, expected, expected_low, expected_high, impact, score, course, state, found_at, changed_at)
       VALUES ('a spike', 'aws', 'USD', 'billed', 'billed', 'service', 'EC2', 'daily', 'spike', '2026-10-01', '2026-10-02',
         300, 100, 90, 110, 200, 50, '[]', 'expected', now(), now())`,
    );
    const say = `INSERT INTO cost_anomaly_feedback (anomaly_id, at, actor_label, verdict)
      SELECT id, now(), 'Fay', 'expected' FROM cost_anomaly`;
    await client.query(say);
    const verdict = 'SELECT * FROM cost_anomaly_feedback';
    const { rows: given } = await client.query(verdict);
    await migrate(url);
    expect((await client.query(verdict)).rows).toEqual(given);
    // A new one without its size is refused.
    await expect(client.query(say)).rejects.toThrow('cost_anomaly_feedback_is_sized');

    const grow = async (actual: number) => {
      const row = { ...found, actual: `${actual}`, impact: `${actual - 100}` };
      const facts = {
        at: new Date(),
        judgedOf: '',
        fromDay: '2026-07-01',
        toDay: '2026-10-31',
        restated: [],
        unwatched: 0,
        leftOut: 0,
      };
      await writeAnomalies(client, { ...facts, found: [row] });
      return (await client.query('SELECT state FROM cost_anomaly')).rows;
    };
    // Step by step too: it is held against what it came to then.
    expect(await grow(340)).toEqual([{ state: 'expected' }]);
    expect(await grow(352)).toEqual([{ state: 'open' }]);
  } finally {
    await client.end();
  }
});
