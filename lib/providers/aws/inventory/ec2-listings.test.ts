import type { Instance, InstanceStatus, Volume } from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, it } from 'vitest';
import type { InventoryItem } from '@/lib/domain/resource';
import { openSession } from '../../contract/session/open-session';
import { openRegion, type RegionContext } from '../connect/region-context';
import { awsProvider } from '../provider';
import { computeInstances } from './compute-instances';
import type { KindReader } from './kind-reader';
import type { ScopeFaults } from './scope-faults';
import { volumes } from './volumes';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Answers = Record<string, (token: string | undefined) => object | Promise<object>>;

/** A region whose EC2 gives these answers, by the name of the call, e.g. `describeVolumes`, and its page token. */
function openEc2(answers: Answers): { context: RegionContext; calls: string[] } {
  const session = openSession(awsProvider, {
    settings: {},
    secret: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
    egressAllow: [],
    signal: new AbortController().signal,
    now: () => new Date('2026-11-22T12:00:00Z'),
    limits: { ratePerSecond: 1_000_000, concurrency: 16, maxAttempts: 1 },
  });
  closing.push(() => session.transport.close());
  const account = { id: '111122223333', partition: 'aws', roleArn: null, credentials: undefined };
  const context = openRegion(session, account, 'eu-central-1', new Set([account.id]));
  const calls: string[] = [];
  context.clients.ec2.middlewareStack.add(
    (_, { commandName = '' }) =>
      async ({ input }) => {
        const name = commandName.replace(/^D/, 'd').replace(/Command$/, '');
        calls.push(name);
        const token = 'NextToken' in input ? input.NextToken : undefined;
        const answer = answers[name];
        if (answer === undefined) throw new Error(`No answer to ${name}.`);
        return { output: { $metadata: {}, ...(await answer(token)) }, response: undefined };
      },
    { step: 'initialize', name: 'answers', priority: 'high' },
  );
  return { context, calls };
}

async function read(reader: KindReader, context: RegionContext) {
  const faults: ScopeFaults = { listing: [], detail: [] };
  const told: InventoryItem[] = [];
  const rest = await reader.read({ ...context, tellPart: async (items) => void told.push(...items) }, faults);
  return { items: [...told, ...rest], faults };
}

/** Two pages over and over, each with a token that was never handed out before. */
function endlessly<Thing>(pages: readonly Thing[][]): (token: string | undefined) => { things: Thing[]; next: string } {
  let page = 0;
  return () => {
    const things = pages[page % pages.length] ?? [];
    page += 1;
    return { things, next: `token-${page}` };
  };
}

describe('a listing whose tokens lead back to pages of what no longer exists', () => {
  it('ends, as a gap, for volumes', async () => {
    const deleted = (VolumeId: string): Volume => ({ VolumeId, State: 'deleted' as Volume['State'] });
    const pages = endlessly([[deleted('vol-1')], [deleted('vol-2')]]);
    const { context, calls } = openEc2({
      describeVolumes: (token) => {
        const { things, next } = pages(token);
        return { Volumes: things, NextToken: next };
      },
    });
    const { items, faults } = await read(volumes, context);
    expect(items).toEqual([]);
    expect(faults.listing).toMatchObject([{ kind: 'response-unexpected', code: 'RepeatedPage' }]);
    expect(calls.length).toBeLessThan(20);
  });

  it('ends, as a gap, for instances', async () => {
    const terminated = (InstanceId: string): Instance => ({ InstanceId, State: { Name: 'terminated' } });
    const pages = endlessly([[terminated('i-1')], [terminated('i-2')]]);
    const { context, calls } = openEc2({
      describeInstances: (token) => {
        const { things, next } = pages(token);
        return { Reservations: [{ Instances: things }], NextToken: next };
      },
    });
    const { items, faults } = await read(computeInstances, context);
    expect(items).toEqual([]);
    expect(faults.listing).toMatchObject([{ kind: 'response-unexpected', code: 'RepeatedPage' }]);
    expect(calls.length).toBeLessThan(20);
  });
});

describe('the checks of instances', () => {
  const running = (index: number): Instance => ({
    InstanceId: `i-${index}`,
    InstanceType: 'p5.48xlarge',
    State: { Name: 'running' },
  });
  const passing = (index: number): InstanceStatus => ({
    InstanceId: `i-${index}`,
    InstanceStatus: { Status: index === 7 ? 'impaired' : 'ok' },
  });

  it('are read beside their types, not after them', async () => {
    let openTypes = () => {};
    const checksAsked = new Promise<void>((resolve) => {
      openTypes = resolve;
    });
    const { context } = openEc2({
      describeInstances: () => ({ Reservations: [{ Instances: [running(1)] }] }),
      describeInstanceTypes: async () => {
        await checksAsked;
        return { InstanceTypes: [] };
      },
      describeInstanceStatus: () => {
        openTypes();
        return { InstanceStatuses: [passing(1)] };
      },
    });
    expect((await read(computeInstances, context)).items).toMatchObject([{ status: 'active' }]);
  });

  it('take no place of a listing that is held whole, however many they are', async () => {
    const all = Array.from({ length: 4_000 }, (_, index) => index);
    const pageOf = (token: string | undefined) => {
      const from = Number(token ?? 0);
      const next = from + 1_000;
      return { indices: all.slice(from, next), NextToken: next < all.length ? String(next) : undefined };
    };
    const { context } = openEc2({
      describeInstances: (token) => {
        const { indices, NextToken } = pageOf(token);
        return { Reservations: [{ Instances: indices.map(running) }], NextToken };
      },
      describeInstanceTypes: () => ({ InstanceTypes: [] }),
      describeInstanceStatus: (token) => {
        const { indices, NextToken } = pageOf(token);
        return { InstanceStatuses: indices.map(passing), NextToken };
      },
    });
    let places = 0;
    const { items, faults } = await read(computeInstances, {
      ...context,
      awaitRoom: async () => {
        places += 1;
      },
    });
    expect(places).toBe(0);
    expect(faults.listing).toEqual([]);
    expect(items).toHaveLength(4_000);
    expect(items.filter(({ status }) => status === 'degraded').map(({ name }) => name)).toEqual(['i-7']);
  });
});
