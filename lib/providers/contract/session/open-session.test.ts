import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '@/lib/domain/refusal';
import { createAuthority } from '@/sandbox/authority/authority';
import type { Provider, ProviderSession } from '../provider';
import { ProviderError } from '../provider-error';
import { openSession } from './open-session';

interface Settings {
  endpoint: string;
  regions: string[];
}

const provider: Provider<Settings, { token: string }> = {
  id: 'aws',
  title: 'Example cloud',
  form: { fields: [], instructions: [] },
  settingsSchema: z.strictObject({ endpoint: z.url(), regions: z.array(z.string()).default([]) }),
  secretSchema: z.strictObject({ token: z.string().min(8, 'The token is too short.') }),
  secretDestinations: ({ endpoint }) => [endpoint],
  callRules: {
    toProviderError: (_, { operation }) => new ProviderError({ kind: 'unavailable', operation, message: 'Down.' }),
    limits: { maxAttempts: 1 },
  },
  test: async () => ({ checks: [], accounts: [] }),
};

const opened: ProviderSession[] = [];
afterEach(() => {
  for (const { transport } of opened.splice(0)) transport.close();
});

function open(settings: unknown, secret: unknown = null, egressAllow: string[] = []) {
  const session = openSession(provider, {
    settings,
    secret,
    egressAllow,
    signal: new AbortController().signal,
    now: () => new Date(),
  });
  opened.push(session);
  return session;
}

function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('openSession', () => {
  it('hands the provider settings and secret as its schemas read them', () => {
    const session = open({ endpoint: 'https://api.example.net' }, { token: 'long enough' });
    expect(session.settings).toEqual({ endpoint: 'https://api.example.net', regions: [] });
    expect(session.secret).toEqual({ token: 'long enough' });
    expect(open({ endpoint: 'https://api.example.net' }).secret).toBeNull();
  });

  it('names every field that does not fit, and repeats no secret', () => {
    const refusal = refusalOf(() => open({ endpoint: 'nowhere', stray: 1 }, { token: 'hunter2' }));
    expect(refusal.kind).toBe('invalid');
    expect(refusal.errors.map(({ path }) => path).sort()).toEqual(['secret.token', 'settings', 'settings.endpoint']);
    expect(JSON.stringify(refusal.errors)).not.toContain('hunter2');
  });

  it.each([
    'https://169.254.169.254',
    'https://[::ffff:a9fe:a9fe]',
    'https://2852039166',
    'https://metadata.google.internal',
  ])('refuses %s as a destination, whatever the rules', (endpoint) => {
    expect(refusalOf(() => open({ endpoint }, null, ['0.0.0.0/0'])).errors[0]?.path).toBe('settings');
  });

  it('lets a private destination in only by rule', () => {
    expect(refusalOf(() => open({ endpoint: 'https://10.0.0.1' })).message).toContain('10.0.0.1');
    expect(open({ endpoint: 'https://10.0.0.1' }, null, ['10.0.0.0/8']).settings.endpoint).toBe('https://10.0.0.1');
  });

  it('makes calls under the provider’s rules', async () => {
    const session = open({ endpoint: 'https://api.example.net' });
    const call = { operation: 'x:Y', bucket: 'b', priceMicroUsd: 0 };
    await expect(session.calls.run(call, () => Promise.reject(new Error('no')))).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(session.calls.counts()).toEqual([{ operation: 'x:Y', attempts: 1, failures: 1, costMicroUsd: 0 }]);
  });

  it('refuses a client certificate with the key of another, without repeating either', async () => {
    const [one, other] = [await createAuthority(new Date()), await createAuthority(new Date())];
    const shown = { certificate: one.certificate, privateKey: other.privateKey };
    const refusal = refusalOf(() =>
      openSession(
        { ...provider, clientCertificateOf: () => shown },
        {
          settings: { endpoint: 'https://api.example.net' },
          secret: null,
          egressAllow: [],
          signal: new AbortController().signal,
          now: () => new Date(),
        },
      ),
    );
    expect(refusal).toMatchObject({ kind: 'invalid', errors: [{ path: 'secret.clientCertificate' }] });
    expect(refusal.message).not.toContain('BEGIN');
  });
});
