import { expect, test } from 'vitest';
import { toConsoleAddress } from './console-address';

test.each([
  ['127.0.0.1', 'http://localhost:3000', 'http://127.0.0.1:3000'],
  ['0.0.0.0', 'http://localhost:3000', 'http://127.0.0.1:3000'],
  ['::', 'http://localhost:3000', 'http://[::1]:3000'],
  ['::1', 'http://[::1]:3000', 'http://[::1]:3000'],
  ['192.168.1.20', 'http://192.168.1.20:3000', 'http://192.168.1.20:3000'],
  ['gpu-desk', 'http://gpu-desk:3000', 'http://gpu-desk:3000'],
])('a console that listens on %s is opened at %s and probed at %s', (host, url, probeUrl) => {
  expect(toConsoleAddress(host, 3000)).toEqual({ url, probeUrl });
});
