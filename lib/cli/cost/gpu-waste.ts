import { type GpuWaste, type GpuWasteSums, gpuWasteQuerySchema } from '@/lib/api/contracts/gpu-waste';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { type GpuWasteKey, gpuCostParts, gpuHourMs, measuredGpuTime, totalGpuTime } from '@/lib/domain/cost/gpu-use';
import { readGpuWaste } from '@/lib/views/gpu-use/read-gpu-waste';
import type { CommandRun, SharedOptions } from '../command-run';
import { parseInput } from '../input/parse-input';
import { printJson, printTable } from '../terminal/print';
import { withLedger } from './with-ledger';

export interface GpuWasteOptions extends SharedOptions {
  from: string;
  to: string;
  by: GpuWasteKey;
  metric: CostMetric;
  asOf?: string;
}

interface Row {
  who: string;
  sums: GpuWasteSums;
  cost: GpuWasteSums['costs'][number] | null;
}

/** `cost gpu-waste`: the GPU part of the bills by what became of the devices, exactly, and what a useful hour cost. */
export async function gpuWasteCommand(run: CommandRun, options: GpuWasteOptions): Promise<void> {
  const { from, to, by, metric, asOf } = options;
  const query = parseInput(gpuWasteQuerySchema, {
    from,
    to,
    by,
    metric,
    ...(asOf === undefined ? {} : { asOf: /T/.test(asOf) ? asOf : `${asOf}T23:59:59.999Z` }),
  });
  const waste = await withLedger(run, options, ({ folder, engine }, console) =>
    readGpuWaste(console.viewContext(), query, async () => ({ root: folder.root, engine })),
  );
  if (options.json) return printJson(run.terminal, waste);
  printTable(
    run.terminal,
    [
      { title: by.toUpperCase(), text: ({ who }: Row) => who },
      ...gpuCostParts.map((part) => ({
        title: part.toUpperCase(),
        text: ({ cost }: Row) => cost?.parts[part] ?? null,
      })),
      { title: 'WASTE', text: ({ cost }) => cost?.waste ?? null },
      { title: 'MEASURED', text: ({ cost }) => cost?.measured ?? null },
      { title: 'COST', text: ({ cost }) => cost?.total ?? null },
      { title: 'CURRENCY', text: ({ cost }) => cost?.currency ?? null },
      { title: 'USEFUL HOURS', text: ({ sums }) => sayHours(sums.time.useful) },
      { title: 'MEASURED HOURS', text: ({ sums }) => sayHours(measuredGpuTime(sums.time)) },
      { title: 'HOURS', text: ({ sums }) => sayHours(totalGpuTime(sums.time)) },
      { title: 'PER USEFUL HOUR', text: ({ cost }) => cost?.perUsefulHour ?? null },
    ],
    [...waste.lines.map((line) => ({ who: line.value ?? 'none', ...line })), { who: 'TOTAL', ...waste.whole }].flatMap(
      ({ who, ...sums }): Row[] =>
        sums.costs.length === 0 ? [{ who, sums, cost: null }] : sums.costs.map((cost) => ({ who, sums, cost })),
    ),
  );
  for (const remark of toRemarks(waste)) run.terminal.remark(remark);
}

const sayHours = (ms: number) => (ms / gpuHourMs).toFixed(1);

function toRemarks({ asOf, accountedFrom, accountedUntil, sources, whole }: GpuWaste): string[] {
  const missing = sources.filter((source) => source.missing.length > 0).map(({ title }) => title);
  return [
    `Bills as known on ${asOf}. Parts add up to the cost; a useful hour bears the measured part of it.`,
    accountedFrom === null
      ? 'No hour of GPUs is accounted yet: nothing is measured.'
      : `Hours are accounted from ${accountedFrom} to ${accountedUntil}.`,
    ...(whole.costs.some(({ measured, total }) => measured !== total)
      ? ['Where less is measured than the cost, waste and its parts are at least these.']
      : []),
    ...(whole.unbilled.ms === 0 ? [] : [`${sayHours(whole.unbilled.ms)} GPU-hours have no bill.`]),
    ...(missing.length === 0 ? [] : [`Incomplete, so that costs are at least these: ${missing.join(', ')}.`]),
  ];
}
