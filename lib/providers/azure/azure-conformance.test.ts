import { afterAll, beforeAll } from 'vitest';
import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { ConformanceFault, ConformanceSubject, ExpectedItem } from '../contract/conformance/conformance-subject';
import { describeInventoryConformance } from '../contract/conformance/describe-inventory-conformance';
import { readWholeInventory } from '../contract/conformance/read-whole-inventory';
import type { ProviderSession } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { azureProvider } from './provider';
import type { AzureSecret, AzureSettings } from './settings';

type Truth = ReturnType<RunningSandbox['truthOf']>['resources'][number];
type SandboxFault = Parameters<RunningSandbox['faults']['set']>[1][number]['fault'];

/** Resource Graph does not say when Azure made these. */
const undated: ReadonlySet<ResourceKind> = new Set([
  'circuit-port',
  'container-service',
  'file-system',
  'kubernetes-cluster',
  'model-endpoint',
  'network',
  'node-group',
  'private-circuit',
  'subnet',
  'virtual-interface',
  'vpn-connection',
  'vpn-gateway',
]);

let sandbox: RunningSandbox;
let subject: ConformanceSubject<AzureSettings, AzureSecret>;

/** Azure counts queries by windows of five seconds; here they pass faster, while the world stands still. */
const haste = 20;
const startedAtMs = Date.now();
const now = () => new Date(startedAtMs + (Date.now() - startedAtMs) * haste);

beforeAll(async () => {
  sandbox = await startSandbox({ faces: ['azure'], realNow: now });
  sandbox.clock.hold();
  const facts = sandbox.connections.find(({ provider }) => provider === 'azure');
  if (facts === undefined) throw new Error('The sandbox does not play Azure.');
  const open = (settings: object, rest: Pick<Parameters<typeof openSession>[1], 'limits' | 'signal'>) =>
    openSession(azureProvider, {
      settings: { ...facts.settings, ...settings },
      secret: facts.secret,
      egressAllow: ['127.0.0.0/8'],
      now,
      ...rest,
    });
  const [first = '', second = ''] = await findUntroubled(
    open({}, { limits: { ratePerSecond: 1000, maxAttempts: 1 }, signal: new AbortController().signal }),
  );
  const subscriptions = [first, second];
  subject = {
    name: 'Azure',
    provider: azureProvider,
    open: ({ limits, signal }) => open({ subscriptions }, { limits, signal }),
    setFault: (fault) =>
      sandbox.faults.set('azure', fault === null ? [] : [{ fault: toSandboxFault(fault.kind), where: fault.aim }]),
    truth: () => ({
      items: sandbox
        .truthOf('azure')
        .resources.filter(({ account }) => subscriptions.includes(account))
        .map(toExpectedItem),
      denied: [],
    }),
    target: { aim: { account: first }, hits: ({ account }) => account === first },
  };
});

afterAll(() => sandbox?.stop());

describeInventoryConformance('Azure', () => subject);

/** The world scripts trouble for some of its subscriptions; the suite brings its own, so it leaves those out. */
async function findUntroubled(session: ProviderSession<AzureSettings, AzureSecret>): Promise<string[]> {
  const whole = await readWholeInventory(azureProvider, session);
  session.transport.close();
  const [enumeration] = whole.enumerations;
  const completeness = enumeration?.completeness;
  const troubled = completeness === undefined || completeness.complete ? [] : completeness.gaps;
  const accounts = new Set(whole.scopes.map(({ scope }) => scope.account));
  return [...accounts].filter((account) => troubled.every((gap) => gap.account !== account)).sort();
}

function toSandboxFault(kind: ConformanceFault): SandboxFault {
  if (kind === 'broken-connection') return { kind: 'truncated-page', cut: 'connection' };
  if (kind === 'truncated-page') return { kind, cut: 'body' };
  return { kind };
}

function toExpectedItem(truth: Truth): ExpectedItem {
  const { kind, nativeId, shortId, account, region, zone, status, nativeStatus, size, ...rest } = truth;
  const { name, accelerators, tags, createdAt } = rest;
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
    createdAt: undated.has(kind) ? null : createdAt,
  } satisfies Partial<InventoryItem>;
}
