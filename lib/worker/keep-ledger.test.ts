import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultTagRules } from '@/lib/domain/resource';
import { createTestLedger, type TestLedger, toCsv, toDelivery, toFile } from '@/lib/store/cost-ledger/test-ledger';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { keepLedger } from './keep-ledger';

let ledger: TestLedger;
let connectionId: string;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());
beforeEach(async () => {
  await ledger.database.pool.query('DELETE FROM cost_rollup');
  await ledger.empty();
  await ledger.database.prisma.connection.deleteMany();
  const connection = await ledger.database.prisma.connection.create({
    data: {
      provider: 'aws',
      name: 'factory',
      settings: {},
      tagRules: { ...defaultTagRules },
      intervalMs: 60_000,
    },
  });
  connectionId = connection.id;
});

const now = new Date('2026-11-10T00:00:00Z');
const running = { now: () => now, stopping: new AbortController().signal };
const keep = (times = running) => keepLedger(ledger.database, ledger.folder.root, times);

async function deliver(scope: string, cost: string, of: string | null, at = now): Promise<void> {
  const content = toCsv([{ BilledCost: cost, BillingAccountId: scope, Tags: JSON.stringify({ crew: 'vision' }) }]);
  await ledger.keepDelivery(toDelivery([toFile(content)], { scope, connectionId: of }), at);
}

/** Of each scope the tag keys that tell its team, by what it was added up with; null: it is not. */
async function rulesOf(): Promise<Record<string, string[] | null>> {
  const known = await readKnownDeliveries(ledger.database.pool, now);
  return Object.fromEntries(
    known.map(({ scope, rollup }) => [
      scope,
      rollup === null
        ? null
        : rollup.attribution.rules.flatMap(({ attribute, source }) =>
            attribute === 'team' && source.from === 'tag' ? [source.key] : [],
          ),
    ]),
  );
}

const setTeamKeys = (team: string[]) =>
  ledger.database.prisma.connection.update({
    where: { id: connectionId },
    data: { tagRules: { ...defaultTagRules, team } },
  });

test('what counts is added up by the rules of now, and only once', async () => {
  await deliver('ours', '1', connectionId);
  await deliver('theirs', '2', null);
  expect(await keep()).toMatchObject({ rolled: 0 });
  await setTeamKeys(['crew']);
  expect(await keep()).toMatchObject({ rolled: 1 });
  expect(await rulesOf()).toEqual({ ours: ['crew'], theirs: [...defaultTagRules.team] });
  expect(await keep()).toMatchObject({ rolled: 0 });
});

test('what was superseded keeps its rules, and what lacks its sums gets them', async () => {
  await deliver('ours', '1', connectionId, new Date('2026-11-01T00:00:00Z'));
  await deliver('ours', '2', connectionId, new Date('2026-11-02T00:00:00Z'));
  await setTeamKeys(['crew']);
  expect(await keep()).toMatchObject({ rolled: 1 });
  const [before] = await readKnownDeliveries(ledger.database.pool, new Date('2026-11-01T12:00:00Z'));
  expect(before?.rollup?.attribution.rules[0]?.source).toEqual({ from: 'tag', key: defaultTagRules.team[0] });
  await ledger.database.pool.query('DELETE FROM cost_rollup');
  expect(await rulesOf()).toEqual({ ours: null });
  expect(await keep()).toMatchObject({ rolled: 2 });
  expect(await rulesOf()).toEqual({ ours: ['crew'] });
});

test('a removed connection leaves its rules, and sites are called what they are called now', async () => {
  await setTeamKeys(['crew']);
  await deliver('ours', '1', connectionId);
  await ledger.database.prisma.connection.delete({ where: { id: connectionId } });
  expect(await keep()).toMatchObject({ rolled: 0 });
  await ledger.database.prisma.site.create({
    data: { name: 'oslo', title: 'Oslo', aliases: ['OSL'], updatedAt: now },
  });
  expect(await keep()).toMatchObject({ rolled: 1 });
  expect(await rulesOf()).toEqual({ ours: ['crew'] });
  const [known] = await readKnownDeliveries(ledger.database.pool, now);
  expect(known?.rollup?.attribution.siteAliases).toEqual({ oslo: 'oslo', osl: 'oslo' });
  await ledger.database.prisma.site.deleteMany();
});

test('one worker does it at a time, and one that lost its lease writes nothing', async () => {
  await deliver('ours', '1', connectionId);
  await setTeamKeys(['crew']);
  const lease = await acquireLease(ledger.database.pool, {
    name: 'upkeep:cost-ledger',
    holder: 'another',
    ttlMs: 30_000,
  });
  if (lease === null) throw new Error('the lease is taken');
  expect(await keep()).toBeNull();
  await releaseLease(ledger.database.pool, lease);
  // Between the reading and the writing another one takes over.
  const robbed = {
    ...running,
    now: () => {
      stealing ??= ledger.database.pool.query(
        `UPDATE lease SET holder = 'another', fencing_token = fencing_token + 1 WHERE name = 'upkeep:cost-ledger'`,
      );
      return now;
    },
  };
  let stealing: Promise<unknown> | undefined;
  await expect(keep(robbed)).rejects.toThrow(/is lost/);
  await stealing;
  expect(await rulesOf()).toEqual({ ours: [...defaultTagRules.team] });
  await ledger.database.pool.query('DELETE FROM lease');
});

test('a bill whose rows are gone does not hold up the others, and what nothing tells of is swept', async () => {
  await deliver('gone', '1', connectionId);
  await deliver('ours', '2', connectionId);
  const { parquetPath } = await ledger.database.prisma.costFile.findFirstOrThrow({
    where: { delivery: { scope: 'gone' } },
  });
  await rm(join(ledger.folder.root, String(parquetPath)));
  await setTeamKeys(['crew']);
  const left = join(ledger.folder.incoming, 'left');
  await mkdir(left);
  await writeFile(join(left, 'original'), '');
  const old = new Date(now.getTime() - 48 * 3_600_000);
  await utimes(left, old, old);
  await expect(keep()).rejects.toThrow(/No files found/);
  expect(await rulesOf()).toEqual({ gone: [...defaultTagRules.team], ours: ['crew'] });
  expect(await readdir(ledger.folder.incoming)).toEqual([]);
});

test('a worker that is stopping begins nothing', async () => {
  await deliver('ours', '1', connectionId);
  await setTeamKeys(['crew']);
  expect(await keep({ ...running, stopping: AbortSignal.abort() })).toEqual({ rolled: 0, summed: 0, swept: 0 });
});
