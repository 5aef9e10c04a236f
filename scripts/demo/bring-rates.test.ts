import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { formatAmount } from '@/lib/domain/cost/amount';
import { parseRates } from '@/lib/domain/cost/parse-rates';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { listRatePairs, listRates } from '@/lib/store/exchange-rates/list-rates';
import { bringRates } from './bring-rates';
import { keepRates } from './keep-rates';
import { toSimulatedRates } from './simulated-rates';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const monday = new Date('2026-11-23T06:00:00Z');

test('rates are plausible, of working days up to today, and the same whenever they are told', () => {
  const told = parseRates(toSimulatedRates(monday));
  expect([told?.form, told?.faults]).toEqual(['long', []]);
  const rates = told?.rates ?? [];
  expect([rates.length, rates[0]?.day, rates.at(-1)?.day]).toEqual([286, '2025-10-20', '2026-11-23']);
  expect(rates.every(({ day }) => ![0, 6].includes(new Date(day).getUTCDay()))).toBe(true);
  const values = rates.map(({ rate }) => Number(formatAmount(rate)));
  expect([Math.min(...values) > 1.05, Math.max(...values) < 1.21]).toEqual([true, true]);
  expect(new Set(values).size).toBeGreaterThan(200);
  const later = parseRates(toSimulatedRates(new Date('2026-12-09T00:00:00Z')))?.rates ?? [];
  expect(later.find(({ day }) => day === '2026-11-20')).toEqual(rates.find(({ day }) => day === '2026-11-20'));
});

test('a start adds the days since the last under a name that says what they are', async () => {
  const at = (now: Date) => bringRates({ context: { actor: cliActor('demo'), database, now, requestId: 'demo' } });
  await at(new Date('2026-11-20T06:00:00Z'));
  await at(monday);
  const [pair, ...others] = await listRatePairs(database.pool, monday);
  expect([pair?.last.source, pair?.last.day, pair?.replaced, others]).toEqual(['Simulated rates', '2026-11-23', 0, []]);
  const rates = await listRates(database.pool, { from: 'EUR', to: 'USD', asOf: monday, limit: 2 });
  expect(rates.map(({ day, importedAt }) => [day, importedAt])).toEqual([
    ['2026-11-23', monday],
    ['2026-11-20', new Date('2026-11-20T06:00:00Z')],
  ]);
});

test('a demo that goes on adds each new day while it runs', async () => {
  const clock = { now: new Date('2026-11-24T22:00:00Z') };
  const lastDay = async () => (await listRatePairs(database.pool, new Date('2026-12-31T00:00:00Z')))[0]?.last.day;
  const env = { DATABASE_URL: database.url, MILLWRIGHT_KEY: randomBytes(32).toString('base64') };
  const rates = keepRates(env, { now: () => clock.now, everyMs: 20 });
  try {
    await vi.waitFor(async () => expect(await lastDay()).toBe('2026-11-24'), { timeout: 10_000 });
    clock.now = new Date('2026-11-25T00:10:00Z');
    await vi.waitFor(async () => expect(await lastDay()).toBe('2026-11-25'), { timeout: 10_000 });
  } finally {
    await rates.stop();
  }
});
