import type { ExporterSeries } from './exporter-series';
import { type Labels, pickLabel } from './labels';

/** What the exporter's charts call its pods. */
const usualName = 'dcgm-exporter';

/**
 * The exporters that call their host by the name of their own pod: without `NODE_NAME` in its environment an exporter
 * tells the host's name that it sees, which in a pod is the pod's. Another pod of it would make other devices of all.
 */
export class ExporterHosts {
  readonly #pods = new Set<string>();

  add(labels: Labels): void {
    const host = hostOf(labels);
    if (host !== undefined && host === pickLabel(labels, 'pod', 'pod_name')) this.#pods.add(host);
  }

  /**
   * The series with its node for a host where it tells one and the host is an exporter's pod. A holder's pod may stand in
   * the place of the exporter's, which is then known by the series of other devices, or by its usual name.
   */
  named(series: ExporterSeries): ExporterSeries {
    const host = hostOf(series.labels);
    const node = pickLabel(series.labels, 'node');
    if (host === undefined || node === undefined) return series;
    if (!this.#pods.has(host) && !host.includes(usualName)) return series;
    return { ...series, labels: { ...series.labels, Hostname: node } };
  }
}

function hostOf(labels: Labels): string | undefined {
  return pickLabel(labels, 'Hostname', 'hostname');
}
