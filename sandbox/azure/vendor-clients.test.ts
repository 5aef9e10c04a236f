import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { ClientSecretCredential } from '@azure/identity';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ConnectionFacts } from '../face';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { subscriptions } from '../world/azure/geography';

const settingsSchema = z.object({
  tenantId: z.string(),
  clientId: z.string(),
  endpoint: z.string(),
  caCertificate: z.string(),
});

let sandbox: RunningSandbox;
let facts: ConnectionFacts;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['azure'] });
  const azure = sandbox.connections.find(({ provider }) => provider === 'azure');
  if (!azure) throw new Error('The face tells of no connection.');
  facts = azure;
  sandbox.clock.hold(new Date('2026-11-21T12:05:00Z'));
});
afterAll(() => sandbox.stop());

const settings = () => settingsSchema.parse(facts.settings);
const secretOf = (name: string): string => {
  const found = [facts.secret, ...(facts.otherSecrets ?? [])].find((secret) => secret?.[name] !== undefined);
  return found?.[name] ?? '';
};
const clientOptions = () => {
  const { endpoint, caCertificate } = settings();
  return {
    authorityHost: endpoint,
    tlsOptions: { ca: caCertificate },
    retryOptions: { maxRetries: 0 },
    disableInstanceDiscovery: true,
  };
};
const secretCredential = (secret = secretOf('clientSecret')) =>
  new ClientSecretCredential(settings().tenantId, settings().clientId, secret, clientOptions());
const managementScope = 'https://management.azure.com/.default';

describe('Entra ID', () => {
  test('gives tokens for a client secret', async () => {
    const { token, expiresOnTimestamp } = await secretCredential().getToken(managementScope);
    expect(token.split('.')).toHaveLength(3);
    expect(expiresOnTimestamp).toBeGreaterThan(Date.now());
  });
});

describe('Resource Graph', () => {
  test('pages through what is there', async () => {
    const client = new ResourceGraphClient(secretCredential(), { ...clientOptions(), endpoint: settings().endpoint });
    const ids: string[] = [];
    let skipToken: string | undefined;
    do {
      const { data, skipToken: next } = await client.resources({
        query: "resources | where type in~ ('Microsoft.Compute/virtualMachines') | project id, name | order by id asc",
        subscriptions: [subscriptions.training.id],
        options: { top: 50, skipToken },
      });
      ids.push(
        ...z
          .array(z.object({ id: z.string() }))
          .parse(data)
          .map(({ id }) => id.toLowerCase()),
      );
      skipToken = next;
    } while (skipToken !== undefined);
    const there = sandbox
      .truthOf('azure')
      .resources.filter(({ kind, account }) => kind === 'compute-instance' && account === subscriptions.training.id);
    expect(ids.sort()).toEqual(there.map(({ nativeId }) => nativeId).sort());
  });
});
