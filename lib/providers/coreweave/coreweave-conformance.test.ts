import { afterAll, beforeAll } from 'vitest';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { ConformanceFault, ConformanceSubject, ExpectedItem } from '../contract/conformance/conformance-subject';
import { describeInventoryConformance } from '../contract/conformance/describe-inventory-conformance';
import { openSession } from '../contract/session/open-session';
import { coreWeaveReaders } from './inventory/readers';
import { coreWeaveProvider } from './provider';
import type { CoreWeaveSecret, CoreWeaveSettings } from './settings';

type Truth = ReturnType<RunningSandbox['truthOf']>['resources'][number];
type SandboxFault = Parameters<RunningSandbox['faults']['set']>[1][number]['fault'];

let sandbox: RunningSandbox;
let subject: ConformanceSubject<CoreWeaveSettings, CoreWeaveSecret>;

beforeAll(async () => {
  const startedAt = new Date();
  sandbox = await startSandbox({ faces: ['coreweave'], realNow: () => startedAt });
  const connection = sandbox.connections.find(({ provider }) => provider === 'coreweave');
  if (connection === undefined) throw new Error('The sandbox plays no CoreWeave cluster.');
  const { settings, secret } = connection;
  const clusterName = String(settings.clusterName);
  subject = {
    name: 'CoreWeave',
    provider: coreWeaveProvider,
    open: ({ limits, signal }) =>
      openSession(coreWeaveProvider, {
        settings,
        secret,
        egressAllow: ['127.0.0.0/8'],
        signal,
        now: () => new Date(),
        limits,
      }),
    setFault: (fault) =>
      sandbox.faults.set('coreweave', fault === null ? [] : [{ fault: toSandboxFault(fault.kind), where: fault.aim }]),
    truth: () => ({
      items: [
        toExpectedCluster(clusterName),
        ...sandbox.truthOf('coreweave').resources.filter(isListed).map(toExpectedItem),
      ],
      denied: [],
    }),
    // The longest listing: it has pages, and nothing else is told from it.
    target: { aim: { account: clusterName, operation: 'listPods' }, hits: ({ kind }) => kind === 'pod' },
    immune: { 'clock-skew': 'A service account’s token holds no time, so no clock can spoil it.' },
  };
});

afterAll(() => sandbox?.stop());

describeInventoryConformance('CoreWeave', () => subject);

const kinds: ReadonlySet<string> = new Set(coreWeaveReaders.map(({ kind }) => kind));

/** Pods are listed for the accelerators they hold. */
function isListed({ kind, accelerators }: Truth): boolean {
  return kinds.has(kind) && (kind !== 'pod' || accelerators.length > 0);
}

function toSandboxFault(kind: ConformanceFault): SandboxFault {
  if (kind === 'broken-connection') return { kind: 'truncated-page', cut: 'connection' };
  if (kind === 'truncated-page') return { kind, cut: 'body' };
  return { kind };
}

function toExpectedItem({ kind, nativeId, account, region, shortId, size, ...rest }: Truth): ExpectedItem {
  const { name, zone, status, nativeStatus, accelerators, tags, createdAt } = rest;
  return {
    kind,
    nativeId,
    name: name ?? shortId,
    account,
    region,
    zone,
    status,
    nativeStatus,
    ...(size === null ? {} : { size }),
    accelerators: accelerators.filter(isWholeDevice),
    tags,
    createdAt,
  };
}

/** The cluster itself, which says no more of itself than that it answers. */
function toExpectedCluster(name: string): ExpectedItem {
  return {
    kind: 'kubernetes-cluster',
    nativeId: name,
    name,
    account: name,
    region: 'global',
    zone: null,
    status: 'active',
    nativeStatus: null,
    accelerators: [],
    tags: {},
    createdAt: null,
  };
}

/** A slice of a device counts for none, so a pod that holds one is listed without devices. */
function isWholeDevice({ model }: Truth['accelerators'][number]): boolean {
  return !model.includes(' MIG ');
}
