import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ResourceKind } from '@/lib/domain/resource';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { CallLimits } from '../contract/calls/call-limits';
import type { ConformanceFault, ConformanceSubject, ExpectedItem } from '../contract/conformance/conformance-subject';
import { describeInventoryConformance } from '../contract/conformance/describe-inventory-conformance';
import { expectHonestRead, expectTrueScope, gapsOf } from '../contract/conformance/honest-read-conformance';
import { readWholeInventory } from '../contract/conformance/read-whole-inventory';
import { openSession } from '../contract/session/open-session';
import { openGoogleClient } from './connect/google-client';
import { googleCloudProvider } from './provider';
import type { GoogleCloudSecret, GoogleCloudSettings } from './settings';

type Truth = ReturnType<RunningSandbox['truthOf']>['resources'][number];
type SandboxFault = Parameters<RunningSandbox['faults']['set']>[1][number]['fault'];

/** Google does not say when it made these. */
const undated: ReadonlySet<ResourceKind> = new Set(['node-group']);
/** What Google documents of each model; its API does not repeat it. */
const documentedMemory = new Map([
  ['NVIDIA L4', 24 * 2 ** 30],
  ['NVIDIA T4', 16 * 2 ** 30],
  ['NVIDIA H100', 80 * 2 ** 30],
  ['Google TPU v5e', 16 * 2 ** 30],
]);

let sandbox: RunningSandbox;
let subject: ConformanceSubject<GoogleCloudSettings, GoogleCloudSecret>;
/** A folder of several projects, and those. */
let folder = '';
let folderProjects: string[] = [];

beforeAll(async () => {
  const startedAt = new Date();
  sandbox = await startSandbox({ realNow: () => startedAt, faces: ['google-cloud'] });
  [folder, folderProjects] = await findLargestFolder();
  const [target = ''] = folderProjects;
  subject = {
    name: 'Google Cloud',
    provider: googleCloudProvider,
    open: ({ limits, signal }) => open(folder, limits, signal),
    setFault: (fault) =>
      sandbox.faults.set(
        'google-cloud',
        fault === null ? [] : [{ fault: toSandboxFault(fault.kind), where: fault.aim }],
      ),
    truth: () => ({ items: truthOf((project) => folderProjects.includes(project)), denied: [] }),
    target: { aim: { account: target }, hits: ({ account }) => account === target },
    entry: { account: target },
    immune: { 'clock-skew': 'Only the exchange for a token is signed with the time, and no project is asked for it.' },
  };
});

afterAll(() => sandbox?.stop());

describeInventoryConformance('Google Cloud', () => subject);

describe('the inventory of a whole Google Cloud organisation', () => {
  it('is exactly what is there, and names the project that refuses', { timeout: 60_000 }, async () => {
    const session = open(factsOf().settings.scope, quick, new AbortController().signal);
    const whole = await readWholeInventory(googleCloudProvider, session);
    session.transport.close();
    expectHonestRead(whole);
    const gaps = gapsOf(whole.enumerations[0]?.completeness);
    expect(gaps).toHaveLength(1);
    const [{ account: refused, fault, remedy } = {}] = gaps;
    expect(fault).toBe('permission-missing');
    expect(remedy).toContain('cloudasset.assets.listResource');
    const items = truthOf((project) => project !== refused);
    for (const read of whole.scopes) expectTrueScope(read, items);
    const read = new Set(whole.scopes.flatMap(({ result }) => result.items.map(({ nativeId }) => nativeId)));
    expect(items.filter(({ nativeId }) => !read.has(nativeId))).toEqual([]);
    expect(truthOf((project) => project === refused).length).toBeGreaterThan(0);
  });
});

const quick: Partial<CallLimits> = { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1 };

function factsOf(): { settings: GoogleCloudSettings; secret: unknown } {
  const facts = sandbox.connections.find(({ provider }) => provider === 'google-cloud');
  return {
    settings: googleCloudProvider.settingsSchema.parse(facts?.settings),
    secret: facts?.secret ?? null,
  };
}

function open(scope: string, limits: Partial<CallLimits>, signal: AbortSignal) {
  const { settings, secret } = factsOf();
  return openSession(googleCloudProvider, {
    settings: { ...settings, scope },
    secret,
    egressAllow: ['127.0.0.0/8'],
    signal,
    now: () => new Date(),
    limits,
  });
}

/** A folder of several projects, so that a fault in one has others to leave alone. */
async function findLargestFolder(): Promise<[string, string[]]> {
  const session = open(factsOf().settings.scope, quick, new AbortController().signal);
  const { projects } = await openGoogleClient(session).call(
    { operation: 'cloudresourcemanager:projects.search', api: 'cloudresourcemanager', path: '/v3/projects:search' },
    z.object({ projects: z.array(z.object({ projectId: z.string(), parent: z.string() })) }),
  );
  session.transport.close();
  const byParent = Map.groupBy(projects, ({ parent }) => parent);
  const [largest] = [...byParent].sort(([, a], [, b]) => b.length - a.length);
  return [largest?.[0] ?? '', (largest?.[1] ?? []).map(({ projectId }) => projectId)];
}

function truthOf(isRead: (project: string) => boolean): ExpectedItem[] {
  return sandbox
    .truthOf('google-cloud')
    .resources.filter(({ account }) => isRead(account))
    .map(toExpectedItem);
}

function toSandboxFault(kind: ConformanceFault): SandboxFault {
  if (kind === 'broken-connection') return { kind: 'truncated-page', cut: 'connection' };
  if (kind === 'truncated-page') return { kind, cut: 'body' };
  return { kind };
}

function toExpectedItem({
  kind,
  nativeId,
  shortId,
  name,
  size,
  accelerators,
  createdAt,
  ...rest
}: Truth): ExpectedItem {
  const { account, region, zone, status, nativeStatus, tags } = rest;
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
    accelerators: accelerators.map((each) => ({
      ...each,
      memoryBytes: each.memoryBytes ?? documentedMemory.get(each.model) ?? null,
    })),
    tags,
    createdAt: undated.has(kind) ? null : createdAt,
  };
}
