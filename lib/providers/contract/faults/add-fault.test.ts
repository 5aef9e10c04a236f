import { expect, it } from 'vitest';
import { ProviderError } from '../provider-error';
import { addFault } from './add-fault';
import { toGaps } from './to-gaps';

const fault = (code: string) =>
  new ProviderError({ kind: 'permission-missing', code, operation: 'test:Get', message: `Refused (${code}).` });

it('counts every fault and holds those that are alike once', () => {
  const faults: ProviderError[] = [];
  for (let index = 0; index < 1_000; index += 1) addFault(faults, fault('AccessDenied'));
  addFault(faults, fault('Throttled'));
  expect(new Set(faults).size).toBe(2);
  expect(toGaps(faults, {}).map(({ message }) => message)).toEqual([
    'Refused (AccessDenied). (1000 times)',
    'Refused (Throttled).',
  ]);
});
