import { afterAll, beforeAll } from 'vitest';
import type { OtherFaceName } from '@/sandbox/faces';
import type { FaultRuleInput } from '@/sandbox/faults/fault';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { TruthResource } from '@/sandbox/world/truth';
import type { Provider } from '../provider';
import { openSession } from '../session/open-session';
import type { ConformanceFault, ConformanceSubject, ExpectedItem, FaultTarget } from './conformance-subject';

/** A face of the sandbox, and how what is behind it compares with what its provider reads. */
export interface PlayedFace<Settings, Secret> extends Pick<ConformanceSubject<Settings, Secret>, 'name' | 'immune'> {
  face: OtherFaceName;
  provider: Provider<Settings, Secret>;
  /** What the provider must list of what is behind the face. `settings`: of the connection to it. */
  toExpected(resources: readonly TruthResource[], settings: Readonly<Record<string, unknown>>): ExpectedItem[];
  toTarget(settings: Readonly<Record<string, unknown>>): FaultTarget;
}

/** A face that plays, and the connection to it as the conformance suites want it. */
export interface Played<Settings, Secret> {
  sandbox: RunningSandbox;
  subject: ConformanceSubject<Settings, Secret>;
}

/** Plays the face while the tests of a file run. What is returned is to be asked from within a test. */
export function playFace<Settings, Secret>({
  face,
  name,
  provider,
  immune,
  toExpected,
  toTarget,
}: PlayedFace<Settings, Secret>): () => Played<Settings, Secret> {
  let played: Played<Settings, Secret> | null = null;
  beforeAll(async () => {
    const startedAt = new Date();
    const sandbox = await startSandbox({ faces: [face], realNow: () => startedAt });
    const connection = sandbox.connections.find((each) => each.provider === face);
    if (connection === undefined) throw new Error(`The sandbox plays no ${name}.`);
    const { settings, secret } = connection;
    const subject: ConformanceSubject<Settings, Secret> = {
      name,
      provider,
      open: ({ limits, signal }) => {
        const egressAllow = ['127.0.0.0/8'];
        return openSession(provider, { settings, secret, egressAllow, signal, now: () => startedAt, limits });
      },
      setFault: (fault) =>
        sandbox.faults.set(face, fault === null ? [] : [{ fault: toSandboxFault(fault.kind), where: fault.aim }]),
      truth: () => ({ items: toExpected(sandbox.truthOf(face).resources, settings), denied: [] }),
      target: toTarget(settings),
      immune,
    };
    played = { sandbox, subject };
  });
  afterAll(() => played?.sandbox.stop());
  return () => {
    if (played === null) throw new Error(`${name} does not play yet.`);
    return played;
  };
}

function toSandboxFault(kind: ConformanceFault): FaultRuleInput['fault'] {
  if (kind === 'broken-connection') return { kind: 'truncated-page', cut: 'connection' };
  if (kind === 'truncated-page') return { kind, cut: 'body' };
  return { kind };
}

/** What a resource must be listed as where the provider tells of it all there is. */
export function toExpectedItem({ name, shortId, size, ...resource }: TruthResource): ExpectedItem {
  const { kind, nativeId, account, region, zone, status, nativeStatus, accelerators, tags, createdAt } = resource;
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
    createdAt,
  };
}

/** A cluster that is its own account and holds everything else in it, as it is while it answers. */
export function toExpectedCluster(
  name: unknown,
  { kind, nativeStatus }: Pick<ExpectedItem, 'kind' | 'nativeStatus'>,
): ExpectedItem {
  const id = String(name);
  return {
    kind,
    nativeId: id,
    name: id,
    account: id,
    region: 'global',
    zone: null,
    status: 'active',
    nativeStatus,
    accelerators: [],
    tags: {},
    createdAt: null,
  };
}
