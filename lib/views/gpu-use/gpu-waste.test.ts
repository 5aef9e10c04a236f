import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { splitGpuBills } from '@/lib/analytics/gpu-use/split-bill';
import { gpuWasteQuerySchema, gpuWasteSchema } from '@/lib/api/contracts/gpu-waste';
import type { RoleGrant } from '@/lib/domain/access';
import { parseAmount } from '@/lib/domain/cost/amount';
import type { GpuRun } from '@/lib/domain/cost/gpu-run';
import { gpuCostParts } from '@/lib/domain/cost/gpu-use';
import { actorWith, TestBills, type TestDelivery } from '@/lib/store/cost-rollups/test-bills';
import type { TestCostRow } from '@/lib/store/cost-rollups/test-ledger';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { type MachineHour, writeHours } from '@/lib/store/gpu-use/hour-accounts';
import { readRunsOver, writeRuns } from '@/lib/store/gpu-use/kept-runs';
import { readGpuUse } from '@/lib/store/gpu-use/read-gpu-use';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readGpuWaste } from './read-gpu-waste';
import { sumWaste } from './sum-waste';

let bills: TestBills;
beforeAll(async () => {
  bills = await TestBills.create();
});
afterAll(() => bills.close());
beforeEach(async () => {
  await bills.empty();
  await bills.database.pool.query('TRUNCATE gpu_run, gpu_use_hour, gpu_use_day, gpu_use_pass CASCADE');
});

const now = new Date('2026-11-10T12:00:00Z');
const hourMs = 3_600_000;
const machineId = randomUUID();
const connectionId = randomUUID();
async function ask(query: Record<string, unknown> = {}, grants?: RoleGrant[]) {
  const parsed = gpuWasteQuerySchema.parse({ from: '2026-11-08', to: '2026-11-09', ...query });
  const context = { actor: actorWith(grants), database: bills.database, now };
  return gpuWasteSchema.parse(await readGpuWaste(context, parsed, bills.openLedger));
}

let delivered = 0;
const deliver = (rows: readonly TestCostRow[], given: Partial<TestDelivery> = {}) =>
  bills.deliver(
    rows.map((row) => ({ BillingCurrency: 'USD', x_provider: 'aws', x_charge_day: '2026-11-08', ...row })),
    {
      month: '2026-11-01',
      scope: `bill-${delivered++}`,
      arrivedAt: new Date('2026-11-10T00:00:00Z'),
      ...given,
    },
  );

const charge = (cost: string, site: string, rest: TestCostRow = {}): TestCostRow => ({
  EffectiveCost: cost,
  BilledCost: cost,
  x_gpu_model: 'NVIDIA H100',
  x_gpu_hours: '192',
  Tags: JSON.stringify({ site }),
  ...rest,
});

/** All hours of a day, each with these times of one machine. */
async function account(
  times: Partial<Pick<MachineHour, 'notAllocatedMs' | 'idleMs' | 'busyMs' | 'unknownMs'>>,
  rest: Partial<MachineHour> = {},
  day = '2026-11-08',
): Promise<void> {
  const hours = Array.from({ length: 24 }, (_, hour) => new Date(Date.parse(day) + hour * hourMs));
  const accounts = hours.map(
    (hour): MachineHour => ({
      hour,
      machineId,
      connectionId,
      provider: 'aws',
      site: 'oslo',
      team: 'vision',
      gpuModel: 'NVIDIA H100',
      runId: null,
      notAllocatedMs: 0,
      idleMs: 0,
      busyMs: 0,
      unknownMs: 0,
      ...times,
      ...rest,
    }),
  );
  await inTransaction(bills.database.pool, (client) =>
    writeHours(client, {
      hours: hours.map((hour) => ({ hour, accountedAt: now, until: new Date(hour.getTime() + hourMs) })),
      machineIds: [rest.machineId ?? machineId],
      accounts,
    }),
  );
}

const run: GpuRun = {
  resourceId: randomUUID(),
  connectionId,
  system: 'slurm',
  name: 'train',
  namespace: null,
  madeBy: null,
  site: 'oslo',
  team: 'vision',
  owner: 'ida',
  startedAt: new Date('2026-11-08T00:00:00Z'),
  endedAt: null,
  outcome: 'running',
  reason: null,
  isService: false,
  checkpointAt: null,
  holdings: [{ node: 'n1', count: 8, indexes: null }],
  gpuModel: 'NVIDIA H100',
  gpuCount: 8,
  lastSeenAt: new Date('2026-11-08T10:00:00Z'),
};

async function keepRun(given: Partial<GpuRun> = {}): Promise<string> {
  await inTransaction(bills.database.pool, (client) => writeRuns(client, [{ ...run, ...given }]));
  const [kept] = await readRunsOver(bills.database.pool, { from: new Date(0), to: now });
  return kept?.id ?? '';
}

const ended = { endedAt: new Date('2026-11-09T00:00:00Z'), outcome: 'failed', reason: 'OutOfMemory' } as const;

describe('accounts of hours', () => {
  test('written again change nothing, and written anew replace what the same machines had', async () => {
    await account({ busyMs: 6 * hourMs, idleMs: 2 * hourMs });
    const once = await readGpuUse(bills.database.pool, { from: '2026-11-08', to: '2026-11-08' });
    expect(once).toHaveLength(1);
    expect(once[0]?.time).toEqual({
      'not-allocated': 0,
      idle: 48 * hourMs,
      'thrown-away': 0,
      useful: 144 * hourMs,
      unknown: 0,
    });
    await account({ busyMs: 6 * hourMs, idleMs: 2 * hourMs });
    expect(await readGpuUse(bills.database.pool, { from: '2026-11-08', to: '2026-11-08' })).toEqual(once);

    await account({ notAllocatedMs: 8 * hourMs }, { machineId: randomUUID(), team: null });
    await account({ unknownMs: 8 * hourMs });
    const anew = await readGpuUse(bills.database.pool, { from: '2026-11-08', to: '2026-11-08' });
    expect(anew.map(({ team, time }) => [team, time.unknown, time['not-allocated']])).toEqual([
      ['vision', 192 * hourMs, 0],
      [null, 0, 192 * hourMs],
    ]);
  });

  test('of an attempt that failed are thrown away however late that is known, but for what a checkpoint kept', async () => {
    const timeOf = async () =>
      (await readGpuUse(bills.database.pool, { from: '2026-11-08', to: '2026-11-08' }))[0]?.time;
    const runId = await keepRun();
    await account({ busyMs: 6 * hourMs, idleMs: 2 * hourMs }, { runId });
    expect(await timeOf()).toMatchObject({ useful: 144 * hourMs, 'thrown-away': 0 });
    expect(await keepRun({ ...ended, holdings: null })).toBe(runId);
    expect(await timeOf()).toMatchObject({ useful: 0, 'thrown-away': 144 * hourMs, idle: 48 * hourMs });
    await keepRun({ ...ended, checkpointAt: new Date('2026-11-08T18:00:00Z') });
    expect(await timeOf()).toMatchObject({ useful: 108 * hourMs, 'thrown-away': 36 * hourMs });
    await keepRun({ ...ended, isService: true, lastSeenAt: ended.endedAt });
    expect(await timeOf()).toMatchObject({ useful: 144 * hourMs, 'thrown-away': 0 });
    // What it had is known from before it ended.
    expect((await readRunsOver(bills.database.pool, { from: new Date(0), to: now }))[0]?.holdings).toEqual(
      run.holdings,
    );
  });
});

describe('the GPU part of the bill', () => {
  beforeEach(async () => {
    const runId = await keepRun(ended);
    await account({ busyMs: 4 * hourMs, idleMs: 2 * hourMs });
    await account({ busyMs: 2 * hourMs }, { runId, team: 'speech', machineId: randomUUID() });
    await deliver([
      charge('100.000000000000000000000001', 'oslo'),
      charge('7', 'rome', { x_gpu_hours: null }),
      charge('5', 'oslo', { x_gpu_model: null, x_gpu_hours: null }),
    ]);
  });

  test('is its parts to the last digit, in all, by day and by line', async () => {
    const { whole, days, lines } = await ask();
    const [cost] = whole.costs;
    expect(cost).toMatchObject({
      basis: 'billed',
      currency: 'USD',
      total: '107.000000000000000000000001',
      parts: { 'thrown-away': '25', idle: '25', 'not-allocated': '0', 'not-measured': '7' },
    });
    const sum = (parts: Record<string, string>) =>
      gpuCostParts.reduce((all, part) => all + (parseAmount(parts[part] ?? '') ?? 0n), 0n);
    expect(sum(cost?.parts ?? {})).toBe(parseAmount('107.000000000000000000000001'));
    expect(days.map(({ day, costs, coveredMs }) => [day, costs[0]?.total, coveredMs / hourMs])).toEqual([
      ['2026-11-08', '107.000000000000000000000001', 24],
      ['2026-11-09', undefined, 0],
    ]);
    expect(lines.map(({ value, costs }) => [value, costs[0]?.total])).toEqual([
      ['vision', '75.000000000000000000000001'],
      ['speech', '25'],
      [null, '7'],
    ]);
  });

  test('makes a useful hour bear what was measured, and says that it is not known where there is none', async () => {
    const { whole, lines } = await ask();
    // 100 for 96 useful hours; what was billed in Rome was not measured.
    expect(whole.costs[0]?.perUsefulHour).toBe('1.041666666666666666666667');
    expect(lines.map(({ value, costs }) => [value, costs[0]?.perUsefulHour === null])).toEqual([
      ['vision', false],
      ['speech', true],
      [null, true],
    ]);
  });

  test('tells the attempts that were lost, with what their hours cost that day', async () => {
    const { thrownAway, training } = await ask();
    expect(thrownAway).toMatchObject({
      leftOut: 0,
      items: [{ name: 'train', outcome: 'failed', reason: 'OutOfMemory', ms: 48 * hourMs, checkpointAt: null }],
    });
    expect(thrownAway.items[0]?.costs).toEqual([{ basis: 'billed', currency: 'USD', amount: '25' }]);
    expect(training.items).toHaveLength(1);
  });

  test('stands beside the hours that bills tell', async () => {
    const { ladder } = await ask();
    expect(ladder).toEqual([
      {
        provider: 'aws',
        gpuModel: 'NVIDIA H100',
        billedHours: '192',
        listedMs: 192 * hourMs,
      },
    ]);
  });

  test('is not listed where it tells more hours than devices were listed', async () => {
    await deliver([charge('60', 'oslo', { x_gpu_hours: '128' })]);
    const { whole, lines, thrownAway } = await ask();
    // 160 for 320 hours, of which 192 were listed; Rome tells no hours.
    expect(whole.costs[0]?.parts).toMatchObject({
      useful: '48',
      'thrown-away': '24',
      idle: '24',
      'not-listed': '64.000000000000000000000001',
      'not-measured': '7',
    });
    expect(whole.costs[0]?.perUsefulHour).toBe('1');
    expect(lines.map(({ value, costs }) => [value, costs[0]?.parts['not-listed']])).toEqual([
      ['vision', '0'],
      ['speech', '0'],
      [null, '64.000000000000000000000001'],
    ]);
    expect(thrownAway.items[0]?.costs).toEqual([{ basis: 'billed', currency: 'USD', amount: '24' }]);
  });

  test('of what was reserved and not used, or bought ahead, does not make what was used dearer', async () => {
    const unused = { ChargeCategory: 'Usage', CommitmentDiscountStatus: 'Unused', x_gpu_hours: null };
    await deliver([
      charge('0', 'oslo', { ChargeCategory: 'Usage', CommitmentDiscountStatus: 'Used', x_gpu_hours: '0' }),
      charge('100', 'oslo', unused),
      charge('11', 'oslo', { ChargeCategory: 'Purchase', x_gpu_hours: null }),
      charge('3', 'bari', unused),
      charge('40', 'oslo', { ...unused, BillingCurrency: 'EUR' }),
    ]);
    await account({ busyMs: 8 * hourMs }, { site: 'bari', machineId: randomUUID() });
    const { whole, lines, thrownAway, ladder } = await ask();
    const [dollars, euros] = whole.costs;
    expect(dollars).toMatchObject({
      currency: 'USD',
      total: '221.000000000000000000000001',
      parts: { 'thrown-away': '25', idle: '25', 'not-allocated': '0', 'not-listed': '114', 'not-measured': '7' },
      perUsefulHour: '1.041666666666666666666667',
    });
    expect(euros).toMatchObject({ currency: 'EUR', total: '40', perUsefulHour: null });
    expect(euros?.parts['not-listed']).toBe('40');
    expect(lines.find(({ value }) => value === null)?.costs[0]?.parts['not-listed']).toBe('114');
    expect(thrownAway.items[0]?.costs).toEqual([{ basis: 'billed', currency: 'USD', amount: '25' }]);
    // What nobody used is no bill of the devices of Bari.
    expect(whole.unbilled.ms).toBe(192 * hourMs);
    expect(ladder[0]?.billedHours).toBe('192');
  });

  test('stands beside the hours that CoreWeave tells without a price', async () => {
    const row = charge('3', 'oslo', { x_provider: 'coreweave', x_gpu_model: 'NVIDIA GB200', x_gpu_hours: '4' });
    await deliver([row], { source: 'coreweave-usage', basis: 'own-estimate' });
    const { ladder } = await ask();
    expect(ladder.find(({ provider }) => provider === 'coreweave')).toEqual({
      provider: 'coreweave',
      gpuModel: 'NVIDIA GB200',
      billedHours: '4',
      listedMs: 0,
    });
  });

  test('is told of their site, or of their team alone, to those who see no more', async () => {
    const rome = await ask({ by: 'site' }, [{ role: 'finance', scope: { kind: 'site', site: 'rome' } }]);
    expect([rome.whole.costs[0]?.total, rome.lines.map(({ value }) => value), rome.ladder]).toEqual([
      '7',
      ['rome'],
      [],
    ]);
    const speech = await ask({}, [{ role: 'finance', scope: { kind: 'team', team: 'speech' } }]);
    expect(speech.whole.costs[0]?.total).toBe('25');
    expect(speech.lines.map(({ value }) => value)).toEqual(['speech']);
    expect(speech.thrownAway.items).toHaveLength(1);
    const vision = await ask({}, [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }]);
    expect([vision.thrownAway.items, vision.training.items]).toEqual([[], []]);
    await expect(ask({}, [{ role: 'viewer', scope: { kind: 'all' } }])).rejects.toThrow();
  });

  test('is told by the million tokens of services that report them', async () => {
    const pod = { system: 'kubernetes', name: 'llama-0', namespace: 'serving', madeBy: 'StatefulSet/llama' };
    const rest = { ...pod, resourceId: randomUUID(), isService: true, outcome: 'running', endedAt: null } as const;
    await inTransaction(bills.database.pool, (client) => writeRuns(client, [{ ...run, ...rest }]));
    const runs = await readRunsOver(bills.database.pool, { from: new Date(0), to: now });
    const runId = runs.find(({ name }) => name === 'llama-0')?.id ?? '';
    await account({ busyMs: 8 * hourMs }, { runId, team: 'speech', machineId: randomUUID() });
    const { id } = await bills.database.prisma.connection.create({
      data: { provider: 'prometheus', name: 'p', settings: {}, tagRules: {}, intervalMs: 60_000 },
    });
    const points = [10, 11, 12].map((hour, index) => ({
      at: new Date(`2026-11-08T${hour}:30:00Z`),
      value: index * 1_000_000,
    }));
    const attributes = { 'k8s.namespace.name': 'serving', 'k8s.pod.name': 'llama-0', 'token.kind': 'prompt' };
    const series = { metric: 'llm.tokens', definition: 'd', subject: 'container', attributes, points } as const;
    await metricStoreOf(bills.database.pool).write(
      { connectionId: id, series: [series], now: new Date('2026-11-08T13:00:00Z') },
      async () => undefined,
    );
    // Of 16 GPU-hours an hour the service has 8: half of 100, for two million tokens.
    expect((await ask()).tokens).toMatchObject([
      { name: 'llama', tokens: 2_000_000, costs: [{ currency: 'USD', perMillion: '25', tokens: 2_000_000 }] },
    ]);
    const rome: RoleGrant[] = [{ role: 'finance', scope: { kind: 'site', site: 'rome' } }];
    expect((await ask({}, rome)).tokens).toEqual([]);

    await bills.database.pool.query("DELETE FROM gpu_use_pass WHERE hour = '2026-11-08T23:00:00Z'");
    expect((await ask()).tokens).toMatchObject([{ tokens: 2_000_000, costs: [] }]);

    // Half of it runs where no bill tells of it, and which tokens that half made nobody knows.
    await account({ busyMs: 8 * hourMs }, { runId, team: 'speech', site: 'bari', machineId: randomUUID() });
    expect((await ask()).tokens).toMatchObject([{ tokens: 2_000_000, costs: [] }]);
    expect((await ask({ site: ['oslo'] })).tokens).toEqual([]);
  });

  test('of many shares is summed up all the same', async () => {
    const [share] = splitGpuBills(
      [{ day: '2026-11-08', provider: 'aws', site: null, gpuModel: 'g', basis: 'billed', currency: 'USD', amount: 1n }],
      { accounts: [], coveredMs: () => 0, billedMs: () => null, unused: () => null },
    );
    const shares = Array.from({ length: 200_000 }, () => share).filter((one) => one !== undefined);
    const { costs } = sumWaste({ accounts: [], shares, booksOf: new Map(), priceOf: () => null });
    expect(parseAmount(costs[0]?.total ?? '')).toBe(200_000n);
  });

  test('of a day that is not over is not split, and hours without a bill have no cost', async () => {
    await account({ busyMs: 8 * hourMs }, {}, '2026-11-10');
    await deliver([charge('9', 'oslo', { x_charge_day: '2026-11-10' })]);
    const { whole } = await ask({ from: '2026-11-10', to: '2026-11-10' });
    expect(whole.costs[0]).toMatchObject({ total: '9', parts: { 'not-measured': '9' }, perUsefulHour: null });
    expect(whole.unbilled).toEqual({ ms: 192 * hourMs, estimates: [] });
  });
});
