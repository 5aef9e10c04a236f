import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { cliActor } from '@/lib/access/actor';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { parseMasterKey } from '@/lib/config/master-keys';
import type { Capability, ProviderId } from '@/lib/domain/provider';
import type { CallLimits } from '@/lib/providers/contract/calls/call-limits';
import { loadProvider } from '@/lib/providers/registry';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { toCollectionLease } from '@/lib/store/leases/collection-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { PostgresMetricStore } from '@/lib/store/metrics/postgres/postgres-metric-store';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '@/sandbox/start-sandbox';
import { toTick } from '@/sandbox/world/tick';
import { toCostCollector } from './collect-cost';
import { collectInventory } from './collect-inventory';
import { toMetricsCollector } from './collect-metrics';
import { collectPrices } from './collect-prices';
import type { CollectionResult, Collector } from './collector';
import { runCollection } from './run-collection';

const current = parseMasterKey(randomBytes(32).toString('base64'));
if (current === null) throw new Error('a fresh key must parse');
const keys = { current, previous: [] };
const egressAllow = ['127.0.0.1/32'];
const dayMs = 86_400_000;

/** No waiting for its own sake. */
const quick: Partial<CallLimits> = {
  ratePerSecond: 1000,
  concurrency: 16,
  maxAttempts: 2,
  backoffBaseMs: 1,
  backoffMaxMs: 5,
  retryAfterCapMs: 50,
};

type Read = Extract<Capability, 'inventory' | 'metrics' | 'cost' | 'prices'>;

/** A console connected to a whole simulated factory whose clock stands still until it is moved. */
export class TestFactory {
  readonly database: TestDatabase;
  readonly sandbox: RunningSandbox;
  readonly metricStore: PostgresMetricStore;
  /** Where bills are kept. */
  readonly ledgerFolder: string;
  readonly #time: { ms: number };
  readonly #connections = new Map<ProviderId, string>();

  private constructor(database: TestDatabase, sandbox: RunningSandbox, ledgerFolder: string, time: { ms: number }) {
    this.database = database;
    this.ledgerFolder = ledgerFolder;
    this.sandbox = sandbox;
    this.#time = time;
    const retention = { rawMs: 2 * dayMs, fiveMinuteMs: 30 * dayMs, hourlyMs: 395 * dayMs };
    this.metricStore = new PostgresMetricStore(database.pool, { retention, seriesLimit: 500_000 });
  }

  /**
   * `overrides`: settings on top of what the sandbox says it takes to connect, for who reads less than all. `bills`: what
   * the clouds bill in place of all that the factory costs. `faces`: those that play beside AWS, all when not given. `at`:
   * the instant it begins at, now when not given; AWS's client signs by the machine's clock and is refused at any other,
   * unless the test fakes its `Date`.
   */
  static async start(
    overrides: Partial<Record<ProviderId, Record<string, unknown>>> = {},
    { bills, faces, at }: Pick<SandboxOptions, 'bills' | 'faces'> & { at?: Date } = {},
  ): Promise<TestFactory> {
    // At a tick the lists of the clouds and what the world says of its devices tell one instant.
    const time = { ms: toTick(Date.now()).getTime() };
    const [database, sandbox, ledgerFolder] = await Promise.all([
      createTestDatabase(),
      startSandbox({ bills, ...(faces && { faces }), realNow: () => new Date(time.ms) }),
      mkdtemp(join(tmpdir(), 'millwright-factory-')),
    ]);
    // Certificates are checked by the machine's clock, so only what they are for begins at another time.
    if (at !== undefined) time.ms = toTick(at.getTime()).getTime();
    const factory = new TestFactory(database, sandbox, ledgerFolder, time);
    for (const { provider, name, settings, secret } of sandbox.connections) {
      const context = { actor: cliActor('test'), database, now: factory.now(), requestId: 'test' };
      const entered = {
        provider,
        name,
        settings: z.record(z.string(), z.json()).parse({ ...settings, ...overrides[provider] }),
        secret,
        intervalMs: 300_000,
      };
      const { id } = await createConnection(context, entered, { keys, egressAllow }, { simulated: true });
      factory.#connections.set(provider, id);
    }
    return factory;
  }

  now(): Date {
    return new Date(this.#time.ms);
  }

  pass(ms: number): void {
    this.#time.ms += ms;
  }

  idOf(provider: ProviderId): string {
    const id = this.#connections.get(provider);
    if (id === undefined) throw new Error(`The factory has nothing of ${provider}.`);
    return id;
  }

  /** Has the metrics of all read from this time on, and not from an hour ago. */
  async readMetricsSince(readFrom: Date): Promise<void> {
    const data = [...this.#connections.values()].map((connectionId) => ({ connectionId, readFrom }));
    await this.database.prisma.metricWatermark.createMany({ data });
  }

  /** Reads a capability of every provider that has it, or of these. */
  async collect(
    capability: Read,
    { providers, limits = quick }: { providers?: readonly ProviderId[]; limits?: Partial<CallLimits> } = {},
  ): Promise<Map<ProviderId, CollectionResult['outcome']>> {
    const read = async ([provider, connectionId]: [ProviderId, string]) => {
      if (providers !== undefined && !providers.includes(provider)) return [];
      if ((await loadProvider(provider))[capability] === undefined) return [];
      return [[provider, await this.#collectOne(connectionId, capability, { ...quick, ...limits })] as const];
    };
    return new Map((await Promise.all([...this.#connections].map(read))).flat());
  }

  async #collectOne(
    connectionId: string,
    capability: Read,
    limits: Partial<CallLimits>,
  ): Promise<CollectionResult['outcome']> {
    const { database } = this;
    const name = toCollectionLease(connectionId, capability);
    const lease = await acquireLease(database.pool, { name, holder: randomUUID(), ttlMs: 900_000 });
    if (lease === null) throw new Error('the lease is taken');
    const collectors: Record<Read, () => Collector> = {
      inventory: () => collectInventory,
      metrics: () => toMetricsCollector(this.metricStore),
      cost: () => toCostCollector(this.ledgerFolder),
      prices: () => collectPrices,
    };
    const collect = collectors[capability]();
    const { signal } = new AbortController();
    const deployment = { database, keys, egressAllow, now: () => this.now(), limits };
    const end = await runCollection(deployment, { connectionId, capability, collect, lease, signal });
    await releaseLease(database.pool, lease);
    if (end.kind === 'skipped') throw new Error('nothing was read');
    return end.outcome;
  }

  async stop(): Promise<void> {
    await this.sandbox.stop();
    await this.database.close();
    await rm(this.ledgerFolder, { recursive: true, force: true });
  }
}
