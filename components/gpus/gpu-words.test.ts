import { expect, test } from 'vitest';
import { nameGpuFilterValue } from './gpu-words';

test('a filter on nothing says that none is known, not that there is none', () => {
  expect(nameGpuFilterValue('team', '', {})).toBe('None known');
  expect(nameGpuFilterValue('cluster', '', {})).toBe('None known');
  expect(nameGpuFilterValue('site', 'munich', { munich: 'Munich' })).toBe('Munich');
});
