import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  type TokenCredential,
} from '@azure/identity';
import { MetricsClient } from '@azure/monitor-query-metrics';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { subscriptions } from '../world/azure/geography';
import { type FaceClient, faceClientOf } from './face-client';

const noon = new Date('2026-11-21T12:05:00Z');
let sandbox: RunningSandbox;
let client: FaceClient;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'azure-face-'));
  sandbox = await startSandbox({ seed: 'test', faces: ['azure'] });
  client = faceClientOf(sandbox);
  sandbox.clock.hold(noon);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await sandbox.stop();
});

const managementScope = 'https://management.azure.com/.default';
const withSecret = (secret = client.secret('clientSecret')) =>
  new ClientSecretCredential(client.tenantId, client.clientId, secret, client.options);
const resourceGraph = (credential: TokenCredential) => new ResourceGraphClient(credential, client.options);
const metricsClient = () => new MetricsClient(client.endpoint, withSecret(), client.options);
const rowsSchema = z.array(z.object({ id: z.string() }));
const truth = () => sandbox.truthOf('azure').resources;
const nativeIds = (kind: string, name?: string) =>
  truth()
    .filter((each) => each.kind === kind && (name === undefined || each.name === name))
    .map(({ nativeId }) => nativeId);

describe('Entra ID', () => {
  const expectUse = async (credential: TokenCredential) => {
    const { data } = await resourceGraph(credential).resources({ query: 'resourcecontainers | project id, name' });
    expect(rowsSchema.parse(data)).toHaveLength(4);
  };

  test('gives tokens for a client secret', () => expectUse(withSecret()));

  test('gives tokens for a certificate', async () => {
    const certificatePath = join(folder, 'client.pem');
    writeFileSync(certificatePath, client.secret('clientCertificate'), { mode: 0o600 });
    await expectUse(
      new ClientCertificateCredential(client.tenantId, client.clientId, { certificatePath }, client.options),
    );
  });

  test('gives tokens for the token of a workload it federates with', () =>
    expectUse(
      new ClientAssertionCredential(
        client.tenantId,
        client.clientId,
        () => Promise.resolve(client.secret('federatedToken')),
        client.options,
      ),
    ));

  test.each([
    ['a wrong secret', () => withSecret('wrong'), 7000215],
    ['an application it does not know', () => anotherApplication(), 700016],
  ])('refuses %s', async (_, credentialOf, code) => {
    await expect(credentialOf().getToken(managementScope)).rejects.toMatchObject({
      message: expect.stringContaining(`AADSTS${code}`),
    });
  });

  function anotherApplication() {
    return new ClientSecretCredential(
      client.tenantId,
      '00000000-0000-4000-8000-000000000001',
      client.secret('clientSecret'),
      client.options,
    );
  }
});

describe('Resource Graph', () => {
  const pagesOf = async (query: string, size: number, scope = Object.values(subscriptions).map(({ id }) => id)) => {
    const graph = resourceGraph(withSecret());
    const pages: string[][] = [];
    let skipToken: string | undefined;
    do {
      const page = await graph.resources({ query, subscriptions: scope, options: { top: size, skipToken } });
      pages.push(rowsSchema.parse(page.data).map(({ id }) => id.toLowerCase()));
      expect(page.count).toBe(pages.at(-1)?.length);
      skipToken = page.skipToken;
    } while (skipToken !== undefined);
    return pages;
  };

  test.each([
    ['microsoft.compute/virtualmachines', 'compute-instance'],
    ['Microsoft.Storage/storageAccounts', 'storage-account'],
    ['microsoft.network/expressroutecircuits', 'private-circuit'],
  ])('pages through all %s, each once', async (type, kind) => {
    const pages = await pagesOf(`resources | where type in~ ('${type}') | project id, name | order by id asc`, 100);
    expect(pages.flat().sort()).toEqual(nativeIds(kind).sort());
  });

  test('answers pages of a thousand and says when there are more', async () => {
    const { totalRecords, count, resultTruncated, skipToken } = await resourceGraph(withSecret()).resources({
      query: 'Resources | project id | order by id asc',
    });
    expect(count).toBe(1000);
    expect(totalRecords).toBeGreaterThan(2_500);
    expect({ resultTruncated, hasToken: skipToken !== undefined }).toEqual({
      resultTruncated: 'false',
      hasToken: true,
    });
  });

  test('gives no token to a query that limits itself', async () => {
    const { count, skipToken } = await resourceGraph(withSecret()).resources({
      query: 'resources | project id | order by id asc | take 5',
    });
    expect({ count, skipToken }).toEqual({ count: 5, skipToken: undefined });
  });

  test('refuses a token brought with another query', async () => {
    const graph = resourceGraph(withSecret());
    const { skipToken } = await graph.resources({ query: 'resources | project id | order by id asc' });
    const other = graph.resources({ query: 'resources | project id, name | order by id asc', options: { skipToken } });
    await expect(other).rejects.toMatchObject({ statusCode: 400, code: 'BadRequest' });
  });

  test('refuses a subscription the caller has no rights in', async () => {
    const query = { query: 'resources | project id', subscriptions: ['00000000-0000-4000-8000-000000000002'] };
    await expect(resourceGraph(withSecret()).resources(query)).rejects.toMatchObject({
      statusCode: 403,
      code: 'AuthorizationFailed',
    });
  });

  test('shows machines in the shape of their provider', async () => {
    const { data } = await resourceGraph(withSecret()).resources({
      query: "resources | where type =~ 'microsoft.compute/virtualMachines' and name == 'pretrain-h100-004'",
    });
    expect(data).toMatchObject([
      {
        type: 'microsoft.compute/virtualmachines',
        location: 'eastus',
        properties: {
          hardwareProfile: { vmSize: 'Standard_ND96isr_H100_v5' },
          extended: { instanceView: { powerState: { code: 'PowerState/deallocated' } } },
        },
      },
    ]);
  });

  test('holds one subscription back for most of every hour', async () => {
    sandbox.clock.hold(new Date('2026-11-21T12:50:00Z'));
    try {
      const graph = resourceGraph(withSecret());
      const query = 'resources | project id';
      const others = [subscriptions.training.id, subscriptions.serving.id, subscriptions.shared.id];
      expect((await graph.resources({ query, subscriptions: others })).count).toBe(1000);
      await expect(graph.resources({ query })).rejects.toMatchObject({ statusCode: 429, code: 'RateLimiting' });
    } finally {
      sandbox.clock.hold(noon);
    }
  });
});

describe('the metrics data plane', () => {
  const last = (minutes: number) => ({ startTime: new Date(noon.getTime() - minutes * 60_000), endTime: noon });

  test('answers several machines at once, minute by minute, the newest minutes not there yet', async () => {
    const ids = nativeIds('compute-instance')
      .filter((id) => id.includes('/rg-tokenizer-eastus/'))
      .slice(0, 40);
    const results = await metricsClient().queryResources(ids, ['Percentage CPU'], 'Microsoft.Compute/virtualMachines', {
      ...last(30),
      interval: 'PT1M',
      aggregation: 'average,maximum',
    });
    expect(results).toHaveLength(40);
    const points = results[0]?.metrics[0]?.timeseries[0]?.data ?? [];
    expect(points).toHaveLength(30);
    expect(points.slice(-2).map(({ average }) => average)).toEqual([undefined, undefined]);
    expect(points.filter(({ average }) => average !== undefined).length).toBeGreaterThan(20);
  });

  test('tells of accelerators by workspace, percentages under the label Count, ten lines unless more are asked for', async () => {
    const [id = ''] = nativeIds('ml-workspace').filter((each) => each.includes(subscriptions.training.id));
    const ask = (top?: number) =>
      metricsClient().queryResources(
        [id],
        ['GpuUtilizationPercentage'],
        'microsoft.machinelearningservices/workspaces',
        {
          ...last(10),
          interval: 'PT1M',
          aggregation: 'average',
          filter: "NodeId eq '*' and DeviceId eq '*'",
          ...(top === undefined ? {} : { top }),
        },
      );
    const [few] = await ask();
    expect(few?.metrics[0]).toMatchObject({ unit: 'Count' });
    expect(few?.metrics[0]?.timeseries).toHaveLength(10);
    expect((await ask(1000))[0]?.metrics[0]?.timeseries).toHaveLength(16);
  });

  test('shows the sessions of a peering that is down', async () => {
    const [result] = await metricsClient().queryResources(
      nativeIds('private-circuit', 'er-frankfurt-b'),
      ['BgpAvailability', 'ArpAvailability'],
      'Microsoft.Network/expressRouteCircuits',
      { ...last(10), interval: 'PT1M', aggregation: 'average', filter: "PeeringType eq '*'" },
    );
    const means = result?.metrics.map(({ timeseries }) => timeseries.map(({ data }) => data?.[0]?.average));
    expect(means).toEqual([
      [0, 100],
      [0, 100],
    ]);
  });

  test('measures gateways every five minutes, in bytes a second', async () => {
    const ids = nativeIds('vpn-gateway', 'vgw-shared-eastus');
    const ask = (interval: string) =>
      metricsClient().queryResources(ids, ['TunnelAverageBandwidth'], 'Microsoft.Network/virtualNetworkGateways', {
        ...last(60),
        interval,
        filter: "ConnectionName eq '*'",
      });
    expect((await ask('PT5M'))[0]?.metrics[0]).toMatchObject({ unit: 'BytesPerSecond' });
    expect((await ask('PT5M'))[0]?.metrics[0]?.timeseries).toHaveLength(5);
    await expect(ask('PT1M')).rejects.toMatchObject({ statusCode: 400 });
  });

  test.each([
    ['more than fifty resources', (ids: string[]) => [...ids, ...ids, ...ids].slice(0, 51)],
    [
      'resources of two regions',
      (ids: string[]) => [ids[0] ?? '', ids.find((id) => id.includes('-northeurope/')) ?? ''],
    ],
  ])('refuses %s', async (_, choose) => {
    const serving = nativeIds('compute-instance').filter((id) => id.includes(subscriptions.serving.id));
    const asked = metricsClient().queryResources(
      choose(serving.sort()),
      ['Percentage CPU'],
      'Microsoft.Compute/virtualMachines',
    );
    await expect(asked).rejects.toMatchObject({ statusCode: 400 });
  });
});
