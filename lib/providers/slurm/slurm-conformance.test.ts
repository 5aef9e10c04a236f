import { afterAll, beforeAll } from 'vitest';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { ConformanceFault, ConformanceSubject, ExpectedItem } from '../contract/conformance/conformance-subject';
import { describeInventoryConformance } from '../contract/conformance/describe-inventory-conformance';
import { openSession } from '../contract/session/open-session';
import { slurmProvider } from './provider';
import type { SlurmSecret, SlurmSettings } from './settings';

type Truth = ReturnType<RunningSandbox['truthOf']>['resources'][number];
type SandboxFault = Parameters<RunningSandbox['faults']['set']>[1][number]['fault'];

let sandbox: RunningSandbox;
let subject: ConformanceSubject<SlurmSettings, SlurmSecret>;

beforeAll(async () => {
  const startedAt = new Date();
  sandbox = await startSandbox({ faces: ['slurm'], realNow: () => startedAt });
  const connection = sandbox.connections.find(({ provider }) => provider === 'slurm');
  if (connection === undefined) throw new Error('The sandbox plays no Slurm cluster.');
  const { settings, secret } = connection;
  const account = String(settings.clusterName);
  subject = {
    name: 'Slurm',
    provider: slurmProvider,
    open: ({ limits, signal }) =>
      openSession(slurmProvider, {
        settings,
        secret,
        egressAllow: ['127.0.0.0/8'],
        signal,
        now: () => startedAt,
        limits,
      }),
    setFault: (fault) =>
      sandbox.faults.set('slurm', fault === null ? [] : [{ fault: toSandboxFault(fault.kind), where: fault.aim }]),
    truth: () => ({
      items: [toExpectedCluster(account), ...sandbox.truthOf('slurm').resources.map(toExpectedItem)],
      denied: [],
    }),
    target: { aim: { account, operation: 'jobs' }, hits: ({ kind }) => kind === 'batch-job' },
    immune: {
      'duplicate-page': 'A list comes whole in one answer, so there is no page to repeat.',
      'token-loop': 'A list comes whole in one answer, so there is no token to follow.',
      'clock-skew': 'What is shown is a token that names when it ends, and nothing of the moment of the call.',
    },
  };
});

afterAll(() => sandbox?.stop());

describeInventoryConformance('Slurm', () => subject);

function toSandboxFault(kind: ConformanceFault): SandboxFault {
  if (kind === 'broken-connection') return { kind: 'truncated-page', cut: 'connection' };
  if (kind === 'truncated-page') return { kind, cut: 'body' };
  return { kind };
}

function toExpectedItem({ kind, nativeId, account, region, shortId, ...rest }: Truth): ExpectedItem {
  const { name, zone, status, nativeStatus, size, accelerators, tags, createdAt } = rest;
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
    accelerators,
    tags,
    // Of nothing but jobs does Slurm tell when it was made.
    createdAt: kind === 'batch-job' ? createdAt : null,
  };
}

/** The cluster itself: both its controllers answer. */
function toExpectedCluster(name: string): ExpectedItem {
  return {
    kind: 'batch-cluster',
    nativeId: name,
    name,
    account: name,
    region: 'global',
    zone: null,
    status: 'active',
    nativeStatus: 'UP',
    accelerators: [],
    tags: {},
    createdAt: null,
  };
}
