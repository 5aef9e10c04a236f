import type { GpuRun } from '@/lib/domain/cost/gpu-run';
import type { GpuHolder } from '@/lib/domain/gpu/fleet';
import type { HostWork } from '../gpus/fleet/work-on-hosts';

/** An attempt that is kept. */
export interface KeptRun extends GpuRun {
  id: string;
}

/** What is known of attempts, as it was at any time. Holders that it gives are known by `runOf`. */
export class RunsOnNodes {
  readonly #onNode = new Map<string, { run: KeptRun; work: HostWork }[]>();
  readonly #byName = new Map<string, KeptRun[]>();
  readonly #ofResource = new Map<string, KeptRun[]>();
  /** By connection, those of schedulers of which nobody told what they had. */
  readonly #unclear = new Map<string, KeptRun[]>();
  /** Answers, since every host of a connection asks for the same times. */
  readonly #clear = new Map<string, boolean>();
  readonly #holders = new Map<string, GpuHolder>();
  readonly #runs = new Map<GpuHolder, KeptRun>();

  constructor(runs: Iterable<KeptRun>) {
    for (const run of runs) {
      add(this.#ofResource, run.resourceId, run);
      const kind = toKind(run);
      if (kind === null) continue;
      add(this.#byName, toKey(run.connectionId, kind, kind === 'pod' ? (run.namespace ?? '') : '', run.name), run);
      if (run.holdings === null) add(this.#unclear, run.connectionId, run);
      for (const holding of run.holdings ?? [])
        add(this.#onNode, toKey(run.connectionId, holding.node), {
          run,
          work: { holder: this.#holderOf(run, kind), holding },
        });
    }
  }

  /** What ran on a node at a time. */
  on(connectionId: string, node: string, ms: number): HostWork[] {
    const all = this.#onNode.get(toKey(connectionId, node)) ?? [];
    return all.filter(({ run }) => isOn(run, ms)).map(({ work }) => work);
  }

  /** Whether all that ran then through a connection tells what it had, and where. */
  isClear(connectionId: string, ms: number): boolean {
    const key = toKey(connectionId, String(ms));
    const known = this.#clear.get(key);
    if (known !== undefined) return known;
    const isClear = !(this.#unclear.get(connectionId) ?? []).some((run) => isOn(run, ms));
    this.#clear.set(key, isClear);
    return isClear;
  }

  /** What a source names as a holder, as an attempt of then; null: none that is known, or one of several. */
  find(
    connectionId: string,
    { kind, namespace, name }: Pick<GpuHolder, 'kind' | 'namespace' | 'name'>,
    ms: number,
  ): GpuHolder | null {
    if (kind !== 'pod' && kind !== 'job') return null;
    const all = this.#byName.get(toKey(connectionId, kind, namespace ?? '', name)) ?? [];
    const [only, other] = all.filter((run) => isOn(run, ms));
    return only === undefined || other !== undefined ? null : this.#holderOf(only, kind);
  }

  /** The attempt of a resource at a time, as a job of a service that runs on machines of its own is. */
  of(resourceId: string, ms: number): KeptRun | null {
    return this.#ofResource.get(resourceId)?.find((run) => isOn(run, ms)) ?? null;
  }

  /** The attempt that a holder given by this is; null: none. */
  runOf(holder: GpuHolder): KeptRun | null {
    return this.#runs.get(holder) ?? null;
  }

  #holderOf(run: KeptRun, kind: 'pod' | 'job'): GpuHolder {
    const known = this.#holders.get(run.id);
    if (known !== undefined) return known;
    const { namespace, name, resourceId, team, owner } = run;
    const holder: GpuHolder = { kind, name, namespace: kind === 'pod' ? namespace : null, resourceId, team, owner };
    this.#holders.set(run.id, holder);
    this.#runs.set(holder, run);
    return holder;
  }
}

function isOn({ startedAt, endedAt }: KeptRun, ms: number): boolean {
  return startedAt.getTime() <= ms && (endedAt === null || ms < endedAt.getTime());
}

function toKind({ system }: KeptRun): 'pod' | 'job' | null {
  if (system === 'kubernetes') return 'pod';
  return system === 'slurm' ? 'job' : null;
}

function toKey(...parts: string[]): string {
  return parts.join('\n');
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
