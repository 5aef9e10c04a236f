import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientSecretCredential } from '@azure/identity';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type RunningSandbox, startSandbox } from '../../start-sandbox';
import { subscriptions } from '../../world/azure/geography';
import { askRaw, type FaceClient, faceClientOf, fetchToken } from '../face-client';
import { billingAccountScope, destination } from './definitions';

const folder = mkdtempSync(join(tmpdir(), 'azure-exports-'));
let sandbox: RunningSandbox;
let client: FaceClient;
let service: BlobServiceClient;
let container: ContainerClient;
let token: string;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['azure'] });
  client = faceClientOf(sandbox);
  service = serviceOf(destination.account);
  container = service.getContainerClient(destination.container);
  token = await fetchToken(client);
});
afterEach(() => sandbox.faults.clear());
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await sandbox.stop();
});

const at = (instant: string) => sandbox.clock.hold(new Date(instant));
function serviceOf(account: string): BlobServiceClient {
  const credential = new ClientSecretCredential(
    client.tenantId,
    client.clientId,
    client.secret('clientSecret'),
    client.options,
  );
  return new BlobServiceClient(`${client.endpoint}/${account}`, credential, blobOptions());
}
const blobOptions = () => ({ tlsOptions: client.options.tlsOptions, retryOptions: { maxTries: 1 } });

const manifestShape = z.object({
  byteCount: z.number(),
  blobCount: z.number(),
  dataRowCount: z.number(),
  runInfo: z.object({ startDate: z.string(), endDate: z.string() }),
  blobs: z.array(z.object({ blobName: z.string(), byteCount: z.number(), dataRowCount: z.number() })),
});
const exportsShape = z.object({
  value: z.array(z.object({ name: z.string(), properties: z.record(z.string(), z.unknown()) })),
});
const runsShape = z.object({
  value: z.array(z.object({ properties: z.object({ status: z.string(), manifestFile: z.string().optional() }) })),
});

async function names(prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const page of container.listBlobsFlat({ prefix }).byPage({ maxPageSize: 7 })) {
    found.push(...page.segment.blobItems.map(({ name }) => name));
  }
  return found;
}

async function manifestIn(prefix: string) {
  const name = (await names(prefix)).filter((each) => each.endsWith('manifest.json')).at(-1) ?? '';
  const bytes = await container.getBlobClient(name).downloadToBuffer();
  return manifestShape.parse(JSON.parse(bytes.toString()));
}

/** Reads what a manifest names with another reader. */
async function query(manifest: z.infer<typeof manifestShape>, sql: string) {
  const paths = await Promise.all(
    manifest.blobs.map(async ({ blobName, byteCount }) => {
      const bytes = await container.getBlobClient(blobName).downloadToBuffer();
      expect(bytes).toHaveLength(byteCount);
      const path = join(folder, blobName.replaceAll('/', '_'));
      writeFileSync(path, bytes);
      return `'${path}'`;
    }),
  );
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const source = `read_csv([${paths.join()}], all_varchar = true, header = true)`;
  const reader = await connection.runAndReadAll(sql.replaceAll('FILES', source));
  connection.closeSync();
  return reader.getRowObjectsJson()[0];
}

const sum = (column: string) => `sum(${column}::DECIMAL(38, 24))`;
const trimmed = (value: unknown) => String(value).replace(/\.?0+$/, '');
const truthOf = (month: string) => sandbox.costs(month, undefined, ['azure']).bills[0];
const arm = (path: string) => askRaw(client, path, { token });
const exportsOf = (scope: string) => `${scope}/providers/Microsoft.CostManagement/exports`;
const version = 'api-version=2023-08-01';

describe('the exports of a scope', () => {
  test('are listed whole, with where they deliver', async () => {
    at('2026-10-20T12:00:00Z');
    const { body } = await arm(`${exportsOf(billingAccountScope)}?${version}`);
    const { value } = exportsShape.parse(JSON.parse(body));
    expect(value.map(({ name }) => name)).toEqual(['millwright-focus']);
    expect(value[0]?.properties).toMatchObject({
      definition: { type: 'FocusCost', dataSet: { configuration: { dataVersion: '1.2-preview' } } },
      deliveryInfo: { destination: { container: destination.container, rootFolderPath: 'focus' } },
    });
    const research = await arm(`${exportsOf(`/subscriptions/${subscriptions.research.id}`)}?${version}`);
    expect(exportsShape.parse(JSON.parse(research.body)).value.map(({ name }) => name)).toEqual([
      'research-actual',
      'research-amortized',
    ]);
  });

  test('tell of their runs, the latest first and still under way', async () => {
    at('2026-10-20T00:02:00Z');
    const { body } = await arm(`${exportsOf(billingAccountScope)}/millwright-focus/runHistory?${version}`);
    const { value } = runsShape.parse(JSON.parse(body));
    expect(value.slice(0, 2).map(({ properties }) => properties.status)).toEqual(['InProgress', 'Completed']);
    expect(await names(value[1]?.properties.manifestFile ?? 'none')).toHaveLength(1);
  });

  test.each([
    ['of a billing account nobody gave us', '/providers/Microsoft.Billing/billingAccounts/1', 401, 'RBACAccessDenied'],
    ['of another’s subscription', '/subscriptions/00000000-0000-4000-8000-000000000009', 403, 'AuthorizationFailed'],
  ])('%s are refused', async (_, scope, status, code) => {
    const answer = await arm(`${exportsOf(scope)}?${version}`);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code } });
  });
});

describe('the container', () => {
  test('lists by pages each blob once, rolls folders up, and tells of blobs what reading them shows', async () => {
    at('2026-10-03T12:00:00Z');
    const all = await names('details/shared-actual/');
    expect(all.length).toBeGreaterThan(60);
    expect(new Set(all).size).toBe(all.length);
    const folders: string[] = [];
    for await (const item of container.listBlobsByHierarchy('/', { prefix: 'details/' })) folders.push(item.name);
    expect(folders).toHaveLength(4);
    const [first] = (await names('focus/')).slice(-1);
    const blob = container.getBlobClient(first ?? '');
    const { contentLength, etag, lastModified } = await blob.getProperties();
    const bytes = await blob.downloadToBuffer();
    expect(contentLength).toBe(bytes.length);
    for await (const listed of container.listBlobsFlat({ prefix: first ?? 'none' })) {
      expect(listed.properties).toMatchObject({ contentLength, lastModified, etag: etag?.replaceAll('"', '') });
    }
  });

  test('serves ranges, and blobs only while they are what was asked for', async () => {
    at('2026-10-03T12:00:00Z');
    const name = (await names('focus/millwright-focus/20261001')).find((each) => each.endsWith('.gz')) ?? '';
    const blob = container.getBlobClient(name);
    const head = await blob.downloadToBuffer(0, 2);
    expect(head.toString('hex')).toBe('1f8b');
    const { etag = '', contentLength = 0 } = await blob.getProperties();
    await expect(blob.download(contentLength, 10)).rejects.toMatchObject({ statusCode: 416, code: 'InvalidRange' });
    at('2026-10-04T12:00:00Z');
    const stale = blob.download(0, undefined, { conditions: { ifMatch: etag } });
    await expect(stale).rejects.toMatchObject({ statusCode: 412, code: 'ConditionNotMet' });
    expect((await blob.getProperties()).etag).not.toBe(etag);
  });

  test('has no manifest before the files it names are there', async () => {
    at('2026-10-02T00:01:30Z');
    expect((await names('focus/millwright-focus/20261001')).map((name) => name.split('/').at(-1))).toEqual([
      'part_0_0001.csv.gz',
    ]);
    at('2026-10-02T00:06:00Z');
    expect((await manifestIn('focus/millwright-focus/20261001')).blobCount).toBe(1);
  });

  test('is not alone in its account, and the account’s neighbours are closed', async () => {
    const found: string[] = [];
    for await (const { name } of service.listContainers()) found.push(name);
    expect(found).toEqual(['artifacts', 'cost-exports']);
    const neighbour = serviceOf('stmwshaeast000002').getContainerClient('cost-exports').listBlobsFlat().next();
    await expect(neighbour).rejects.toMatchObject({ statusCode: 403, code: 'AuthorizationPermissionMismatch' });
  });

  test.each([
    ['a blob that is not there', () => container.getBlobClient('focus/none').download(), 404, 'BlobNotFound'],
    [
      'a container that is not there',
      () => service.getContainerClient('none').listBlobsFlat().next(),
      404,
      'ContainerNotFound',
    ],
  ])('refuses %s', async (_, ask, statusCode, code) => {
    await expect(ask()).rejects.toMatchObject({ statusCode, code });
  });

  test('wants a token made for storage', async () => {
    const path = `/${destination.account}/${destination.container}?restype=container&comp=list`;
    const none = await askRaw(client, path);
    expect([none.status, none.headers['x-ms-error-code']]).toEqual([401, 'NoAuthenticationInformation']);
    expect(none.headers['www-authenticate']).toContain('resource_id=https://storage.azure.com');
    const managing = { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
    const other = new BlobServiceClient(`${client.endpoint}/${destination.account}`, managing, blobOptions());
    await expect(other.getContainerClient(destination.container).listBlobsFlat().next()).rejects.toMatchObject({
      statusCode: 401,
      code: 'InvalidAuthenticationInfo',
    });
  });

  test.each([
    ['missing-permission', 403, 'AuthorizationPermissionMismatch'],
    ['throttle', 503, 'ServerBusy'],
    ['expired-credentials', 401, 'InvalidAuthenticationInfo'],
  ] as const)('acts out the fault %s', async (kind, statusCode, code) => {
    sandbox.faults.set('azure', [{ fault: { kind }, where: { service: 'blob', operation: 'getBlob' } }]);
    await expect(container.getBlobClient('focus/any').download()).rejects.toMatchObject({ statusCode, code });
  });
});

describe('the files', () => {
  test('of FOCUS sum up to exactly what was billed, while the month runs', async () => {
    at('2026-10-03T12:00:00Z');
    const truth = truthOf('2026-10');
    const manifest = await manifestIn('focus/millwright-focus/20261001');
    const row = await query(
      manifest,
      `SELECT count(*)::INT AS n, ${sum('BilledCost')} AS billed, ${sum('EffectiveCost')} AS effective,
        ${sum('ListCost')} AS list, ${sum('ContractedCost')} AS contracted,
        count(DISTINCT BillingCurrency)::INT AS currencies, min(BillingCurrency) AS currency FROM FILES`,
    );
    expect([row?.n, manifest.dataRowCount]).toEqual([truth?.rows, truth?.rows]);
    expect([row?.currencies, row?.currency]).toEqual([1, 'EUR']);
    expect({
      billedCost: trimmed(row?.billed),
      effectiveCost: trimmed(row?.effective),
      listCost: trimmed(row?.list),
      contractedCost: trimmed(row?.contracted),
    }).toEqual(truth?.total);
  });

  test.each(['research', 'shared'] as const)('of details sum up to what %s was billed and used', async (name) => {
    at('2026-10-10T12:00:00Z');
    const part = truthOf('2026-10')?.byAccount.find(({ key }) => key === subscriptions[name].id);
    const total = async (kind: string) => {
      const manifest = await manifestIn(`details/${name}-${kind}/20261001-20261031/202610100000`);
      expect(manifest.runInfo).toMatchObject({ startDate: '2026-10-01T00:00:00', endDate: '2026-10-09T00:00:00Z' });
      expect(manifest.blobCount).toBe(2);
      return trimmed((await query(manifest, `SELECT ${sum('CostInBillingCurrency')} AS total FROM FILES`))?.total);
    };
    expect([await total('actual'), await total('amortized')]).toEqual([part?.billedCost, part?.effectiveCost]);
  });
});
