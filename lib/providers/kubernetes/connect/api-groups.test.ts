import { expect, test } from 'vitest';
import { chooseVersion } from './api-groups';

const groups = new Map([
  ['kueue.x-k8s.io', ['v1beta1', 'v1alpha1']],
  ['serving.kserve.io', []],
]);

test('a group is read in the best version that is known, else in one that is served', () => {
  expect(chooseVersion(groups, 'kueue.x-k8s.io', ['v1beta2', 'v1beta1'])).toBe('v1beta1');
  expect(chooseVersion(groups, 'kueue.x-k8s.io', ['v1'])).toBe('v1beta1');
});

test('a group that is not served is absent', () => {
  expect(chooseVersion(groups, 'compute.coreweave.com', ['v1alpha1'])).toBeNull();
});

test('a group in no version that can be asked for is not absent: nothing of it may be taken for gone', () => {
  expect(() => chooseVersion(groups, 'serving.kserve.io', ['v1beta1'])).toThrow(
    expect.objectContaining({ kind: 'response-unexpected', code: 'VersionUnreadable' }),
  );
});
