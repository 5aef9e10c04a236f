import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import type { Prisma } from '@/lib/store/database/generated/client';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { advanceAnchor } from './advance-anchor';
import { anchorAnew } from './anchor-anew';
import { appendAudit } from './append-audit';
import { verifyAudit } from './verify-audit';

let database: TestDatabase;
let directory: string;
let anchorPath: string;

beforeAll(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'audit-'));
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});
beforeEach(async () => {
  anchorPath = join(directory, `${crypto.randomUUID()}.json`);
  await advanceAnchor(database, anchorPath);
});
afterEach(() => tamper('TRUNCATE audit_entry'));

const append = (detail: Prisma.InputJsonObject = {}, label = 'somebody') =>
  database.prisma.$transaction((tx) =>
    appendAudit(tx, {
      at: new Date(),
      actor: cliActor(label),
      action: 'test.act',
      outcome: 'done',
      target: { kind: 'thing', id: null, label },
      detail,
    }),
  );

/** What whoever owns the database can do. */
async function tamper(sql: string): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query(`SET session_replication_role = replica; ${sql}; RESET session_replication_role`);
  } finally {
    client.release();
  }
}

async function write(entries: number): Promise<void> {
  for (let entry = 0; entry < entries; entry++) await append({ entry });
  await advanceAnchor(database, anchorPath);
}

const verify = () => verifyAudit(database, anchorPath);

describe('an untouched record', () => {
  it('is intact and agrees with its anchor', async () => {
    await write(5);
    expect(await verify()).toEqual({ intact: true, entries: 5, fault: null, anchor: 'agrees' });
  });

  it('stays one chain when many write at once', async () => {
    await Promise.all(Array.from({ length: 30 }, () => append()));
    await Promise.all(Array.from({ length: 8 }, () => advanceAnchor(database, anchorPath)));
    expect(await verify()).toEqual({ intact: true, entries: 30, fault: null, anchor: 'agrees' });
  });

  it('is intact across batches', async () => {
    await write(1);
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        for (let entry = 0; entry < 420; entry++) await append();
      }),
    );
    expect(await verify()).toMatchObject({ intact: true, entries: 2101 });
  }, 60_000);

  it('survives a key that objects of JavaScript treat as their own', async () => {
    await append(JSON.parse('{"__proto__":"ref","constructor":{"__proto__":[1]}}'), 'x');
    expect(await verify()).toMatchObject({ intact: true });
  });

  it('survives any text and any number, as the database gives them back', async () => {
    const text = fc.string({ unit: 'binary' });
    const detail = fc.dictionary(text, fc.jsonValue({ stringUnit: 'binary' }));
    await fc.assert(
      fc.asyncProperty(detail, text, async (value, label) => {
        await append(value as Prisma.InputJsonObject, label);
        expect(await verify()).toMatchObject({ intact: true });
      }),
      { numRuns: 60 },
    );
  });

  it('leaves nothing behind when the change it records is rolled back', async () => {
    await write(1);
    await database.prisma
      .$transaction(async (tx) => {
        await appendAudit(tx, { at: new Date(), actor: cliActor('x'), action: 'x', outcome: 'done', target: null });
        throw new RangeError('changed my mind');
      })
      .catch((error) => expect(error).toBeInstanceOf(RangeError));
    expect(await verify()).toMatchObject({ intact: true, entries: 1 });
  });

  it('is intact before anything was recorded, anchored or not', async () => {
    expect(await verify()).toEqual({ intact: true, entries: 0, fault: null, anchor: 'agrees' });
    await rm(anchorPath);
    expect(await verify()).toEqual({ intact: true, entries: 0, fault: null, anchor: 'missing' });
  });

  it('agrees with the head remembered before its first entry', async () => {
    await append();
    expect(await verify()).toEqual({ intact: true, entries: 1, fault: null, anchor: 'agrees' });
  });
});

describe('a missing anchor', () => {
  it('is a fault that names its path, and does not heal by itself', async () => {
    await write(3);
    await rm(anchorPath);
    const before = await verify();
    expect(before).toMatchObject({ intact: false, anchor: 'missing' });
    expect(before.fault).toContain(anchorPath);
    await tamper('DELETE FROM audit_entry WHERE sequence = 3');
    await append();
    expect(await advanceAnchor(database, anchorPath)).toBe('missing');
    expect(await verify()).toMatchObject({ intact: false, anchor: 'missing' });
  });

  it('is made again by an act of its own, which the record keeps', async () => {
    await write(2);
    await rm(anchorPath);
    const head = await anchorAnew(database, anchorPath, cliActor('cli (ops)'), new Date());
    expect(head.sequence).toBe(3n);
    expect(await verify()).toEqual({ intact: true, entries: 3, fault: null, anchor: 'agrees' });
    const last = await database.prisma.auditEntry.findFirstOrThrow({ orderBy: { sequence: 'desc' } });
    expect(last).toMatchObject({ action: 'audit.anchor', actorLabel: 'cli (ops)', detail: { before: 'missing' } });
  });

  it('is not made when that act cannot be recorded, nor recorded when it cannot be made', async () => {
    await write(1);
    const nowhere = join(anchorPath, 'under-a-file');
    await expect(anchorAnew(database, nowhere, cliActor('x'), new Date())).rejects.toThrow();
    expect(await verify()).toMatchObject({ intact: true, entries: 1 });
  });
});

describe('whoever owns the database is found out when they', () => {
  it.each([
    ['edit a detail', `UPDATE audit_entry SET detail = '{"entry":9}' WHERE sequence = 3`, 'Entry 3 was changed'],
    ['edit who did it', `UPDATE audit_entry SET actor_label = 'nobody' WHERE sequence = 1`, 'Entry 1 was changed'],
    ['edit when', `UPDATE audit_entry SET at = at - interval '1 ms' WHERE sequence = 6`, 'Entry 6 was changed'],
    ['put it beyond time', `UPDATE audit_entry SET at = 'infinity' WHERE sequence = 6`, 'Entry 6 was changed'],
    ['empty a label', `UPDATE audit_entry SET target_label = NULL WHERE sequence = 2`, 'Entry 2 was changed'],
    ['delete one', 'DELETE FROM audit_entry WHERE sequence = 4', 'Entry 4 is missing'],
    ['delete the first', 'DELETE FROM audit_entry WHERE sequence <= 2', 'Entries 1 to 2 are missing'],
    [
      'delete one and close the gap',
      `DELETE FROM audit_entry WHERE sequence = 4;
       UPDATE audit_entry SET sequence = 4 WHERE sequence = 5; UPDATE audit_entry SET sequence = 5 WHERE sequence = 6`,
      'Entry 4 does not follow',
    ],
    [
      'swap two',
      `UPDATE audit_entry SET sequence = 99 WHERE sequence = 2; UPDATE audit_entry SET sequence = 2 WHERE sequence = 3;
       UPDATE audit_entry SET sequence = 3 WHERE sequence = 99`,
      'Entry 2 does not follow',
    ],
    ['cut the tail', 'DELETE FROM audit_entry WHERE sequence > 4', 'its tail was removed'],
    ['remove it all', 'DELETE FROM audit_entry', 'its tail was removed'],
  ])('%s', async (_, sql, fault) => {
    await write(6);
    await tamper(sql);
    const verification = await verify();
    expect(verification.intact).toBe(false);
    expect(verification.fault).toContain(fault);
  });

  it('rewrite the whole record into a chain of their own', async () => {
    await write(4);
    await tamper('DELETE FROM audit_entry');
    for (let entry = 0; entry < 5; entry++) await append({ forged: entry });
    await advanceAnchor(database, anchorPath);
    expect(await verify()).toMatchObject({ intact: false, anchor: 'differs' });
  });

  it('cut the tail and wait for the anchor to be written again', async () => {
    await write(6);
    const before = await readFile(anchorPath, 'utf8');
    await tamper('DELETE FROM audit_entry WHERE sequence > 2');
    await write(2);
    expect(await readFile(anchorPath, 'utf8')).toBe(before);
    expect(await verify()).toMatchObject({ intact: false, anchor: 'differs' });
  });

  it('spoil the anchor', async () => {
    await write(2);
    await writeFile(anchorPath, '{"sequence":"1"');
    expect(await verify()).toMatchObject({ intact: false, anchor: 'differs' });
  });
});
