import type { ExporterSeries, Labels, ScrapeTarget } from '../world/prometheus/series';

/** What pages are there, and the label by which a page of many machines tells them apart where their exporters do not. */
export const pages: Readonly<Record<string, { place: string | null }>> = {
  dcgm: { place: null },
  'dcgm-4.6': { place: null },
  amd: { place: null },
  node: { place: 'instance' },
  lustre: { place: null },
  beegfs: { place: null },
  kafka: { place: null },
  blackbox: { place: 'target' },
};

/** A page in the text format, version 0.0.4, of everything on it; silent machines are not. */
export function writePage(targets: readonly ScrapeTarget[], page: string, ms: number): string {
  const place = pages[page]?.place ?? null;
  const families = new Map<string, string[]>();
  for (const target of targets) {
    if (target.page !== page || target.downSince !== null) continue;
    for (const series of target.series) {
      const value = series.exactText ?? writeValue(series.valueAt(ms));
      if (value === null) continue;
      const { name, type, help } = series.family;
      const lines = families.get(name) ?? [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${type}`];
      families.set(name, lines);
      const at = place === null ? {} : { [place]: target.instance };
      for (const moving of series.labelsAt?.(ms).sets ?? [{}])
        lines.push(writeSample(series, { ...moving, ...at }, value));
    }
  }
  return `${[...families.values()].flat().join('\n')}\n`;
}

function writeValue(value: number | null): string | null {
  return value === null ? null : writeNumber(value);
}

function writeSample({ family, labels }: ExporterSeries, others: Labels, value: string): string {
  const pairs = Object.entries({ ...labels, ...others }).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  const braces = pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
  return `${family.name}${braces} ${value}`;
}

/** A number as Prometheus writes it, in text and in JSON. */
export function writeNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}

function escapeLabel(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

function escapeHelp(help: string): string {
  return help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
}
