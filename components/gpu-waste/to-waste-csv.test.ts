import { expect, test } from 'vitest';
import type { GpuWasteCost, GpuWasteSums } from '@/lib/api/contracts/gpu-waste';
import { noGpuTime } from '@/lib/domain/cost/gpu-use';
import { toWasteCsv } from './to-waste-csv';

const hour = 3_600_000;
const cost: GpuWasteCost = {
  basis: 'billed',
  currency: 'USD',
  total: '100',
  parts: { useful: '6', 'thrown-away': '0', idle: '1', 'not-allocated': '3', 'not-listed': '0', 'not-measured': '90' },
  measured: '10',
  waste: '4',
  perUsefulHour: '2',
};
const line: GpuWasteSums = {
  time: { ...noGpuTime, useful: 3 * hour, idle: hour, unknown: 36 * hour },
  costs: [cost],
  unbilled: { ms: 0, estimates: [] },
};
const unmeasured: GpuWasteSums = {
  time: { ...noGpuTime, unknown: 5 * hour },
  costs: [
    {
      ...cost,
      total: '90',
      parts: { ...cost.parts, useful: '0', idle: '0', 'not-allocated': '0' },
      measured: '0',
      waste: null,
      perUsefulHour: null,
    },
  ],
  unbilled: { ms: 0, estimates: [] },
};

function read(lines: readonly (GpuWasteSums & { label: string })[], atLeast = false) {
  const [header = '', ...rows] = toWasteCsv('Team', lines, cost, atLeast).trim().split('\r\n');
  const titles = header.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, index) => [titles[index] ?? '', cell])));
}

test('says beside every waste of how much it was measured, and that it is at least this', () => {
  const [vision] = read([{ ...line, label: 'vision' }]);
  expect(vision).toMatchObject({
    Team: 'vision',
    'measured GPU-hours': '4',
    'all GPU-hours': '40',
    'measured cost': '10',
    'waste cost': '4',
    'waste exact or at least': 'at least',
    'GPU cost': '100',
    'GPU cost exact or at least': 'exact',
  });
});

test('leaves empty what nobody measured, which is not nought', () => {
  const [speech] = read([{ ...unmeasured, label: 'speech' }], true);
  expect(speech).toMatchObject({
    'idle cost': '',
    'useful cost': '',
    'idle GPU-hours': '',
    'unknown GPU-hours': '5',
    'not-measured cost': '90',
    'measured cost': '0',
    'waste cost': '',
    'waste exact or at least': '',
    'GPU cost exact or at least': 'at least',
  });
});
