import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import { createAuthority, issueLoopbackIdentity } from '@/sandbox/authority/authority';
import { expectHonestCost, readWholeCost } from '../../contract/conformance/honest-cost-conformance';
import { gapsOf } from '../../contract/conformance/honest-read-conformance';
import { openSession } from '../../contract/session/open-session';
import { AzureContext } from '../connect/azure-context';
import { testBilling } from '../connection-test/test-billing';
import { azureProvider } from '../provider';
import { ServedContainer, servedTenant } from './serve-container';

const now = new Date('2026-11-22T12:00:00Z');
const hour = 3_600_000;
const subscription = '11111111-2222-3333-4444-555555555555';

const authority = await createAuthority(new Date());
const identity = { ...(await issueLoopbackIdentity(authority, new Date())), caCertificate: authority.certificate };

let container: ServedContainer;
beforeEach(async () => {
  container = await ServedContainer.start(identity);
});
afterEach(() => container.stop());

function open(billingExports: readonly string[]) {
  return openSession(azureProvider, {
    settings: {
      tenantId: servedTenant,
      clientId: servedTenant,
      endpoint: container.origin,
      caCertificate: container.caCertificate,
      subscriptions: [subscription],
      billingExports,
    },
    secret: { clientSecret: 'secret' },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => now,
    limits: { ratePerSecond: 1000, concurrency: 8, maxAttempts: 1 },
  });
}

const cost = () => [`${container.origin}/bills/exports/cost`];

async function read(entries: readonly string[] = cost(), months: readonly BillingMonth[] = ['2026-11']) {
  const session = open(entries);
  try {
    const whole = await readWholeCost(azureProvider, session, months);
    expectHonestCost(whole);
    return { ...whole, codes: gapsOf(whole.ends[0]?.completeness).map(({ code }) => code) };
  } finally {
    session.transport.close();
  }
}

interface Run {
  folder?: string;
  type?: string;
  name?: string;
  submitted?: string;
  days?: [string, string];
  blobs?: { blobName: string; byteCount?: number }[];
  blobCount?: number;
  at?: Date;
}

function putRun({ folder = 'cost/focus/20261101-20261130', type = 'FocusCost', name = 'focus', ...run }: Run): void {
  const { submitted = '2026-11-20T05:00:00Z', days = ['2026-11-01', '2026-11-30'], blobs = [], blobCount, at } = run;
  const manifest = {
    blobCount,
    exportConfig: {
      exportName: name,
      resourceId: `/subscriptions/${subscription}/providers/Microsoft.CostManagement/exports/${name}`,
      type,
    },
    runInfo: { runId: submitted, submittedTime: submitted, startDate: days[0], endDate: days[1] },
    blobs,
  };
  container.put(`exports/${folder}/manifest.json`, JSON.stringify(manifest), at);
}

const part = 'cost/focus/20261101-20261130/part_0_0001.snappy.parquet';

describe('the bills of an Azure connection', () => {
  it('are none, and complete, where no export is named', async () => {
    const { deliveries, codes } = await read([]);
    expect([deliveries, codes]).toEqual([[], []]);
  });

  it('tell all of FOCUS, what was billed of actual and what is effective of amortised cost', async () => {
    for (const [type, name] of [
      ['FocusCost', 'f'],
      ['ActualCost', 'b'],
      ['AmortizedCost', 'e'],
      ['PriceSheet', 'p'],
    ]) {
      const blobName = `cost/${name}/20261101-20261130/part_0_0001.csv`;
      container.put(`exports/${blobName}`, 'x');
      putRun({ type, name, folder: `cost/${name}/20261101-20261130`, blobs: [{ blobName, byteCount: 1 }] });
    }
    const { deliveries, codes } = await read();
    expect(codes).toEqual([]);
    expect(
      deliveries
        .map(({ source, coverage, toFocus }) => [source, coverage, toFocus?.columns.BilledCost !== undefined])
        .sort(),
    ).toEqual([
      ['azure-actual', 'billed', true],
      ['azure-amortized', 'effective', false],
      ['azure-focus', 'all', false],
    ]);
  });

  it('are those of the newest run, whichever folders runs lie in', async () => {
    const [older, newer] = ['20261101-20261130/focus/202611190600', '20261101-20261130/focus/202611200600'];
    for (const [run, day] of [
      [older, '19'],
      [newer, '20'],
    ] as const) {
      const folder = `cost/${run}/aaaaaaaa-bbbb-cccc-dddd-0000000000${day}`;
      const at = new Date(`2026-11-${day}T06:00:00Z`);
      container.put(`exports/${folder}/part_0_0001.csv.gz`, day, at);
      putRun({ folder, at, submitted: at.toISOString(), blobs: [{ blobName: `${folder}/part_0_0001.csv.gz` }] });
    }
    const { deliveries } = await read();
    expect(deliveries.map(({ version }) => version.slice(0, 10))).toEqual(['2026-11-20']);
  });

  it('wait while files are newer than their manifest, and no longer than a run can take', async () => {
    putRun({ blobs: [{ blobName: part }], at: new Date(now.getTime() - 9 * hour) });
    container.put(`exports/${part}`, 'half', new Date(now.getTime() - hour));
    expect((await read()).codes).toEqual(['RunUnderWay']);
    container.put(`exports/${part}`, 'copied later', new Date(now.getTime() - 7 * hour));
    expect((await read()).deliveries).toHaveLength(1);
  });

  it.each([
    ['a file is not as long as told', 'FilesDiffer', { blobs: [{ blobName: part, byteCount: 99 }] }],
    ['a file is missing', 'FilesMissing', { blobs: [{ blobName: part }, { blobName: `${part}.2` }] }],
    ['fewer files are named than counted', 'ManifestUnreadable', { blobs: [{ blobName: part }], blobCount: 2 }],
    ['a run spans months', 'SeveralMonths', { blobs: [], days: ['2026-11-01', '2026-12-31'] as [string, string] }],
  ])('are a gap where %s', async (_, code, run) => {
    container.put(`exports/${part}`, 'x');
    putRun(run);
    const { deliveries, codes } = await read();
    expect([deliveries, codes]).toEqual([[], [code]]);
  });

  it('are found by the exports of subscriptions and scopes, through their pages, and read once', async () => {
    container.put(`exports/${part}`, 'x');
    putRun({ blobs: [{ blobName: part }] });
    const base = '/providers/Microsoft.CostManagement/exports?api-version=2024-08-01';
    const account = `/subscriptions/${subscription}/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/bills`;
    const define = (type: string, name: string) => ({
      id: `/x/${name}`,
      properties: {
        definition: { type },
        deliveryInfo: { destination: { resourceId: account, container: 'exports', rootFolderPath: '/cost' } },
      },
    });
    const next = `/subscriptions/${subscription}${base}&page=2`;
    container.documents.set(`/subscriptions/${subscription}${base}`, {
      value: [define('PriceSheet', 'prices')],
      nextLink: `${container.origin}${next}`,
    });
    container.documents.set(next, { value: [define('FocusCost', 'focus')] });
    const scope = '/providers/Microsoft.Billing/billingAccounts/8611537';
    container.documents.set(`${scope}${base}`, { value: [define('ActualCost', 'again')] });
    const { deliveries, codes } = await read(['discover', scope, ...cost()]);
    expect([deliveries.length, codes]).toEqual([1, []]);
  });
});

describe('the test of an Azure connection that reads bills', () => {
  const check = async (entries: readonly string[]) => {
    const session = open(entries);
    try {
      return await testBilling(new AzureContext(session));
    } finally {
      session.transport.close();
    }
  };

  it('reads a manifest, and says where there is none yet', async () => {
    expect(await check(cost())).toMatchObject([{ outcome: 'skipped', permission: 'Storage Blob Data Reader' }]);
    putRun({});
    expect(await check(cost())).toMatchObject([{ outcome: 'passed', permission: 'Storage Blob Data Reader' }]);
  });

  it('names the role that is missing', async () => {
    container.fault = 'missing-permission';
    const checks = await check([...cost(), '/providers/Microsoft.Billing/billingAccounts/8611537']);
    expect(checks).toMatchObject([
      { outcome: 'failed', remedy: expect.stringContaining('Storage Blob Data Reader') },
      { outcome: 'failed', remedy: expect.stringContaining('Cost Management Reader') },
    ]);
  });
});
