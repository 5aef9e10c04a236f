import { describe, expect, it } from 'vitest';
import { createAuthority } from '@/sandbox/authority/authority';
import { kubernetesPermissions, toManifests } from './permissions';
import { kubernetesProvider } from './provider';
import { kubernetesSecretSchema, kubernetesSettingsSchema } from './settings';

const server = 'https://10.0.0.1:6443';

describe('Kubernetes settings', () => {
  it('take what a form leaves blank for absent, and no trailing slash', () => {
    expect(
      kubernetesSettingsSchema.parse({ server: `${server}/`, clusterName: 'hall-a', caCertificate: ' ', siteHint: '' }),
    ).toEqual({ server, clusterName: 'hall-a' });
  });

  it('let a server stand behind a path, and name it whole as the secret’s destination', () => {
    const settings = kubernetesSettingsSchema.parse({ server: 'https://r.example/k8s/c-1', clusterName: 'c' });
    expect(settings.server).toBe('https://r.example/k8s/c-1');
    expect(kubernetesProvider.secretDestinations(settings)).toEqual(['https://r.example/k8s/c-1']);
  });

  it.each([
    'http://10.0.0.1',
    'https://u:p@a.example',
    'https://a.example/?q',
    'https://a.example/#x',
    'a.example',
    '',
  ])('refuse the server %s', (address) => {
    expect(kubernetesSettingsSchema.safeParse({ server: address, clusterName: 'c' }).success).toBe(false);
  });

  it.each(['', 'a/b', '../x', ' ', '-a'])('refuse the cluster name %j', (clusterName) => {
    expect(kubernetesSettingsSchema.safeParse({ server, clusterName }).success).toBe(false);
  });
});

describe('a Kubernetes secret', () => {
  it('is a token, or a certificate with its key, never both or half', async () => {
    const { certificate, privateKey } = await createAuthority(new Date());
    const pair = { clientCertificate: certificate.trim(), clientKey: privateKey.trim() };
    expect(kubernetesSecretSchema.parse({ token: ' abc ', clientCertificate: '', clientKey: '' })).toEqual({
      token: 'abc',
    });
    expect(kubernetesSecretSchema.parse({ token: '', ...pair })).toEqual(pair);
    const refused = [
      {},
      { token: 'abc', ...pair },
      { clientKey: pair.clientKey },
      { token: 'a', clientKey: pair.clientKey },
    ];
    for (const secret of refused) expect(kubernetesSecretSchema.safeParse(secret).success).toBe(false);
    const settings = { server, clusterName: 'c' };
    expect(kubernetesProvider.clientCertificateOf?.(settings, pair)).toEqual({
      certificate: pair.clientCertificate,
      privateKey: pair.clientKey,
    });
    expect(kubernetesProvider.clientCertificateOf?.(settings, { token: 'abc' })).toBeUndefined();
    expect(kubernetesProvider.clientCertificateOf?.(settings, null)).toBeUndefined();
  });

  it.each([{ token: 'two\nlines' }, { clientCertificate: 'x', clientKey: 'y' }, { token: 1 }, { other: 'x' }])(
    'refuses %j',
    (secret) => {
      expect(kubernetesSecretSchema.safeParse(secret).success).toBe(false);
    },
  );
});

describe('the manifests of the instructions', () => {
  it('allow looking at exactly what is read, and nothing else', () => {
    const text = toManifests(kubernetesPermissions);
    const verbs = [...text.matchAll(/verbs: (\[.*\])/g)].flatMap(([, list]) => JSON.parse(list ?? '[]') as string[]);
    expect(new Set(verbs)).toEqual(new Set(['get', 'list', 'watch']));
    for (const { resource } of kubernetesPermissions) expect(text).toContain(JSON.stringify(resource));
    expect(text).not.toMatch(/secrets|\*/);
    expect(text.split('---\n').map((part) => /kind: (\w+)/.exec(part)?.[1])).toEqual([
      'Namespace',
      'ServiceAccount',
      'ClusterRole',
      'ClusterRoleBinding',
    ]);
  });
});
