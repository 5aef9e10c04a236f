import { type Path, pathsQuerySchema } from '@/lib/api/contracts/paths';
import { readPathMatrix } from '@/lib/views/paths/read-paths';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import { printJson, printTable } from '../terminal/print';

export interface PathsOptions extends SharedOptions {
  over: string;
  kind?: string;
  from?: string;
  to?: string;
}

/** `probe paths`: how the ways between sites are, as probes measured them. */
export async function listPaths(run: CommandRun, options: PathsOptions): Promise<void> {
  const { over, kind, from, to } = options;
  const query = parseInput(pathsQuerySchema, { over, kind, from, to });
  const paths = await withConsole(run, options, ({ viewContext }) => readPathMatrix(viewContext(), query));
  if (options.json) return printJson(run.terminal, paths);
  printTable(
    run.terminal,
    [
      { title: 'FROM', text: (path) => path.from },
      { title: 'TO', text: (path) => path.to },
      { title: 'KIND', text: (path) => path.kind },
      {
        title: 'STATE',
        text: ({ state, fault }) => (state === 'unknown' && fault !== null ? `unknown: ${fault}` : state),
      },
      { title: 'P50', text: (path) => sayValue(path, path.values?.p50 ?? null) },
      { title: 'P95', text: (path) => sayValue(path, path.values?.p95 ?? null) },
      { title: 'JITTER', text: (path) => sayValue(path, path.jitter) },
      { title: 'LOSS', text: ({ loss }) => (loss === null ? null : `${(loss * 100).toFixed(1)} %`) },
      { title: 'LAST MEASURED', text: ({ lastMeasuredAt }) => lastMeasuredAt },
    ],
    paths.items,
  );
}

function sayValue({ unit }: Path, value: number | null): string | null {
  if (value === null) return null;
  return unit === 's' ? `${(value * 1_000).toFixed(1)} ms` : `${(value / 1e6).toFixed(1)} MB/s`;
}
