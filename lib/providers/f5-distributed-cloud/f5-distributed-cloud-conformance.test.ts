import { afterAll, beforeAll } from 'vitest';
import type { FaultRuleInput } from '@/sandbox/faults/fault';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { TruthResource } from '@/sandbox/world/truth';
import type { ConformanceFault, ConformanceSubject, ExpectedItem } from '../contract/conformance/conformance-subject';
import { describeInventoryConformance } from '../contract/conformance/describe-inventory-conformance';
import { openSession } from '../contract/session/open-session';
import { siteNameLabel } from './inventory/edge-sites';
import { distributedCloudProvider } from './provider';
import type { DistributedCloudSecret, DistributedCloudSettings } from './settings';

let sandbox: RunningSandbox;
let subject: ConformanceSubject<DistributedCloudSettings, DistributedCloudSecret>;

beforeAll(async () => {
  const startedAt = new Date();
  sandbox = await startSandbox({ faces: ['f5-distributed-cloud'], realNow: () => startedAt });
  const connection = sandbox.connections.find(({ provider }) => provider === 'f5-distributed-cloud');
  if (connection === undefined) throw new Error('The sandbox plays no F5 tenant.');
  const { settings, secret } = connection;
  subject = {
    name: 'F5 Distributed Cloud',
    provider: distributedCloudProvider,
    open: ({ limits, signal }) =>
      openSession(distributedCloudProvider, {
        settings,
        secret,
        egressAllow: ['127.0.0.0/8'],
        signal,
        now: () => new Date(),
        limits,
      }),
    setFault: (fault) =>
      sandbox.faults.set(
        'f5-distributed-cloud',
        fault === null ? [] : [{ fault: toSandboxFault(fault.kind), where: fault.aim }],
      ),
    truth: () => {
      const { resources } = sandbox.truthOf('f5-distributed-cloud');
      return { items: resources.map((resource) => toExpectedItem(resource, resources)), denied: [] };
    },
    target: { aim: { operation: 'sites' }, hits: ({ kind }) => kind === 'edge-site' },
    immune: {
      'duplicate-page': 'The API has no pages: one answer is all, and a name that comes twice is one thing.',
      'token-loop': 'The API has no page tokens.',
      'clock-skew': 'An API token holds no time, so no clock can spoil it.',
    },
  };
});

afterAll(() => sandbox?.stop());

describeInventoryConformance('F5 Distributed Cloud', () => subject);

function toSandboxFault(kind: ConformanceFault): FaultRuleInput['fault'] {
  if (kind === 'broken-connection') return { kind: 'truncated-page', cut: 'connection' };
  if (kind === 'truncated-page') return { kind, cut: 'body' };
  return { kind };
}

function toExpectedItem(resource: TruthResource, all: readonly TruthResource[]): ExpectedItem {
  const { kind, nativeId, shortId, account, region, zone, status, nativeStatus, accelerators, createdAt } = resource;
  const name = resource.name ?? shortId;
  return {
    kind,
    nativeId,
    name,
    account,
    region,
    zone,
    status,
    // The graph of the ways between sites measures them: it has no word for how they stand, nor since when they do.
    nativeStatus: kind === 'site-link' ? null : nativeStatus,
    createdAt: kind === 'site-link' ? null : createdAt,
    accelerators,
    tags: toExpectedTags(resource, name, all),
  };
}

/** The truth tells the tags of sites, and of alerts those labels that tell one from another. */
function toExpectedTags(
  { kind, tags, account }: TruthResource,
  name: string,
  all: readonly TruthResource[],
): Record<string, string> {
  if (kind === 'alert') {
    const { site = '' } = tags;
    return { ...tags, group: 'Infrastructure', identifier: site, namespace: 'system', tenant: account, type: 'site' };
  }
  // A registration carries the labels of the site it is registered to.
  const site = all.find((each) => each.kind === 'edge-site' && name.startsWith(`${each.name}-node-`));
  return kind === 'edge-node' && site !== undefined ? { ...site.tags, [siteNameLabel]: site.name ?? '' } : tags;
}
