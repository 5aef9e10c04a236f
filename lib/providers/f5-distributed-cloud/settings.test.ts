import { describe, expect, it } from 'vitest';
import { createAuthority } from '@/sandbox/authority/authority';
import { distributedCloudProvider } from './provider';
import { distributedCloudSecretSchema, distributedCloudSettingsSchema, tenantHostOf } from './settings';

const tenantUrl = 'https://acmecorp.console.ves.volterra.io';

describe('F5 Distributed Cloud settings', () => {
  it('take what a form leaves blank for absent, and the address for its origin', () => {
    const settings = distributedCloudSettingsSchema.parse({ tenantUrl: ` ${tenantUrl}/ `, caCertificate: ' ' });
    expect(settings).toEqual({ tenantUrl, namespaces: [] });
    expect(distributedCloudProvider.secretDestinations(settings)).toEqual([tenantUrl]);
  });

  it('name each namespace once', () => {
    const { namespaces } = distributedCloudSettingsSchema.parse({ tenantUrl, namespaces: ['shop', 'system', 'shop'] });
    expect(namespaces).toEqual(['shop', 'system']);
  });

  it.each([
    'http://acmecorp.console.ves.volterra.io',
    'https://u:p@acmecorp.console.ves.volterra.io',
    `${tenantUrl}/api`,
    `${tenantUrl}/?q`,
    `${tenantUrl}/#x`,
    'acmecorp',
    '',
  ])('refuse the address %s', (address) => {
    expect(distributedCloudSettingsSchema.safeParse({ tenantUrl: address }).success).toBe(false);
  });

  it.each(['', 'A', 'a/b', '../x', '-a'])('refuse the namespace %j', (name) => {
    expect(distributedCloudSettingsSchema.safeParse({ tenantUrl, namespaces: [name] }).success).toBe(false);
  });

  it('call a tenant by what stands first in its address', () => {
    expect(tenantHostOf({ tenantUrl })).toBe('acmecorp');
    expect(tenantHostOf({ tenantUrl: 'https://127.0.0.1:8443' })).toBe('127.0.0.1:8443');
    expect(tenantHostOf({ tenantUrl: 'https://[::1]:8443' })).toBe('[::1]:8443');
    expect(tenantHostOf({ tenantUrl: 'https://console' })).toBe('console');
  });
});

describe('an F5 Distributed Cloud secret', () => {
  it('is a token, or a certificate with its key, never both or half', async () => {
    const { certificate, privateKey } = await createAuthority(new Date());
    const pair = { clientCertificate: certificate.trim(), clientKey: privateKey.trim() };
    expect(distributedCloudSecretSchema.parse({ apiToken: ' abc= ', clientCertificate: '', clientKey: '' })).toEqual({
      apiToken: 'abc=',
    });
    expect(distributedCloudSecretSchema.parse({ apiToken: '', ...pair })).toEqual(pair);
    const refused = [{}, { apiToken: 'abc', ...pair }, { clientKey: pair.clientKey }, { apiToken: 'a b' }];
    for (const secret of refused) expect(distributedCloudSecretSchema.safeParse(secret).success).toBe(false);
    const settings = { tenantUrl, namespaces: [] };
    expect(distributedCloudProvider.clientCertificateOf?.(settings, pair)).toEqual({
      certificate: pair.clientCertificate,
      privateKey: pair.clientKey,
    });
    expect(distributedCloudProvider.clientCertificateOf?.(settings, { apiToken: 'abc' })).toBeUndefined();
    expect(distributedCloudProvider.clientCertificateOf?.(settings, null)).toBeUndefined();
  });
});

describe('the connection form', () => {
  const { fields, instructions } = distributedCloudProvider.form;
  const code = instructions.map((step) => step.code?.text ?? '').join('\n');

  it('asks for no role but the one that looks, in no namespace but system', () => {
    const granted = [...code.matchAll(/"namespace": "([^"]+)",\s+"role": "([^"]+)"/g)].map(([, ...found]) => found);
    expect(granted).toEqual([
      ['system', 'ves-io-monitor-role'],
      ['system', 'ves-io-monitor-role'],
    ]);
  });

  it('has every setting, and keeps secret what is', () => {
    expect(fields.filter(({ secret }) => secret).map(({ name }) => name)).toEqual([
      'apiToken',
      'clientCertificate',
      'clientKey',
    ]);
    expect(fields.filter(({ secret }) => !secret).map(({ name }) => name)).toEqual([
      'tenantUrl',
      'namespaces',
      'caCertificate',
    ]);
  });
});
