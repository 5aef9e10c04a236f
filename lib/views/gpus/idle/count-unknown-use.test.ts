import { expect, test } from 'vitest';
import { countUnknownUse } from './count-unknown-use';

test('only what nobody can tell is unknown: an idle device of unmeasured memory is not counted twice', () => {
  const uses = (['unknown', 'idle', 'free', 'unknown'] as const).map((use) => ({ use, idleness: { kind: null } }));
  expect(countUnknownUse([{ cells: uses, slots: [0, 1, 2, 3] }])).toBe(2);
  expect(countUnknownUse([{ cells: uses, slots: [1, 3] }])).toBe(1);
  expect(countUnknownUse([])).toBe(0);
});
