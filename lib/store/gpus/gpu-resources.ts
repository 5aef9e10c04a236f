import type pg from 'pg';
import { z } from 'zod';
import { kindsOfWork, kindsWithDevices } from '@/lib/domain/gpu/device-kinds';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { Gap } from '@/lib/domain/provider-fault';
import { type ResourceKind, resourceKinds } from '@/lib/domain/resource';
import { storedGapsSchema } from '../runs/collection-run';
import { SharedRun } from '../shared-run';
import { readGpuPrints, readGpuResources } from './read-gpu-resources';

const kinds: readonly ResourceKind[] = [...kindsWithDevices, ...kindsOfWork];

/** One account, region and kind of a connection, as far as it has to do with accelerators. */
export interface GpuScope {
  connectionId: string;
  account: string;
  /** `global`: listed once for all regions. */
  region: string;
  kind: ResourceKind;
  /** When it was last read, wholly or in part; null: never. */
  lastReadAt: Date | null;
  /** What its last read could not read. */
  gaps: readonly Gap[];
  resources: readonly GpuResource[];
}

interface KnownScope {
  /** Another one whenever the scope was read, or changed in what is counted. */
  version: string;
  /** Another one whenever its resources may have changed, or its gaps did. */
  print: string;
  scope: GpuScope;
  /** Those of its resources that are as old as its last read. */
  seenWithScope: readonly GpuResource[];
}

const versionSchema = z.object({
  connectionId: z.string(),
  account: z.string(),
  region: z.string(),
  kind: z.enum(resourceKinds),
  lastReadAt: z.date().nullable(),
  gaps: storedGapsSchema,
  changedIn: z.string().nullable(),
});

/** A scope that was read since, or is new, with what was known of it. */
interface ReadSince {
  key: string;
  version: string;
  address: Omit<GpuScope, 'resources'>;
  known: KnownScope | undefined;
}

/**
 * What the inventory says of accelerators, kept in this process and brought up to date before each use: only scopes whose
 * resources changed are read again. Of others that were read since, their times alone are set, in what was given out too.
 */
export class GpuResources {
  #scopes = new Map<string, KnownScope>();
  #all: readonly GpuScope[] = [];
  readonly #refreshing = new SharedRun<readonly GpuScope[]>();

  /** As it is now. The same list as before when nothing changed but when it was read. */
  async read(pool: pg.Pool): Promise<readonly GpuScope[]> {
    return this.#refreshing.run(() => this.#refresh(pool));
  }

  async #refresh(pool: pg.Pool): Promise<readonly GpuScope[]> {
    const { rows } = await pool.query(
      `select s.connection_id as "connectionId", s.account, s.region, s.kind, s.last_read_at as "lastReadAt", s.gaps,
         f.changed_in::text as "changedIn"
       from inventory_scope s
       left join inventory_facet f on f.connection_id = s.connection_id and f.account = s.account
         and f.region = s.region and f.kind = s.kind
       where s.kind = any($1) order by s.connection_id, s.account, s.region, s.kind`,
      [kinds],
    );
    const since: ReadSince[] = [];
    const next = new Map<string, KnownScope | null>();
    for (const { changedIn, ...address } of versionSchema.array().parse(rows)) {
      const key = [address.connectionId, address.account, address.region, address.kind].join('\n');
      const version = `${changedIn} ${address.lastReadAt?.getTime()} ${JSON.stringify(address.gaps)}`;
      const known = this.#scopes.get(key);
      // Keeps its place in order.
      next.set(key, known?.version === version ? known : null);
      if (known?.version !== version) since.push({ key, version, address, known });
    }
    const isSameList = next.size === this.#scopes.size && since.every(({ known }) => known !== undefined);
    const changed = await this.#readAgain(pool, since, next);
    this.#scopes = new Map(
      [...next].flatMap(([key, scope]): [string, KnownScope][] => (scope === null ? [] : [[key, scope]])),
    );
    if (changed > 0 || !isSameList) this.#all = [...this.#scopes.values()].map(({ scope }) => scope);
    return this.#all;
  }

  /** Puts what is known of scopes that were read since into `next`. Gives how many are not as they were. */
  async #readAgain(pool: pg.Pool, since: readonly ReadSince[], next: Map<string, KnownScope | null>): Promise<number> {
    const prints = await readGpuPrints(
      pool,
      since.map(({ address }) => address),
    );
    const changed: (ReadSince & { print: string })[] = [];
    since.forEach((one, index) => {
      const print = `${prints[index]} ${JSON.stringify(one.address.gaps)}`;
      if (one.known?.print === print) next.set(one.key, refreshed(one.known, one));
      else changed.push({ ...one, print });
    });
    const found = await readGpuResources(
      pool,
      changed.map(({ address }) => address),
    );
    changed.forEach(({ key, version, address, print }, index) => {
      const { resources, seenWithScope } = found[index] ?? { resources: [], seenWithScope: [] };
      next.set(key, { version, print, seenWithScope, scope: { ...address, resources } });
    });
    return changed.length;
  }
}

function refreshed(known: KnownScope, { version, address: { lastReadAt } }: ReadSince): KnownScope {
  known.scope.lastReadAt = lastReadAt;
  if (lastReadAt !== null) for (const resource of known.seenWithScope) resource.lastSeenAt = lastReadAt;
  return { ...known, version };
}

// A bundler may load this module once a route, and each copy must find the same resources.
const holder: { millwrightGpuResources?: WeakMap<pg.Pool, GpuResources> } = globalThis as typeof globalThis & {
  millwrightGpuResources?: WeakMap<pg.Pool, GpuResources>;
};

/** What is kept for a database's pool. */
export function gpuResourcesOf(pool: pg.Pool): GpuResources {
  holder.millwrightGpuResources ??= new WeakMap();
  const resources = holder.millwrightGpuResources.get(pool) ?? new GpuResources();
  holder.millwrightGpuResources.set(pool, resources);
  return resources;
}
