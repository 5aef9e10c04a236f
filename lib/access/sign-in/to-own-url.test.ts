import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isOwnOrigin, readOwnOrigin } from '@/lib/access/request/own-origin';
import { escapeHtml } from './step-page';
import { createThrottle } from './throttle';
import { toOwnUrl } from './to-own-url';

const origin = 'https://console.example';
const hostile = fc.oneof(
  fc.string(),
  fc.webUrl(),
  fc.webUrl().map((url) => url.replace('http', '//http')),
  fc
    .tuple(fc.constantFrom('//', '/\\', '\\\\', '/\t/', 'https:/', 'javascript:'), fc.domain())
    .map((parts) => parts.join('')),
);

it('leads to this console whatever it is given', () => {
  fc.assert(
    fc.property(hostile, (url) => {
      expect(new URL(toOwnUrl(url, origin)).origin).toBe(origin);
    }),
  );
});

it('keeps an address of this console', () => {
  expect(toOwnUrl('/inventory?kind=volume#x', origin)).toBe(`${origin}/inventory?kind=volume#x`);
});

it('takes no header for our origin outside demo mode', () => {
  fc.assert(
    fc.property(fc.domain(), (host) => {
      const headers = new Headers({ host, 'x-forwarded-host': host, 'x-forwarded-proto': 'http' });
      expect(readOwnOrigin(headers, { demo: false, origin })).toBe(origin);
      expect(isOwnOrigin(`https://${host}`, headers, { demo: false, origin })).toBe(host === 'console.example');
    }),
  );
});

it('in demo mode is whatever host the browser used, by the outermost proxy’s word', () => {
  const headers = new Headers({
    host: 'localhost:3000',
    'x-forwarded-host': 'abc.tunnel.example, inner',
    'x-forwarded-proto': 'https, http',
  });
  const demo = { demo: true, origin: null };
  expect(readOwnOrigin(headers, demo)).toBe('https://abc.tunnel.example');
  expect(isOwnOrigin('https://evil.example', headers, demo)).toBe(false);
  expect(isOwnOrigin('null', headers, demo)).toBe(false);
});

it('leaves no mark-up in what it escapes', () => {
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))));
  expect(escapeHtml('"><script>')).toBe('&quot;&gt;&lt;script&gt;');
});

it('admits so many a window, and forgets the oldest key rather than grow', () => {
  const throttle = createThrottle({ limit: 2, windowMs: 1_000, maxKeys: 2 });
  const at = (ms: number) => new Date(ms);
  expect([0, 1, 2].map((ms) => throttle.admit('a', at(ms)))).toEqual([true, true, false]);
  expect(throttle.admit('a', at(1_001))).toBe(true);
  throttle.admit('b', at(1_002));
  throttle.admit('c', at(1_003));
  expect(throttle.admit('a', at(1_004))).toBe(true);
});
