import { expect, test } from 'vitest';
import { sayRefusal, sayRolesWith } from './access-words';

test('a refusal says what is refused and who may, without a code', () => {
  expect(sayRefusal('people:read')).toBe('You may not see who has which role');
  expect(sayRolesWith('people:read')).toBe('It takes the role Security or Administrator.');
  expect(sayRolesWith('sites:write')).toBe('It takes the role Administrator.');
});
