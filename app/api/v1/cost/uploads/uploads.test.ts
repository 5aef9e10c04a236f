import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestPerson, createTestToken, type TestPerson } from '@/lib/access/test-people';
import { costSchema } from '@/lib/api/contracts/cost';
import {
  deliveriesSchema,
  deliveryDetailSchema,
  heldFileSchema,
  importOutcomeSchema,
} from '@/lib/api/contracts/deliveries';
import { call, createTestDeployment, testOrigin } from '@/lib/api/server/test-requests';
import { sharedCostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { ensureLedgerFolder, ledgerFolderOf } from '@/lib/store/cost-ledger/ledger-folder';
import { type TestRow, toCsv } from '@/lib/store/cost-ledger/test-ledger';
import * as choose from '../deliveries/[id]/choose/route';
import * as recheck from '../deliveries/[id]/recheck/route';
import * as delivery from '../deliveries/[id]/route';
import * as deliveries from '../deliveries/route';
import * as cost from '../route';
import * as upload from './[id]/route';
import * as uploads from './route';

vi.mock('@/lib/store/cost-ledger/delivery-limits', () => ({
  deliveryLimits: { original: 1 << 20, unpacked: 4 << 20 },
}));

let database: Awaited<ReturnType<typeof createTestDeployment>>;
let finance: TestPerson;
let dataDir: string;

beforeAll(async () => {
  database = await createTestDeployment();
  finance = await createTestPerson(database, 'finance');
  dataDir = await mkdtemp(join(tmpdir(), 'millwright-uploads-'));
  vi.stubEnv('MILLWRIGHT_DATA_DIR', dataDir);
});
afterAll(async () => {
  await (await sharedCostEngine(await ensureLedgerFolder(ledgerFolderOf(dataDir)))).close();
  await database.close();
  await rm(dataDir, { recursive: true });
});
beforeEach(async () => {
  await database.prisma.costFile.deleteMany();
  await database.prisma.costRollup.deleteMany();
  await database.prisma.costDelivery.deleteMany();
});

const bytes = { 'content-type': 'application/octet-stream' };

function send(name: string, content: BodyInit, headers: Record<string, string> = {}, who = finance.cookie) {
  const url = new URL(`/api/v1/cost/uploads?name=${encodeURIComponent(name)}`, testOrigin);
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { origin: testOrigin, cookie: who, ...bytes, ...headers },
    body: content,
    duplex: 'half',
  };
  return uploads.POST(new Request(url, init), { params: Promise.resolve({}) });
}

async function hold(name: string, content: BodyInit): Promise<string> {
  const response = await send(name, content);
  expect(response.status).toBe(201);
  return heldFileSchema.parse(await response.json()).id;
}

async function importFile(name: string, content: BodyInit, said: Record<string, unknown> = {}) {
  const files = [await hold(name, content)];
  const response = await call(deliveries.POST, { cookie: finance.cookie, body: { files, ...said } });
  expect(response.status).toBe(200);
  return importOutcomeSchema.parse(await response.json());
}

const bill = (rows: readonly TestRow[]) => toCsv(rows);

async function billed(query = 'from=2026-09-01&to=2026-11-30&metric=billed') {
  const response = await call(cost.GET, { cookie: finance.cookie, path: `/api/v1/cost?${query}` });
  const { books } = costSchema.parse(await response.json());
  return Object.fromEntries(books.map(({ currency, whole }) => [currency, whole.total.amount]));
}

async function list(query = '') {
  const path = `/api/v1/cost/deliveries?${query}`;
  return deliveriesSchema.parse(await (await call(deliveries.GET, { cookie: finance.cookie, path })).json());
}

async function read(id: string) {
  return deliveryDetailSchema.parse(
    await (await call(delivery.GET, { cookie: finance.cookie, params: { id } })).json(),
  );
}

const incoming = async () => readdir(join(dataDir, 'ledger', 'incoming'));

describe('a bill that is uploaded', () => {
  it('counts, whatever of the known oddities it has, to the last digit', async () => {
    const outcome = await importFile(
      'october.csv',
      bill([
        { BilledCost: '$50,000.00 ', EffectiveCost: 'NULL' },
        { BilledCost: '-0.000000000000000000000001', ConsumedQuantity: '-12.5', ChargeCategory: 'Credit' },
        { BilledCost: '1e-7', SubAccountId: 'null' },
        // Billed in October, used in September.
        { BilledCost: '2', ChargePeriodStart: '2026-09-30T23:00:00Z', ChargePeriodEnd: '2026-10-01T00:00:00Z' },
        // The account changed its currency in the middle of the month.
        {
          BilledCost: '3',
          BillingCurrency: 'EUR',
          ChargePeriodStart: '2026-10-20T00:00:00Z',
          ChargePeriodEnd: '2026-10-21T00:00:00Z',
        },
      ]),
    );
    expect(outcome).toMatchObject({
      scope: 'october',
      untold: [],
      months: [{ month: '2026-10', state: 'kept', rows: 5, rejectedRows: 0 }],
    });
    expect(await billed()).toEqual({ USD: '50002.000000099999999999999999', EUR: '3' });
    expect(await billed('from=2026-09-01&to=2026-09-30&metric=billed')).toEqual({ USD: '2' });
    expect(await incoming()).toEqual([]);
    const entries = await database.prisma.auditEntry.findMany({ where: { action: 'cost.import' } });
    expect(entries.at(-1)).toMatchObject({ outcome: 'done', detail: { scope: 'october' } });
  });

  it('is one delivery of many files, packed or not', async () => {
    const files = [
      await hold('one.csv', bill([{ BilledCost: '1' }])),
      await hold('two.csv.gz', gzipSync(bill([{ BilledCost: '2' }]))),
    ];
    const body = { files };
    const unnamed = await call(deliveries.POST, { cookie: finance.cookie, body });
    expect([unnamed.status, (await unnamed.json()).errors]).toMatchObject([422, [{ path: 'scope' }]]);
    const named = await call(deliveries.POST, { cookie: finance.cookie, body: { ...body, scope: 'both' } });
    const outcome = importOutcomeSchema.parse(await named.json());
    const { files: kept, title } = await read(String(outcome.months[0]?.deliveryId));
    expect(title).toBe('Import of both, 2 files');
    expect(kept).toMatchObject([
      { name: 'one.csv', rows: 1, isKept: true, fault: null },
      { name: 'two.csv.gz', rows: 1, isKept: true },
    ]);
    expect(await billed()).toEqual({ USD: '3' });
    const again = await call(deliveries.POST, { cookie: finance.cookie, body: { ...body, scope: 'both' } });
    expect(again.status).toBe(404);
  });

  it('changes nothing the second time', async () => {
    const text = bill([{ BilledCost: '5' }]);
    const first = await importFile('october.csv', text);
    const second = await importFile('october.csv', text);
    expect(second.months).toMatchObject([
      { state: 'unchanged', deliveryId: first.months[0]?.deliveryId, rows: 1, rejections: [] },
    ]);
    expect((await list('superseded=true')).items).toHaveLength(1);
  });

  it('is read as somebody says where it does not say so itself', async () => {
    const text = 'BilledCost,BillingPeriodStart,ChargePeriodStart\n7,4/1/25,4/2/25\n';
    const refused = await importFile('april.csv', text);
    expect(refused.untold).toMatchObject([{ column: 'BillingCurrency', reason: expect.stringContaining('missing') }]);
    expect((await list()).items).toEqual([]);
    const outcome = await importFile('april.csv', text, { currency: 'USD', dateOrder: 'month-first' });
    expect(outcome.months).toMatchObject([{ month: '2025-04', state: 'kept' }]);
  });
});

describe('a bill that cannot be read', () => {
  it('is quarantined with row, column and reason, and the last good one goes on counting', async () => {
    await importFile('october.csv', bill([{ BilledCost: '5' }]));
    const bad = bill([{ BilledCost: '6' }, { BilledCost: '7', ChargePeriodStart: '2026-10-05T30:00:00Z' }]);
    const { months } = await importFile('october.csv', bad);
    const rejections = [
      {
        file: 'october.csv',
        row: 2,
        column: 'ChargePeriodStart',
        value: '2026-10-05T30:00:00Z',
        reason: 'It is no instant as ISO 8601 writes it.',
      },
    ];
    expect(months).toMatchObject([{ state: 'quarantined', rows: 1, rejectedRows: 1, rejections }]);
    expect(await billed()).toEqual({ USD: '5' });
    const id = String(months[0]?.deliveryId);
    expect(await read(id)).toMatchObject({
      state: 'quarantined',
      rejections,
      history: [{ id }, { state: 'kept', supersededAt: null }],
    });
    // Sent again it is read again, and says why again.
    expect((await importFile('october.csv', bad)).months).toMatchObject([{ state: 'unchanged', rejections }]);
    expect((await list('state=quarantined')).items).toHaveLength(1);
    const asked = await call(recheck.POST, { cookie: finance.cookie, params: { id } });
    expect([asked.status, (await asked.json()).detail]).toEqual([409, expect.stringContaining('Upload them again')]);
  });

  it.each([
    ['cut short', gzipSync(bill([{ BilledCost: '1' }])).subarray(0, 60), 'not gzip, or was cut short'],
    ['no text', Buffer.from([1, 0, 2, 0]), 'no text in UTF-8'],
    ['empty', '', 'empty'],
    ['a web page', '<!doctype html>', 'a web page'],
    [
      'without a needed column',
      'BilledCost,BillingCurrency,BillingPeriodStart\n1,USD,2026-10-01\n',
      'ChargePeriodStart is missing',
    ],
  ])(
    'because it is %s stands in the delivery with its hash, beside the files that are well',
    async (_, content, reason) => {
      const alone = await importFile('bad.csv', content);
      expect(alone).toMatchObject({
        months: [],
        untold: [{ file: 'bad.csv', reason: expect.stringContaining(reason) }],
      });
      const files = [await hold('good.csv', bill([{ BilledCost: '1' }])), await hold('bad.csv', content)];
      const response = await call(deliveries.POST, { cookie: finance.cookie, body: { files, scope: 'mixed' } });
      const { months } = importOutcomeSchema.parse(await response.json());
      expect(months).toMatchObject([{ month: '2026-10', state: 'quarantined', rows: 1 }]);
      const { files: told } = await read(String(months[0]?.deliveryId));
      expect(told).toMatchObject([
        { name: 'good.csv', isKept: true, fault: null },
        {
          name: 'bad.csv',
          rows: 0,
          isKept: false,
          fault: expect.stringContaining(reason),
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ]);
    },
  );

  it('because it is a bomb is refused, and nothing of it stays', async () => {
    const bomb = gzipSync(`${bill([{ BilledCost: '1' }])}${'\n'.repeat(8 << 20)}`);
    const files = [await hold('bomb.csv.gz', bomb)];
    const response = await call(deliveries.POST, { cookie: finance.cookie, body: { files } });
    expect([response.status, (await response.json()).detail]).toEqual([
      413,
      expect.stringContaining('unpacks to more'),
    ]);
    expect(await incoming()).toEqual([]);
  });
});

describe('bills that tell the same costs', () => {
  it('wait for a choice, which may be taken back, and only as it was shown', async () => {
    const first = await importFile('one.csv', bill([{ BilledCost: '5' }]));
    const second = await importFile('two.csv', bill([{ BilledCost: '8' }]));
    const [one, two] = [String(first.months[0]?.deliveryId), String(second.months[0]?.deliveryId)];
    expect(second.months).toMatchObject([
      { state: 'overlapping', rejections: [{ reason: expect.stringContaining('one.csv') }] },
    ]);
    expect(await billed()).toEqual({ USD: '5' });
    expect((await read(two)).choice?.instead).toMatchObject([{ id: one }]);
    expect((await read(one)).choice).toBeNull();
    const decide = (id: string, instead: string[]) =>
      call(choose.POST, { cookie: finance.cookie, params: { id }, body: { instead } });
    expect((await decide(two, [])).status).toBe(409);
    expect((await decide(two, [one])).status).toBe(200);
    expect(await billed()).toEqual({ USD: '8' });
    expect((await decide(two, [one])).status).toBe(409);
    const back = await read(one);
    expect(back.choice?.instead).toHaveLength(1);
    expect((await decide(one, back.choice?.instead.map(({ id }) => id) ?? [])).status).toBe(200);
    expect(await billed()).toEqual({ USD: '5' });
    expect(await database.prisma.auditEntry.count({ where: { action: 'cost.choose-delivery' } })).toBe(2);
  });
});

describe('sending a file', () => {
  it('leaves nothing behind when it breaks off, and says so', async () => {
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('BilledCost,'));
      },
      pull(controller) {
        controller.error(new Error('The sender went away.'));
      },
    });
    const response = await send('broken.csv', broken);
    expect([response.status, (await response.json()).detail]).toEqual([422, expect.stringContaining('broke off')]);
    expect(await incoming()).toEqual([]);
  });

  it('is refused beyond what a delivery may hold, told beforehand or not', async () => {
    const large = Buffer.alloc((1 << 20) + 1, 'x');
    const chunks = new ReadableStream({
      start(controller) {
        for (let part = 0; part < 5; part += 1) controller.enqueue(Buffer.alloc(1 << 18, 'x'));
        controller.close();
      },
    });
    expect((await send('large.csv', large)).status).toBe(413);
    expect((await send('large.csv', chunks)).status).toBe(413);
    expect(await incoming()).toEqual([]);
  });

  it('takes bytes alone, from a page of this console', async () => {
    expect((await send('a.csv', 'a', { 'content-type': 'application/json' })).status).toBe(415);
    expect((await send('a.csv', 'a', { 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await send('a.csv', 'a', { 'content-type': 'text/plain' })).status).toBe(403);
    expect((await send('a.csv', 'a', { origin: 'https://elsewhere.example' })).status).toBe(403);
  });

  it('is for whoever sent it, by whatever token, and can be taken back', async () => {
    const id = await hold('mine.csv', bill([{ BilledCost: '1' }]));
    const other = await createTestPerson(database, 'finance');
    const ask = (given: { cookie?: string; token?: string }) =>
      call(deliveries.POST, { ...given, body: { files: [id] } });
    expect((await ask({ cookie: other.cookie })).status).toBe(404);
    await call(upload.DELETE, { cookie: other.cookie, params: { id } });
    expect(await incoming()).toHaveLength(1);
    const token = await createTestToken(database, finance.id, ['cost:write']);
    expect((await ask({ token })).status).toBe(200);
    const second = await hold('again.csv', 'a,b\n');
    expect((await call(upload.DELETE, { cookie: finance.cookie, params: { id: second } })).status).toBe(204);
    expect(await incoming()).toEqual([]);
  });
});

describe('the list of deliveries', () => {
  it('pages through them all, the newest month first, and tells superseded ones when asked', async () => {
    const month = (start: string, next: string, costs: string) =>
      bill([
        {
          BilledCost: costs,
          BillingPeriodStart: start,
          BillingPeriodEnd: next,
          ChargePeriodStart: start,
          ChargePeriodEnd: next,
        },
      ]);
    await importFile('year.csv', month('2026-09-01T00:00:00Z', '2026-10-01T00:00:00Z', '1'));
    await importFile('year.csv', month('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z', '1'));
    await importFile('year.csv', month('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z', '2'));
    expect((await list()).items.map((one) => one.month)).toEqual(['2026-10', '2026-09']);
    const first = await list('superseded=true&limit=2');
    const rest = await list(`superseded=true&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items].map((one) => [one.month, one.supersededAt === null])).toEqual([
      ['2026-10', true],
      ['2026-10', false],
      ['2026-09', true],
    ]);
    expect(rest.nextCursor).toBeNull();
    expect((await list('month=2026-09')).items).toMatchObject([
      { scope: 'year', rows: 1, addedUp: { rulesVersion: null }, missing: expect.arrayContaining(['InvoiceId']) },
    ]);
  });

  it('tells whoever reaches one team of its bills, not how many rows they have, and of no others', async () => {
    await importFile('ours.csv', bill([{ Tags: '{"team":"vision"}' }, { Tags: '{"team":"speech"}' }]));
    await importFile('theirs.csv', bill([{ Tags: '{"team":"speech"}', BillingAccountId: 'other' }]));
    const member = await createTestPerson(database, 'finance', { scope: { kind: 'team', team: 'vision' } });
    const ask = await call(deliveries.GET, { cookie: member.cookie, path: '/api/v1/cost/deliveries' });
    const { items } = deliveriesSchema.parse(await ask.json());
    expect(items).toMatchObject([{ scope: 'ours', rows: null, rejectedRows: null, missing: null, state: 'kept' }]);
    const all = (await list()).items;
    const open = (scope: string) =>
      call(delivery.GET, { cookie: member.cookie, params: { id: String(all.find((one) => one.scope === scope)?.id) } });
    expect((await open('theirs')).status).toBe(404);
    expect(deliveryDetailSchema.parse(await (await open('ours')).json())).toMatchObject({
      files: null,
      rejections: null,
      billingAccounts: null,
    });
  });
});
