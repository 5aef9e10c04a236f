import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { parseMasterKey } from '@/lib/config/master-keys';
import { openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { startWorker } from './start-worker';

test('the schedule goes on after the database was away, and nothing is done without it', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-restart-'));
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  let server = await startEmbeddedPostgres(folder);
  await migrate(server.url);
  const database = openDatabase(server.url, { onIdleError: () => undefined });
  const key = parseMasterKey(randomBytes(32).toString('base64'));
  if (key === null) throw new Error('a fresh key must parse');
  let collections = 0;
  const worker = await startWorker({
    databaseUrl: server.url,
    deployment: { database, keys: { current: key, previous: [] }, egressAllow: [], now: () => new Date() },
    collectors: {
      inventory: async () => {
        collections += 1;
        return { outcome: 'complete', counts: null, gaps: [], notBefore: null };
      },
    },
    timings: { tickMs: 100, heartbeatSeconds: 10, superviseSeconds: 1, leaseTtlMs: 4_000, pollSeconds: 0.5 },
  });
  try {
    await database.prisma.connection.create({
      data: {
        provider: 'aws',
        name: 'one',
        settings: {},
        tagRules: { owner: [], team: [], site: [] },
        intervalMs: 1_000,
        schedules: { create: { capability: 'inventory', nextDueAt: new Date() } },
      },
    });
    await until(() => collections >= 2);
    await server.stop();
    await sleep(3_000); // several intervals pass
    const whileAway = collections;
    await sleep(2_000);
    expect(collections).toBe(whileAway);
    server = await startEmbeddedPostgres(folder);
    await until(() => collections >= whileAway + 3);
    const runs = await database.prisma.collectionRun.count({ where: { outcome: 'complete' } });
    expect(runs).toBeGreaterThanOrEqual(collections - 1);
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
    await worker.stop();
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true });
  }
});

async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + 45_000;
  while (!condition()) {
    if (performance.now() > giveUpAt) throw new Error('what was waited for did not happen');
    await sleep(50);
  }
}
