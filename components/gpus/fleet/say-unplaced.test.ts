import { expect, test } from 'vitest';
import { sayUnplaced } from './say-unplaced';

const none = { ambiguous: 0, unlisted: 0, beyond: 0, unclear: 0 };

test('series of no GPU are told with how many and why', () => {
  expect(sayUnplaced({ ...none, unlisted: 1204 })).toBe(
    '1,204 series of machines that no inventory lists with GPUs: of none of the GPUs counted here.',
  );
  expect(sayUnplaced({ ...none, unlisted: 1200, unclear: 4 })).toBe(
    '1,204 series of none of the GPUs counted here: 1,200 of machines that no inventory lists with GPUs, 4 by a UUID that no source tells an index of.',
  );
});

test('nothing is said where there is none, or who asks may not see all', () => {
  expect(sayUnplaced(none)).toBeNull();
  expect(sayUnplaced(null)).toBeNull();
});
