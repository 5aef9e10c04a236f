import type { GpuHolder } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { Holding } from '@/lib/domain/workload';

/** A piece of work that has devices of a host. */
export interface HostWork {
  holder: GpuHolder;
  holding: Holding;
}

/** What schedulers tell of the work on the nodes of clusters, by the connection that lists it. */
export class WorkOnHosts {
  readonly #byNode = new Map<string, HostWork[]>();
  readonly #byId = new Map<string, GpuHolder>();
  readonly #byName = new Map<string, GpuHolder>();
  /** Connections with work of which it is not told what it has, or where. */
  readonly #unclear = new Set<string>();

  constructor(resources: readonly GpuResource[]) {
    for (const resource of resources) if (resource.kind === 'pod' || resource.kind === 'batch-job') this.#add(resource);
  }

  /** The work on a node, in order of its resources' ids. */
  on(node: GpuResource): readonly HostWork[] {
    return this.#byNode.get(toKey(node.connectionId, node.name)) ?? [];
  }

  /** Whether all work that the connection lists says what it has and where. */
  isClear(connectionId: string): boolean {
    return !this.#unclear.has(connectionId);
  }

  /**
   * A holder as the inventory knows it; null where none of ours lists it. A job by its id, else by its name: of several jobs
   * of one name it is not known whose it is.
   */
  find(
    connectionId: string,
    { kind, namespace, name }: Pick<GpuHolder, 'kind' | 'namespace' | 'name'>,
  ): GpuHolder | null {
    const key = toKey(connectionId, kind, namespace ?? '', name);
    return this.#byId.get(key) ?? this.#byName.get(key) ?? null;
  }

  #add(resource: GpuResource): void {
    const { connectionId, kind, provider, workload, id, name, team, owner } = resource;
    const isPod = kind === 'pod';
    // A job of Kubernetes has what its pods have.
    if (!isPod && provider !== 'slurm') return;
    const namespace = isPod ? (workload?.namespace ?? toNamespace(resource)) : null;
    const holder: GpuHolder = { kind: isPod ? 'pod' : 'job', name, namespace, resourceId: id, team, owner };
    const nameKey = toKey(connectionId, holder.kind, namespace ?? '', name);
    this.#byName.set(
      nameKey,
      this.#byName.has(nameKey) ? { ...holder, resourceId: null, team: null, owner: null } : holder,
    );
    const shortId = resource.nativeId.split('/').at(-1);
    if (!isPod && shortId !== undefined) this.#byId.set(toKey(connectionId, 'job', '', shortId), holder);
    if (!workload?.holdings) this.#unclear.add(connectionId);
    for (const holding of workload?.holdings ?? []) {
      const key = toKey(connectionId, holding.node);
      const known = this.#byNode.get(key);
      if (known === undefined) this.#byNode.set(key, [{ holder, holding }]);
      else known.push({ holder, holding });
    }
  }
}

/** `<cluster>/pods/<namespace>/<name>`. */
function toNamespace({ nativeId }: GpuResource): string | null {
  return nativeId.split('/').at(-2) ?? null;
}

function toKey(...parts: string[]): string {
  return parts.join('\n');
}
