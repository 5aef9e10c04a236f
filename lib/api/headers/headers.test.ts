import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import nextConfig from '@/next.config';
import { proxy } from '@/proxy';

const ask = (headers: Record<string, string> = {}, url = 'http://console.test/inventory') =>
  proxy(new NextRequest(url, { headers }));
const policyOf = (response: Response) =>
  new Map(
    (response.headers.get('content-security-policy') ?? '')
      .split('; ')
      .map((part) => [part.split(' ')[0], part.split(' ').slice(1)] as const),
  );

it('lets only scripts of this answer run, and nobody frame the page', () => {
  const [first, second] = [policyOf(ask()), policyOf(ask())];
  expect(first.get('script-src')?.[1]).toBe("'strict-dynamic'");
  expect(first.get('script-src')?.[0]).not.toBe(second.get('script-src')?.[0]);
  for (const name of ['frame-ancestors', 'object-src', 'base-uri']) expect(first.get(name)).toEqual(["'none'"]);
  expect(first.get('form-action')).toEqual(["'self'"]);
  expect([...first.values()].flat()).not.toContain("'unsafe-eval'");
});

it('drops a policy, a nonce and Next’s own steering that a caller sent', () => {
  const forged = {
    'content-security-policy': "script-src 'nonce-mine'",
    'x-nonce': 'mine',
    'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
    'x-middleware-rewrite': 'http://169.254.169.254/',
  };
  const response = ask(forged);
  const passed = response.headers.get('x-middleware-override-headers')?.split(',') ?? [];
  expect(passed).not.toContain('x-middleware-subrequest');
  expect(passed).not.toContain('x-middleware-rewrite');
  expect(response.headers.get('x-middleware-request-x-nonce')).not.toBe('mine');
  expect(response.headers.get('content-security-policy')).not.toContain('nonce-mine');
});

it('asks for TLS ever after where it was reached by TLS', () => {
  expect(ask().headers.get('strict-transport-security')).toBeNull();
  expect(ask({ 'x-forwarded-proto': 'https' }).headers.get('strict-transport-security')).toBe('max-age=31536000');
});

it('sends the rest of the headers with everything', async () => {
  const [rule] = (await nextConfig.headers?.()) ?? [];
  expect(rule?.source).toBe('/:path*');
  expect(Object.fromEntries(rule?.headers.map(({ key, value }) => [key, value]) ?? [])).toMatchObject({
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
});
