import { afterEach } from 'vitest';
import type { BillingMonth, BillingSource } from '@/lib/domain/cost/billing-delivery';
import { createAuthority, issueLoopbackIdentity } from '@/sandbox/authority/authority';
import type { ExpectedDelivery } from '../../contract/conformance/cost-subject';
import { describeCostConformance } from '../../contract/conformance/describe-cost-conformance';
import { openSession } from '../../contract/session/open-session';
import { azureProvider } from '../provider';
import type { AzureSecret, AzureSettings } from '../settings';
import { ServedContainer, servedTenant } from './serve-container';

const months = ['2026-10', '2026-11'] as const;
const now = new Date('2026-11-22T12:00:00Z');
const scope = '/subscriptions/aaaa/providers/microsoft.costmanagement/exports';
const kinds = new Map<string, [type: string, source: BillingSource]>([
  ['focus', ['FocusCost', 'azure-focus']],
  ['actual', ['ActualCost', 'azure-actual']],
]);

const authority = await createAuthority(new Date());
const identity = { ...(await issueLoopbackIdentity(authority, new Date())), caCertificate: authority.certificate };

const served: ServedContainer[] = [];
afterEach(() => {
  for (const each of served.splice(0)) each.stop();
});

describeCostConformance<AzureSettings, AzureSecret>('exports of Azure', async () => {
  const container = await ServedContainer.start(identity);
  served.push(container);
  const put = (name: string, month: BillingMonth, run: number, files: readonly string[]): ExpectedDelivery => {
    const at = new Date(Date.UTC(2026, 10, 1 + run));
    const [type = '', source = 'azure-focus'] = kinds.get(name) ?? [];
    const id = `aaaaaaaa-bbbb-cccc-dddd-0000000000${10 + run}`;
    const days = `${month.replace('-', '')}01-${month.replace('-', '')}30`;
    const folder = `cost/${name}/${days}/2026110${run}0600/${id}`;
    const written = files.map((content, index) => ({
      name: `${folder}/part_${index}_0001.csv.gz`,
      content: Buffer.from(content),
    }));
    for (const file of written) container.put(`exports/${file.name}`, file.content, at);
    const manifest = {
      blobCount: written.length,
      exportConfig: { exportName: name, resourceId: `${scope}/${name}`, type, dataVersion: '1.0' },
      runInfo: {
        runId: id,
        submittedTime: at.toISOString(),
        startDate: `${month}-01T00:00:00`,
        endDate: `${month}-30T00:00:00`,
      },
      blobs: written.map((file) => ({ blobName: file.name, byteCount: file.content.length })),
    };
    container.put(`exports/${folder}/manifest.json`, JSON.stringify(manifest), at);
    return { source, scope: `${scope}/${name}`, billingMonth: month, files: written };
  };
  put('focus', '2026-11', 0, ['an older run']);
  const truth = [
    put('focus', '2026-10', 1, ['one', 'two', 'three']),
    put('focus', '2026-11', 2, ['four']),
    put('actual', '2026-11', 3, ['five', 'six']),
  ];

  return {
    provider: azureProvider,
    months,
    truth: () => truth,
    open: ({ limits, signal }) =>
      openSession(azureProvider, {
        settings: {
          tenantId: servedTenant,
          clientId: servedTenant,
          endpoint: container.origin,
          caCertificate: container.caCertificate,
          billingExports: [`${container.origin}/bills/exports/cost`],
        },
        secret: { clientSecret: 'secret' },
        egressAllow: ['127.0.0.0/8'],
        signal,
        now: () => now,
        limits,
      }),
    deliverAnew() {
      const anew = put('focus', '2026-11', 9, ['four, corrected']);
      truth.splice(1, 1, anew);
      return anew;
    },
    announceEarly() {
      const early = put('focus', '2026-11', 9, ['four', 'and more']);
      container.blobs.delete(`exports/${early.files[1]?.name}`);
      return early;
    },
    replace: (file) => container.put(`exports/${file}`, 'another content', now),
    setFault: (kind) => {
      container.fault = kind;
    },
  };
});
