import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestPerson } from '@/lib/access/test-people';
import { deliveryDetailSchema } from '@/lib/api/contracts/deliveries';
import { call, createTestDeployment } from '@/lib/api/server/test-requests';
import * as delivery from '../route';
import * as dismissal from './route';

let database: Awaited<ReturnType<typeof createTestDeployment>>;
beforeAll(async () => {
  database = await createTestDeployment();
});
afterAll(() => database.close());

test('a refused delivery is dismissed and taken up again by whoever may write costs, with a reason', async () => {
  const { id } = await database.prisma.costDelivery.create({
    data: {
      source: 'focus-file',
      scope: 'junk',
      title: 'Import of junk.csv',
      billingMonth: new Date('2026-10-01T00:00:00Z'),
      version: '1',
      contentHash: Buffer.alloc(32),
      basis: 'billed',
      coverage: 'all',
      state: 'quarantined',
      arrivedAt: new Date('2026-11-02T00:00:00Z'),
      rows: 0,
      rejectedRows: 1,
    },
  });
  const { cookie, email } = await createTestPerson(database, 'finance');
  const read = async () =>
    deliveryDetailSchema.parse(await (await call(delivery.GET, { cookie, params: { id } })).json());
  const dismiss = (body: unknown, who = cookie) => call(dismissal.POST, { cookie: who, params: { id }, body });
  expect((await dismiss({})).status).toBe(422);
  expect((await dismiss({ reason: '  ' })).status).toBe(422);
  const viewer = await createTestPerson(database, 'viewer');
  expect((await dismiss({ reason: 'x' }, viewer.cookie)).status).toBe(403);
  expect((await read()).dismissal).toBeNull();
  expect((await dismiss({ reason: ' A test. ' })).status).toBe(204);
  expect(await read()).toMatchObject({
    dismissal: { by: email, reason: 'A test.' },
    history: [{ id, dismissal: { reason: 'A test.' } }],
  });
  expect((await dismiss({ reason: 'Again.' })).status).toBe(409);
  expect((await call(dismissal.DELETE, { cookie, params: { id } })).status).toBe(204);
  expect((await read()).dismissal).toBeNull();
  expect((await call(dismissal.DELETE, { cookie, params: { id } })).status).toBe(409);
});
