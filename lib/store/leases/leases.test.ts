import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { acquireLease } from './acquire-lease';
import { assertLease } from './assert-lease';
import { keepLease } from './keep-lease';
import { type Lease, LeaseLost } from './lease';
import { releaseLease } from './release-lease';
import { renewLease } from './renew-lease';

let database: TestDatabase;
let names = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query('CREATE TABLE written (lease text, token bigint, order_of_commit bigserial)');
});
afterAll(() => database.close());

function freshName(): string {
  names += 1;
  return `test:${names}`;
}

async function acquired(name: string, holder: string, ttlMs = 60_000): Promise<Lease> {
  const lease = await acquireLease(database.pool, { name, holder, ttlMs });
  if (lease === null) throw new Error(`${holder} did not get ${name}`);
  return lease;
}

/** Lets time pass for one lease without waiting for it. */
async function expire(name: string): Promise<void> {
  await database.pool.query(`UPDATE lease SET expires_at = clock_timestamp() - interval '1 second' WHERE name = $1`, [
    name,
  ]);
}

async function writeUnder(lease: Lease, pause?: () => Promise<void>): Promise<void> {
  await inTransaction(database.pool, async (client) => {
    await assertLease(client, lease);
    await pause?.();
    await client.query('INSERT INTO written (lease, token) VALUES ($1, $2)', [
      lease.name,
      lease.fencingToken.toString(),
    ]);
  });
}

describe('a lease', () => {
  test('is held by one at a time, and its token grows with every holder', async () => {
    const name = freshName();
    const first = await acquired(name, 'a');
    expect(await acquireLease(database.pool, { name, holder: 'b', ttlMs: 60_000 })).toBeNull();
    expect(await acquireLease(database.pool, { name, holder: 'a', ttlMs: 60_000 })).toBeNull();
    await releaseLease(database.pool, first);
    const second = await acquired(name, 'b');
    expect(second.fencingToken).toBeGreaterThan(first.fencingToken);
  });

  test('asked for by twenty at once, goes to exactly one', async () => {
    const name = freshName();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        acquireLease(database.pool, { name, holder: `h${index}`, ttlMs: 60_000 }),
      ),
    );
    expect(answers.filter((lease) => lease !== null)).toHaveLength(1);
  });

  test('once run out, can be neither renewed nor written under, and releasing it takes nothing from its successor', async () => {
    const name = freshName();
    const stale = await acquired(name, 'a');
    await expire(name);
    expect(await renewLease(database.pool, stale, 60_000)).toBe(false);
    await expect(writeUnder(stale)).rejects.toThrow(LeaseLost);
    const fresh = await acquired(name, 'b');
    await releaseLease(database.pool, stale);
    await expect(writeUnder(fresh)).resolves.toBeUndefined();
  });

  test('a holder that was paused cannot commit after another took over', async () => {
    const name = freshName();
    const paused = await acquired(name, 'a', 150);
    await sleep(300); // the pause: nothing is renewed
    const successor = await acquired(name, 'b');
    await writeUnder(successor);
    await expect(writeUnder(paused)).rejects.toThrow(/b holds it with token 2/);
    const { rows } = await database.pool.query('SELECT token FROM written WHERE lease = $1', [name]);
    expect(rows).toEqual([{ token: '2' }]);
  });

  test('run out in the middle of a write, is nobody’s until the write is in, and nobody waits for it', async () => {
    const name = freshName();
    const slow = await acquired(name, 'a', 200);
    const writing = Promise.withResolvers<void>();
    const write = writeUnder(slow, () => writing.promise);
    await sleep(300); // well past the lease
    const asked = performance.now();
    expect(await acquireLease(database.pool, { name, holder: 'b', ttlMs: 60_000 })).toBeNull();
    expect(performance.now() - asked).toBeLessThan(1_000);
    writing.resolve();
    await write;
    await writeUnder(await acquired(name, 'b'));
    const { rows } = await database.pool.query('SELECT token FROM written WHERE lease = $1 ORDER BY order_of_commit', [
      name,
    ]);
    expect(rows.map(({ token }) => token)).toEqual(['1', '2']);
  });

  test('is renewed while a long write goes on under it, and given back only to be taken once that is in', async () => {
    const name = freshName();
    const lease = await acquired(name, 'a');
    await writeUnder(lease, async () => {
      expect(await renewLease(database.pool, lease, 60_000)).toBe(true);
      await releaseLease(database.pool, lease);
      expect(await acquireLease(database.pool, { name, holder: 'b', ttlMs: 60_000 })).toBeNull();
    });
    await acquired(name, 'b');
  });

  test('kept, it outlives its first lifetime; taken away, its signal aborts', async () => {
    const name = freshName();
    const lease = await acquired(name, 'a', 300);
    const kept = keepLease(database.pool, lease, 300);
    await sleep(700);
    expect(kept.signal.aborted).toBe(false);
    await database.pool.query(`UPDATE lease SET holder = 'thief', fencing_token = fencing_token + 1 WHERE name = $1`, [
      name,
    ]);
    await sleep(300);
    expect(kept.signal.reason).toBeInstanceOf(LeaseLost);
    await kept.stop();
  });

  test('whose renewal hangs is given up within its lifetime', async () => {
    const name = freshName();
    const lease = await acquired(name, 'a', 300);
    const blocker = await database.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM lease WHERE name = $1 FOR UPDATE', [name]);
    const kept = keepLease(database.pool, lease, 300);
    await sleep(450);
    expect(kept.signal.aborted).toBe(true);
    await blocker.query('ROLLBACK');
    blocker.release();
    await kept.stop();
  });

  test('over any history of holders, tokens only grow and only the last holder writes', async () => {
    const step = fc.record({
      who: fc.constantFrom('a', 'b', 'c'),
      act: fc.constantFrom('acquire', 'renew', 'release', 'write', 'run out'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (history) => {
        const name = freshName();
        const believed = new Map<string, Lease>();
        let current: Lease | null = null;
        let live = false;
        let highest = 0n;
        for (const { who, act } of history) {
          const mine = believed.get(who);
          const valid: boolean = live && mine !== undefined && mine === current;
          if (act === 'acquire') {
            const got = await acquireLease(database.pool, { name, holder: who, ttlMs: 60_000 });
            expect(got !== null).toBe(!live);
            if (got === null) continue;
            expect(got.fencingToken).toBeGreaterThan(highest);
            highest = got.fencingToken;
            believed.set(who, got);
            current = got;
            live = true;
          } else if (act === 'run out') {
            await expire(name);
            live = false;
          } else if (mine === undefined) {
          } else if (act === 'renew') {
            expect(await renewLease(database.pool, mine, 60_000)).toBe(valid);
          } else if (act === 'write') {
            const wrote = await writeUnder(mine).then(
              () => true,
              (error) => {
                expect(error).toBeInstanceOf(LeaseLost);
                return false;
              },
            );
            expect(wrote).toBe(valid);
          } else {
            await releaseLease(database.pool, mine);
            if (mine === current) live = false;
          }
        }
        const { rows } = await database.pool.query<{ token: string }>(
          'SELECT token FROM written WHERE lease = $1 ORDER BY order_of_commit',
          [name],
        );
        const tokens = rows.map(({ token }) => BigInt(token));
        expect(tokens).toEqual([...tokens].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      }),
      { numRuns: 60 },
    );
  });
});
