import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, cliActor } from '@/lib/access/actor';
import { activityPageSchema, activityQuerySchema } from '@/lib/api/contracts/activity';
import { appendAudit } from '@/lib/audit/append-audit';
import type { Role } from '@/lib/domain/access';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { readActivity } from './read-activity';

let database: TestDatabase;
const now = new Date('2026-11-02T00:00:00Z');

beforeAll(async () => {
  database = await createTestDatabase();
  for (let entry = 0; entry < 25; entry++)
    await database.prisma.$transaction((tx) =>
      appendAudit(tx, {
        at: new Date(Date.UTC(2026, 10, 1, entry)),
        actor: { kind: 'person', id: `${entry}`, label: `p${entry}_%@example.com` },
        action: entry % 2 === 0 ? 'connection.create' : 'person.disable',
        outcome: entry % 5 === 0 ? 'denied' : 'done',
        target: { kind: 'thing', id: null, label: `thing ${entry}` },
      }),
    );
});
afterAll(() => database.close());

const read = (query: Record<string, unknown> = {}, actor: Actor = cliActor('test')) =>
  readActivity({ actor, database, now }, activityQuerySchema.parse(query));
const sequences = async (query: Record<string, unknown>) =>
  (await read(query)).items.map(({ sequence }) => Number(sequence));

describe('a page of the record', () => {
  it('keeps its contract, and pages reach every entry once, newest first', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = activityPageSchema.parse(await read({ limit: 4, cursor }));
      seen.push(...page.items.map(({ sequence }) => sequence));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => String(25 - index)));
  });

  it('does not shift when entries are added while somebody pages', async () => {
    const first = await read({ limit: 10 });
    await database.prisma.$transaction((tx) =>
      appendAudit(tx, { at: now, actor: cliActor('test'), action: 'later', outcome: 'done', target: null }),
    );
    const second = await read({ limit: 10, cursor: first.nextCursor });
    expect(Number(second.items[0]?.sequence)).toBe(Number(first.items.at(-1)?.sequence) - 1);
  });

  it('narrows by action, outcome and time', async () => {
    expect(await sequences({ action: 'person.disable', outcome: 'denied' })).toEqual([16, 6]);
    const range = { from: '2026-11-01T03:00:00Z', to: '2026-11-01T05:00:00Z' };
    expect(await sequences(range)).toEqual([5, 4]);
  });

  it('searches for text as it is written, wildcards included', async () => {
    expect(await sequences({ q: 'THING 7' })).toEqual([8]);
    expect(await sequences({ q: 'p3_%@' })).toEqual([4]);
    expect(await sequences({ q: '%%' })).toEqual([]);
    expect(await sequences({ q: "'; DROP TABLE audit_entry; --" })).toEqual([]);
  });

  it('names every action there is, for the filter', async () => {
    expect((await read()).actions).toEqual(['connection.create', 'later', 'person.disable']);
  });

  it('refuses a cursor of another list', async () => {
    await expect(read({ cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('is for those who may read all of it', async () => {
    const scope = { kind: 'site', site: 'oslo' } as const;
    const local: Actor = { ...cliActor('test'), grants: [{ role: 'security', scope }] };
    await expect(read({}, local)).rejects.toMatchObject({ kind: 'denied' });
  });

  it('withholds money from whoever may not see costs, and from nobody else', async () => {
    const detail = {
      name: 'fibre',
      cost: { amount: '1200.50', currency: 'EUR' },
      terms: [{ amount: '7', period: 'month' }],
    };
    await database.prisma.$transaction((tx) =>
      appendAudit(tx, {
        at: now,
        actor: cliActor('test'),
        action: 'declared-link.create',
        outcome: 'done',
        target: null,
        detail,
      }),
    );
    const detailFor = async (role: Role) => {
      const grants = [{ role, scope: { kind: 'all' as const } }];
      const page = await read({ action: 'declared-link.create' }, { ...cliActor('test'), grants });
      return page.items[0]?.detail;
    };
    expect(await detailFor('admin')).toEqual(detail);
    const told = await detailFor('operator');
    expect(told).toMatchObject({ name: 'fibre', terms: [{ period: 'month' }] });
    expect(JSON.stringify(told)).not.toMatch(/1200|EUR|"7"/);
  });
});
