import type pg from 'pg';
import { z } from 'zod';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { Gap } from '@/lib/domain/provider-fault';
import { type ResourceKind, resourceKinds } from '@/lib/domain/resource';
import { storedGapsSchema } from '../runs/collection-run';
import { readGpuResources } from './read-gpu-resources';

/** What only groups or runs on what has devices, and is no piece of work on a node. */
const leftOut: readonly ResourceKind[] = ['node-group', 'namespace', 'queue', 'reservation'];
const kinds = resourceKinds.filter((kind) => !leftOut.includes(kind));

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
  version: string;
  scope: GpuScope;
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

/**
 * What the inventory says of accelerators, kept in this process and brought up to date before each use: only scopes that
 * were read or changed since are read again.
 */
export class GpuResources {
  #scopes = new Map<string, KnownScope>();
  #all: readonly GpuScope[] = [];
  #refreshing: Promise<unknown> = Promise.resolve();

  /** As it is now. The same list as before when nothing changed. */
  async read(pool: pg.Pool): Promise<readonly GpuScope[]> {
    // One at a time: whoever comes meanwhile gets a refresh of their own, which then finds little to do.
    const refresh = this.#refreshing.then(() => this.#refresh(pool));
    this.#refreshing = refresh.catch(() => undefined);
    return refresh;
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
    const next = new Map<string, KnownScope>();
    const changed: GpuScope[] = [];
    for (const { changedIn, ...address } of versionSchema.array().parse(rows)) {
      const key = [address.connectionId, address.account, address.region, address.kind].join('\n');
      const version = `${changedIn} ${address.lastReadAt?.getTime()} ${JSON.stringify(address.gaps)}`;
      const known = this.#scopes.get(key);
      const isKnown = known?.version === version;
      const entry = isKnown ? known : { version, scope: { ...address, resources: [] } };
      if (!isKnown) changed.push(entry.scope);
      next.set(key, entry);
    }
    if (changed.length === 0 && next.size === this.#scopes.size) return this.#all;
    const found = await readGpuResources(pool, changed);
    changed.forEach((scope, index) => {
      scope.resources = found[index] ?? [];
    });
    this.#scopes = next;
    this.#all = [...next.values()].map(({ scope }) => scope);
    return this.#all;
  }
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
