import { expect, test } from 'vitest';
import { completeLockFile } from './complete-lock-file';
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

test('builds for other platforms that were left out are found, wherever they could lie, and added', () => {
  const wanted = {
    '@x/build-linux-arm64-musl': '1.2.3',
    '@x/build-win32-x64-msvc': '^1.2.3',
    '@x/build-linux-x64': '1.2.3',
  };
  const packages = {
    '': {},
    'node_modules/@x/build-linux-x64': { version: '1.2.3', integrity: 'sha512-x', optional: true },
    'node_modules/a/node_modules/tool': { integrity: 'sha512-x', dev: true, optionalDependencies: wanted },
    'node_modules/a/node_modules/@x/build-win32-x64-msvc': { integrity: 'sha512-x' },
  };
  expect(findLockFileFaults(packages)).toEqual([
    '@x/build-linux-arm64-musl has no entry: run npm run lock-file -- --complete',
  ]);
  const complete = completeLockFile(packages);
  expect(complete['node_modules/@x/build-linux-arm64-musl']).toEqual({
    version: '1.2.3',
    cpu: ['arm64'],
    libc: ['musl'],
    os: ['linux'],
    dev: true,
    optional: true,
  });
  expect(findLockFileFaults(complete)).toEqual([]);
});
