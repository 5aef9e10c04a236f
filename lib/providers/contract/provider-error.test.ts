import { expect, test } from 'vitest';
import { ProviderError } from './provider-error';

test('a fault holds nothing of a provider’s words that cannot be shown or stored', () => {
  const words = 'Bad\u0000\u001b[31m\u202ecode';
  const fault = new ProviderError({
    kind: 'unavailable',
    operation: 'a:B',
    message: words,
    code: words,
    remedy: words,
  });
  for (const text of [fault.message, fault.code, fault.remedy]) expect(text).toBe('Bad��[31m�code');
  expect(fault.toGap({ account: 'a\u0000' })).toMatchObject({ account: 'a\ufffd' });
  const half = new ProviderError({ kind: 'unavailable', operation: 'a:B', message: 'a', code: '\ud800' });
  expect(half.code).toBe('�');
});

test('a fault is no longer than somebody reads, however long the provider’s code is', () => {
  const code = 'x'.repeat(10_000_000);
  const fault = new ProviderError({ kind: 'unavailable', operation: 'a:B', message: `Refused: ${code}.`, code });
  expect(JSON.stringify(fault.toGap({})).length).toBeLessThan(5000);
});
