import { expect, test } from 'vitest';
import { fleetNodeSchema } from './gpus';

const node = {
  id: '0199a7b0-0000-7000-8000-000000000001',
  name: 'node-1',
  provider: 'aws',
  model: 'NVIDIA H100',
  slots: [0, 3],
  busy: [12.5, null],
  health: 'hu',
  use: 'bu',
};
const passes = (part: object) => fleetNodeSchema.safeParse({ ...node, ...part }).success;

test('a column of slots holds whole numbers from 0', () => {
  expect(passes({})).toBe(true);
  expect(passes({ slots: [] })).toBe(true);
  for (const slots of [[-1], [0.5], ['0'], [null], [Number.NaN], '0', null, { 0: 0 }])
    expect(passes({ slots })).toBe(false);
});

test('a column of shares holds percent, and null where nobody measured', () => {
  expect(passes({ busy: [0, 100, null] })).toBe(true);
  for (const busy of [[-0.1], [100.1], ['12'], [undefined], [Number.NaN], null]) expect(passes({ busy })).toBe(false);
});
