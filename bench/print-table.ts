import type { Measurement } from './measure';

/** Prints measurements as a table, each beside its bar, and returns how many missed theirs. */
export function printTable(title: string, measurements: Measurement[]): number {
  const lines = measurements.map((one) => ({ ...toCells(one), verdict: toVerdict(one) }));
  const width = Math.max(...lines.map(({ name }) => name.length));
  console.log(`\n${title}`);
  console.log(`${''.padEnd(width)}  ${'median'.padStart(12)}  ${'p95'.padStart(12)}  ${'bar'.padStart(16)}`);
  for (const { name, median, p95, bar, verdict } of lines)
    console.log(`${name.padEnd(width)}  ${median.padStart(12)}  ${p95.padStart(12)}  ${bar.padStart(16)}  ${verdict}`);
  return lines.filter(({ verdict }) => verdict === 'MISSED').length;
}

function toCells({ name, median, p95, unit, bar }: Measurement) {
  const write = (value: number) =>
    unit === 'per second' ? `${Math.round(value)} /s` : `${value.toFixed(2)} ${unit === 'ratio' ? '×' : unit}`;
  const barText = bar === undefined ? '' : 'atMost' in bar ? `≤ ${write(bar.atMost)}` : `≥ ${write(bar.atLeast)}`;
  return { name, median: write(median), p95: write(p95), bar: barText };
}

function toVerdict({ median, p95, bar }: Measurement): 'met' | 'MISSED' | '' {
  if (bar === undefined) return '';
  return ('atMost' in bar ? p95 <= bar.atMost : median >= bar.atLeast) ? 'met' : 'MISSED';
}
