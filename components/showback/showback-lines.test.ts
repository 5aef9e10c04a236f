import { expect, it } from 'vitest';
import type { ShowbackBook } from '@/lib/api/contracts/showback';
import { addColumn, toShowbackLines } from './showback-lines';

const figure = (amount: string) => ({ amount, rows: 1, untoldRows: 0, atLeast: false });
const book: ShowbackBook = {
  basis: 'billed',
  currency: 'USD',
  whole: figure('21'),
  teams: [
    {
      team: 'vision',
      direct: figure('10'),
      idleOut: '2.5',
      fromPools: ['3', null],
      idleIn: null,
      total: figure('10.5'),
    },
    { team: 'speech', direct: null, idleOut: null, fromPools: ['1', null], idleIn: null, total: figure('1') },
  ],
  unallocated: { direct: figure('5'), idleOut: '0.5', total: figure('4.5') },
  idle: { amount: '3', reason: 'separate' },
  unsplit: [{ pool: 'Licences', amount: '2', reason: 'no-gpu-hours' }],
};

it('adds up to the whole, with what no team bears in rows of their own and the reason', () => {
  const lines = toShowbackLines(
    {
      pools: [
        { name: 'Support', split: 'even' },
        { name: 'Licences', split: 'usage' },
      ],
    },
    book,
  );
  expect(lines.map(({ label, idle, total }) => [label, idle, total.amount])).toEqual([
    ['vision', '-2.5', '10.5'],
    ['speech', null, '1'],
    ['Unallocated', '-0.5', '4.5'],
    ['Idle GPUs', null, '3'],
    ['Not shared: Licences', null, '2'],
  ]);
  expect(addColumn(lines.map(({ total }) => total.amount))).toBe('21');
  expect(lines.map(({ why }) => why === null)).toEqual([true, true, false, false, false]);
  expect(lines[4]?.why).toContain('GPU-hours');
});

it('has no sum where no row has a part', () => {
  expect(addColumn([null, null])).toBeNull();
});
