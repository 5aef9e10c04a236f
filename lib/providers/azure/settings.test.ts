import { describe, expect, it } from 'vitest';
import { createAuthority } from '@/sandbox/authority/authority';
import { secretDestinationsOf } from './secret-destinations';
import { azureSecretSchema, azureSettingsSchema } from './settings';

const id = '11111111-2222-3333-4444-555555555555';
const other = 'AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE';
const basic = { tenantId: id, clientId: id };

describe('Azure settings', () => {
  it('have defaults, and take what a form leaves blank for absent', () => {
    const defaults = { ...basic, subscriptions: [], cloud: 'public', billingExports: [] };
    expect(azureSettingsSchema.parse(basic)).toEqual(defaults);
    const blank = { ...basic, subscriptions: [' ', ''], cloud: '', endpoint: ' ', caCertificate: '' };
    expect(azureSettingsSchema.parse(blank)).toEqual(defaults);
  });

  it('take ids without regard to case, and a domain for the tenant', () => {
    const parsed = azureSettingsSchema.parse({
      tenantId: 'Example.OnMicrosoft.com',
      clientId: other,
      subscriptions: [other],
    });
    expect(parsed).toMatchObject({
      tenantId: 'example.onmicrosoft.com',
      clientId: other.toLowerCase(),
      subscriptions: [other.toLowerCase()],
    });
  });

  it.each(['common/../x', 'a b', 'example', '', 'x/oauth2', '..', 'example.com/'])(
    'do not let %j become part of a path as a tenant',
    (tenantId) => {
      expect(azureSettingsSchema.safeParse({ ...basic, tenantId }).success).toBe(false);
    },
  );

  it('refuse what is no id, a subscription named twice, an unknown cloud and fields nobody knows', () => {
    expect(azureSettingsSchema.safeParse({ ...basic, clientId: 'app' }).success).toBe(false);
    expect(azureSettingsSchema.safeParse({ ...basic, subscriptions: ['prod'] }).success).toBe(false);
    expect(azureSettingsSchema.safeParse({ ...basic, subscriptions: [other, other.toLowerCase()] }).success).toBe(
      false,
    );
    expect(azureSettingsSchema.safeParse({ ...basic, cloud: 'mars' }).success).toBe(false);
    expect(azureSettingsSchema.safeParse({ ...basic, stray: 1 }).success).toBe(false);
  });

  it.each([
    'http://a.example',
    'https://user:pass@a.example',
    'https://a.example/path',
    'https://a.example/?q',
    'a.example',
  ])('refuse the endpoint %s', (endpoint) => {
    expect(azureSettingsSchema.safeParse({ ...basic, endpoint }).success).toBe(false);
  });

  it('send the secret to the endpoint, or to the cloud', () => {
    const destinationsOf = (settings: object) =>
      secretDestinationsOf(azureSettingsSchema.parse({ ...basic, ...settings }));
    expect(destinationsOf({ endpoint: 'https://a.example:8443/' })).toEqual(['https://a.example:8443']);
    expect(destinationsOf({})).toEqual(['https://login.microsoftonline.com', 'https://management.azure.com']);
    expect(destinationsOf({ cloud: 'usgovernment' })).toEqual([
      'https://login.microsoftonline.us',
      'https://management.usgovcloudapi.net',
    ]);
    expect(destinationsOf({ cloud: 'china' })).toEqual([
      'https://login.partner.microsoftonline.cn',
      'https://management.chinacloudapi.cn',
    ]);
  });
});

describe('an Azure secret', () => {
  it('is exactly one of secret, certificate and token', () => {
    expect(azureSecretSchema.parse({ clientSecret: ' s ', clientCertificate: '', federatedToken: ' ' })).toEqual({
      clientSecret: 's',
    });
    expect(azureSecretSchema.parse({ federatedToken: 'a.b.c' })).toEqual({ federatedToken: 'a.b.c' });
    expect(azureSecretSchema.safeParse({}).success).toBe(false);
    expect(azureSecretSchema.safeParse({ clientSecret: 's', federatedToken: 'a.b.c' }).success).toBe(false);
    expect(azureSecretSchema.safeParse({ federatedToken: 'not a token' }).success).toBe(false);
  });

  it('has a certificate only with its own key', async () => {
    const [first, second] = await Promise.all([createAuthority(new Date()), createAuthority(new Date())]);
    const pem = `${first.certificate}\n${first.privateKey}`;
    expect(azureSecretSchema.safeParse({ clientCertificate: pem }).success).toBe(true);
    expect(azureSecretSchema.safeParse({ clientCertificate: first.certificate }).success).toBe(false);
    const foreign = `${first.certificate}\n${second.privateKey}`;
    expect(azureSecretSchema.safeParse({ clientCertificate: foreign }).success).toBe(false);
  });

  it.each([
    ['discover'],
    ['/providers/Microsoft.Billing/billingAccounts/8611537'],
    ['/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/bills'],
    ['https://examplebills.blob.core.windows.net/exports'],
    ['https://examplebills.blob.core.windows.net/exports/cost/focus/'],
  ])('take %s for billing exports', (entry) => {
    expect(azureSettingsSchema.parse({ ...basic, billingExports: [' ', entry] }).billingExports).toEqual([entry]);
  });

  it.each([
    ['http://examplebills.blob.core.windows.net/exports'],
    ['https://examplebills.blob.core.windows.net'],
    ['https://examplebills.blob.core.windows.net/exports?sig=secret'],
    ['https://examplebills.blob.core.windows.net.example.com/exports'],
    ['https://examplebills.blob.core.usgovcloudapi.net/exports'],
    ['https://example.com/examplebills/exports'],
    ['/subscriptions/../providers/x'],
    ['//example.com/x'],
    ['exports'],
  ])('refuse %s for billing exports', (entry) => {
    expect(azureSettingsSchema.safeParse({ ...basic, billingExports: [entry] }).success).toBe(false);
  });

  it('take billing exports at the host of a custom endpoint alone', () => {
    const endpoint = 'https://azure.example.net';
    const parse = (entry: string) => azureSettingsSchema.safeParse({ ...basic, endpoint, billingExports: [entry] });
    expect(parse('https://azure.example.net:10000/examplebills/exports/cost').success).toBe(true);
    expect(parse('https://examplebills.blob.core.windows.net/exports').success).toBe(false);
  });
});
