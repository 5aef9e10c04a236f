import { type Labels, pickLabel } from './labels';

/** Who has a device or a part of it. */
export interface Holder {
  /** The exporter's label that names it: `pod`, or that of jobs. */
  label: string;
  attributes: Record<string, string>;
}

/**
 * The pods of exporters themselves: the scraper's labels name them wherever those of the exporter had to make way, and the
 * exporter does where it takes its own for the host.
 */
export class ExporterPods {
  readonly #pods = new Set<string>();

  add(labels: Labels): void {
    const host = pickLabel(labels, 'Hostname', 'hostname');
    const isHost = host !== undefined && host === pickLabel(labels, 'pod');
    if (isHost || namesMoved.some((name) => pickLabel(labels, name) !== undefined)) this.#pods.add(toKey(labels));
  }

  /** Of a device that nobody holds a scraper's labels are all there is, so an exporter is known by its usual name too. */
  has(labels: Labels): boolean {
    const names = [pickLabel(labels, 'pod'), pickLabel(labels, 'container')];
    return exporterNames.some((usual) => names.some((name) => name?.includes(usual))) || this.#pods.has(toKey(labels));
  }
}

const namesMoved = ['exported_pod', 'exported_namespace', 'exported_container'];
/** What the charts of NVIDIA's and AMD's exporters call their pods. */
const exporterNames = ['dcgm-exporter', 'metrics-exporter'];

/**
 * The pod and the job that a series' labels name; none where they name no holder. A scraper that puts labels of its own
 * before the exporter's moves those to `exported_…`; `pod` is then that of the exporter, which holds nothing. `jobLabel`:
 * the exporter's label for the job of a scheduler.
 */
export function toHolders(labels: Labels, exporterPods: ExporterPods, jobLabel: string): Holder[] {
  const holders: Holder[] = [];
  const moved = pickLabel(labels, 'exported_pod');
  const plain = pickLabel(labels, 'pod', 'pod_name');
  if (moved !== undefined) holders.push(toPod(moved, pickLabel(labels, 'exported_namespace', 'namespace')));
  else if (plain !== undefined && !exporterPods.has(labels))
    holders.push(toPod(plain, pickLabel(labels, 'namespace', 'pod_namespace')));
  const job = pickLabel(labels, jobLabel);
  if (job !== undefined) holders.push({ label: jobLabel, attributes: { 'holder.kind': 'job', 'holder.name': job } });
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
