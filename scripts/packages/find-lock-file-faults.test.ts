import { expect, test } from 'vitest';
import { findLockFileFaults } from './find-lock-file-faults';

test('addresses, links and unverified packages are faults; the project itself is not', () => {
  const faults = findLockFileFaults({
    '': {},
    'node_modules/good': { integrity: 'sha512-x' },
    'node_modules/mirrored': { integrity: 'sha512-x', resolved: 'http://10.0.0.1/mirrored.tgz' },
    'node_modules/local': { link: true },
    'node_modules/bare': {},
  });
  expect(faults).toEqual([
    'node_modules/mirrored names an address: http://10.0.0.1/mirrored.tgz',
    'node_modules/local is a link to a folder',
    'node_modules/bare has no checksum',
  ]);
});
