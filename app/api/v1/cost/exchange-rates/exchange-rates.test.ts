import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestPerson, type TestPerson } from '@/lib/access/test-people';
import { heldFileSchema } from '@/lib/api/contracts/deliveries';
import { exchangeRatesSchema, ratesImportedSchema } from '@/lib/api/contracts/exchange-rates';
import { call, createTestDeployment, testOrigin } from '@/lib/api/server/test-requests';
import * as uploads from '../uploads/route';
import * as rates from './route';

let database: Awaited<ReturnType<typeof createTestDeployment>>;
let finance: TestPerson;
let dataDir: string;
beforeAll(async () => {
  database = await createTestDeployment();
  finance = await createTestPerson(database, 'finance');
  dataDir = await mkdtemp(join(tmpdir(), 'millwright-rates-'));
  vi.stubEnv('MILLWRIGHT_DATA_DIR', dataDir);
});
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true });
});

async function importFile(text: string, source?: string): Promise<Response> {
  const url = new URL('/api/v1/cost/uploads?name=rates.csv', testOrigin);
  const headers = { origin: testOrigin, cookie: finance.cookie, 'content-type': 'application/octet-stream' };
  const held = await uploads.POST(new Request(url, { method: 'POST', headers, body: text }), {
    params: Promise.resolve({}),
  });
  const { id: file } = heldFileSchema.parse(await held.json());
  return call(rates.POST, { cookie: finance.cookie, body: { file, ...(source === undefined ? {} : { source }) } });
}

async function list(query = '') {
  const path = `/api/v1/cost/exchange-rates${query}`;
  return exchangeRatesSchema.parse(await (await call(rates.GET, { cookie: finance.cookie, path })).json());
}

it('tells the pairs and their rates, corrected ones beside the old', async () => {
  const first = await importFile('Date,USD,GBP\n2026-10-05,1.25,N/A\n2026-10-02,1.20,0.8\n');
  expect(ratesImportedSchema.parse(await first.json())).toEqual({
    source: 'European Central Bank',
    told: 3,
    added: 3,
    changed: 0,
    firstDay: '2026-10-02',
    lastDay: '2026-10-05',
  });
  const corrected = await importFile('day,from,to,rate\n2026-10-05,EUR,USD,1.3\n', 'Treasury');
  expect(ratesImportedSchema.parse(await corrected.json())).toMatchObject({ source: 'Treasury', added: 1 });
  expect((await list()).pairs).toMatchObject([
    { last: { to: 'GBP', rate: '0.8' }, replaced: 0 },
    { last: { to: 'USD', rate: '1.3', source: 'Treasury' }, days: 2, replaced: 1 },
  ]);
  expect((await list('?from=EUR&to=USD')).rates).toMatchObject([{ rate: '1.3' }, { rate: '1.25' }, { rate: '1.2' }]);
  expect(await readdir(join(dataDir, 'ledger', 'incoming'))).toEqual([]);
});

it('refuses a file that tells none, naming rows, and keeps nothing known of it', async () => {
  const before = await list();
  const bad = await importFile('day,from,to,rate\n2026-10-05,EUR,USD,1.4\n2026-10-06,EUR,USD,NULL\n');
  expect([bad.status, await bad.json()]).toMatchObject([
    422,
    { errors: [{ path: 'row 2', message: expect.stringContaining('rate: It is no number') }] },
  ]);
  expect((await list()).pairs).toEqual(before.pairs);
  expect((await call(rates.GET, { cookie: finance.cookie, path: '/api/v1/cost/exchange-rates?from=EUR' })).status).toBe(
    422,
  );
});
