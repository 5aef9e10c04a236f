import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { parseMasterKey } from '@/lib/config/master-keys';
import type { Completeness } from '@/lib/domain/provider-fault';
import { awsProvider } from '@/lib/providers/aws/provider';
import type { CommitmentTerm } from '@/lib/providers/contract/cost';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { collectCommitmentTerms } from './collect-commitment-terms';

const current = parseMasterKey(randomBytes(32).toString('base64'));
if (current === null) throw new Error('a fresh key must parse');
const deployment = { keys: { current, previous: [] }, egressAllow: [] };

let database: TestDatabase;
let connectionId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const context = { actor: cliActor('test'), database, now: new Date(), requestId: 'test' };
  const entered = { provider: 'aws' as const, name: 'AWS', settings: {}, secret: null };
  connectionId = (await createConnection(context, entered, deployment)).id;
  const at = new Date('2026-11-01T00:00:00Z');
  const delivery = await database.prisma.costDelivery.create({
    data: {
      connectionId,
      source: 'aws-focus',
      scope: 'test',
      title: 'A bill',
      billingMonth: at,
      version: '1',
      contentHash: new Uint8Array([1]),
      basis: 'billed',
      coverage: 'all',
      state: 'kept',
      arrivedAt: at,
      rows: 1n,
      rejectedRows: 0n,
    },
  });
  await database.prisma.costRollup.create({
    data: {
      deliveryId: delivery.id,
      attribution: {},
      tagKeys: {},
      baseDay: at,
      rolledAt: at,
      commitments: {
        create: ['ended', 'running', 'unknown'].map((commitmentId, position) => ({ commitmentId, position })),
      },
    },
  });
});
afterAll(() => database.close());

const ends: Record<string, string> = { ended: '2026-10-01T00:00:00Z', running: '2026-11-23T12:00:00Z' };
const gap = { fault: 'permission-missing' as const, message: 'It may not be read.' };

/** Asks at an instant, and gives what the provider was asked for. */
async function collect(at: string, completeness: Completeness = { complete: true }): Promise<readonly string[]> {
  const found = await database.prisma.connection.findUniqueOrThrow({ where: { id: connectionId } });
  let asked: readonly string[] = [];
  const readTerms = async (_session: unknown, ids: readonly string[]) => {
    asked = ids;
    const items = ids.flatMap((id): CommitmentTerm[] => {
      const end = ends[id];
      return end === undefined ? [] : [{ id, startsAt: null, endsAt: new Date(end), status: null }];
    });
    return { items, completeness };
  };
  const { signal } = new AbortController();
  const now = () => new Date(at);
  const session = openSession(awsProvider, { settings: {}, secret: null, egressAllow: [], signal, now });
  const context = { connection: found, database, now, signal, assertLease: async () => undefined };
  const cost = { defaultIntervalMs: 1, read: async function* () {}, readTerms };
  const gaps = await collectCommitmentTerms(context, cost, session);
  session.transport.close();
  expect(gaps).toEqual(completeness.complete ? [] : completeness.gaps);
  return asked;
}

test('each commitment is asked for once a day until it has ended, and what could not be said with the next bills', async () => {
  expect(await collect('2026-11-22T00:00:00Z', { complete: false, gaps: [gap] })).toEqual([
    'ended',
    'running',
    'unknown',
  ]);
  // What was not told may be what was refused.
  expect(await collect('2026-11-22T06:00:00Z')).toEqual(['unknown']);
  expect(await collect('2026-11-22T12:00:00Z')).toEqual([]);
  expect(await collect('2026-11-23T00:00:00Z')).toEqual(['running']);
  expect(await collect('2026-11-23T06:00:00Z')).toEqual(['unknown']);
  // Its end is passed by now.
  expect(await collect('2026-11-24T00:00:00Z')).toEqual([]);
  expect(await collect('2026-11-24T06:00:00Z')).toEqual(['unknown']);
});
