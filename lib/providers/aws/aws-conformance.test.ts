import { afterAll, beforeAll } from 'vitest';
import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { ConformanceFault, ConformanceSubject, ExpectedItem } from '../contract/conformance/conformance-subject';
import { describeInventoryConformance } from '../contract/conformance/describe-inventory-conformance';
import type { InventoryScope } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { kindReaders } from './inventory/readers';
import { awsProvider } from './provider';
import { type AwsSecret, type AwsSettings, accountOfRole } from './settings';

type Truth = ReturnType<RunningSandbox['truth']>['resources'][number];
type SandboxFault = Parameters<RunningSandbox['faults']['set']>[1][number]['fault'];

/** AWS does not say when it made these. */
const undated: ReadonlySet<ResourceKind> = new Set([
  'function',
  'network',
  'private-circuit',
  'subnet',
  'virtual-interface',
  'vpn-connection',
]);
/** These go by an id that means nothing, so people name them by tag. */
const namedByTag: ReadonlySet<ResourceKind> = new Set([
  'compute-instance',
  'volume',
  'file-system',
  'network',
  'subnet',
  'vpn-connection',
  'transit-gateway',
  'transit-attachment',
]);

let sandbox: RunningSandbox;
let subject: ConformanceSubject<AwsSettings, AwsSecret>;

beforeAll(async () => {
  const startedAt = new Date();
  sandbox = await startSandbox({ faces: [], realNow: () => startedAt });
  const { endpoint, caCertificate, accessKeyId, secretAccessKey, roleArns, externalId } = sandbox.aws;
  const [first = '', second = ''] = roleArns;
  const { resources, denials } = sandbox.truth();
  const accounts = [first, second].map(accountOfRole);
  const [region = '', otherRegion = ''] = byFrequency(
    resources.filter(({ account }) => account === accounts[0]).map((resource) => resource.region),
  );
  // Roles are assumed in the home region, so a fault that is to strike one region only must strike another.
  const regions = [region, otherRegion];
  const isRead = ({ account, region: where }: { account: string; region: string }) =>
    accounts.includes(account) && regions.includes(where);
  const scopes = accounts.flatMap((account) =>
    regions.flatMap((where) => kindReaders.map(({ kind, listing }) => ({ account, region: where, kind, listing }))),
  );
  subject = {
    name: 'AWS',
    provider: awsProvider,
    open: ({ limits, signal, enumerate = false }) =>
      openSession(awsProvider, {
        settings: {
          endpoint,
          caCertificate,
          externalId,
          homeRegion: otherRegion,
          ...(enumerate ? { roleArns: [first] } : { roleArns: [first, second], regions }),
        },
        secret: { accessKeyId, secretAccessKey },
        egressAllow: ['127.0.0.0/8'],
        signal,
        now: () => new Date(),
        limits,
      }),
    setFault: (fault) =>
      sandbox.faults.set('aws', fault === null ? [] : [{ fault: toSandboxFault(fault.kind), where: fault.aim }]),
    truth: () => ({
      items: sandbox.truth().resources.filter(isRead).filter(isStillThere).map(toExpectedItem),
      denied: scopes
        .filter(({ account, region: where, listing }) =>
          denials.some(
            (denial) =>
              denial.account === account && denial.region === where && listing.startsWith(`${denial.actionPrefix}:`),
          ),
        )
        .map(({ account, region: where, kind }): InventoryScope => ({ account, region: where, kind })),
    }),
    target: {
      aim: { account: accounts[0] ?? '', region },
      hits: (scope) => scope.account === accounts[0] && scope.region === region,
    },
    entry: { account: accounts[0] ?? '' },
    regionListing: { account: accounts[0] ?? '' },
  };
});

afterAll(() => sandbox?.stop());

describeInventoryConformance('AWS', () => subject);

function toSandboxFault(kind: ConformanceFault): SandboxFault {
  if (kind === 'broken-connection') return { kind: 'truncated-page', cut: 'connection' };
  if (kind === 'truncated-page') return { kind, cut: 'body' };
  return { kind };
}

/** AWS lists an instance for an hour after its end. */
function isStillThere({ nativeStatus }: Truth): boolean {
  return nativeStatus !== 'terminated';
}

function toExpectedItem({
  kind,
  nativeId,
  shortId,
  account,
  region,
  zone,
  nativeStatus,
  ...rest
}: Truth): ExpectedItem {
  const { name, status, size, accelerators, tags, createdAt } = rest;
  const tagged = tags.Name?.trim() ? tags.Name : shortId;
  return {
    kind,
    nativeId,
    name: namedByTag.has(kind) ? tagged : (name ?? shortId),
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

function byFrequency(values: string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}
