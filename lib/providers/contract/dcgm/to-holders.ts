import { type Labels, pickLabel } from './labels';

/** Who has a device or a part of it. */
export interface Holder {
  /** `pod` or `hpc_job`: the exporter's label that names it. */
  label: string;
  attributes: Record<string, string>;
}

/** The pods of exporters themselves: the scraper's labels name them wherever those of the exporter had to make way. */
export class ExporterPods {
  readonly #pods = new Set<string>();

  add(labels: Labels): void {
    if (namesMoved.some((name) => pickLabel(labels, name) !== undefined)) this.#pods.add(toKey(labels));
  }

  /** Of a device that nobody holds a scraper's labels are all there is, so an exporter is known by its usual name too. */
  has(labels: Labels): boolean {
    const names = [pickLabel(labels, 'pod'), pickLabel(labels, 'container')];
    return names.some((name) => name?.includes(exporterName)) || this.#pods.has(toKey(labels));
  }
}

const namesMoved = ['exported_pod', 'exported_namespace', 'exported_container'];
const exporterName = 'dcgm-exporter';

/**
 * The pod and the job that a series' labels name; none where they name no holder. A scraper that puts labels of its own
 * before the exporter's moves those to `exported_…`; `pod` is then that of the exporter, which holds nothing.
 */
export function toHolders(labels: Labels, exporterPods: ExporterPods): Holder[] {
  const holders: Holder[] = [];
  const moved = pickLabel(labels, 'exported_pod');
  const plain = pickLabel(labels, 'pod', 'pod_name');
  if (moved !== undefined) holders.push(toPod(moved, pickLabel(labels, 'exported_namespace', 'namespace')));
  else if (plain !== undefined && !exporterPods.has(labels))
    holders.push(toPod(plain, pickLabel(labels, 'namespace', 'pod_namespace')));
  const job = pickLabel(labels, 'hpc_job');
  if (job !== undefined) holders.push({ label: 'hpc_job', attributes: { 'holder.kind': 'job', 'holder.name': job } });
  return holders;
}

function toKey(labels: Labels): string {
  return JSON.stringify([pickLabel(labels, 'namespace'), pickLabel(labels, 'pod')]);
}

function toPod(name: string, namespace: string | undefined): Holder {
  return {
    label: 'pod',
    attributes: {
      'holder.kind': 'pod',
      'holder.name': name,
      ...(namespace === undefined ? {} : { 'k8s.namespace.name': namespace }),
    },
  };
}
