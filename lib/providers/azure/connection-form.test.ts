import { describe, expect, it } from 'vitest';
import { azureConnectionForm } from './connection-form';
import {
  azureOperationNames,
  azureOperations,
  blobOperations,
  exportsOperation,
  roleOf,
} from './permissions/operations';

const scripts = azureConnectionForm.instructions.map(({ code }) => code?.text ?? '').join('\n');

describe('the instructions of the Azure form', () => {
  it('assign every role Millwright needs, and no other', () => {
    const assigned = [...scripts.matchAll(/--role "([^"]+)"/g)].map(([, role]) => role);
    const ofBills = [...Object.keys(blobOperations), exportsOperation].flatMap((name) => roleOf(name)?.role ?? []);
    const needed = [...azureOperationNames.flatMap((name) => azureOperations[name].role ?? []), ...ofBills];
    expect([...new Set(assigned)].sort()).toEqual([...new Set(needed)].sort());
  });

  it('show a way for each kind of credential', () => {
    expect(scripts).toContain('az ad app create');
    expect(scripts).toContain('az ad app federated-credential create');
    expect(scripts).toContain('--cert');
    expect(scripts).toContain('--query password');
  });

  it('have a field for everything the schemas know', () => {
    const names = azureConnectionForm.fields.map(({ name, secret }) => `${secret ? 'secret' : 'settings'}.${name}`);
    expect(names.sort()).toEqual(
      [
        'secret.clientCertificate',
        'secret.clientSecret',
        'secret.federatedToken',
        'settings.billingExports',
        'settings.caCertificate',
        'settings.clientId',
        'settings.cloud',
        'settings.endpoint',
        'settings.subscriptions',
        'settings.tenantId',
      ].sort(),
    );
  });
});
