import type { GpuWasteCost, GpuWasteSums } from '@/lib/api/contracts/gpu-waste';
import { gpuCostParts, gpuUseStates, isMeasuredPart, measuredGpuTime, totalGpuTime } from '@/lib/domain/cost/gpu-use';
import { toCsv } from '@/lib/format/to-csv';
import { judgeCost, judgeTime } from './judge-measured';
import { costIn } from './waste-figures';

const hourMs = 3_600_000;
const toHours = (ms: number) => (ms / hourMs).toString();
const exactness = (atLeast: boolean) => (atLeast ? 'at least' : 'exact');

/**
 * All digits of every figure, hours and costs in one book, with how much of each is measured. What nobody measured is empty.
 * @param title What the lines are by.
 * @param atLeast Bills are missing, so that every cost is a floor.
 */
export function toWasteCsv(
  title: string,
  lines: readonly (GpuWasteSums & { label: string })[],
  book: GpuWasteCost | null,
  atLeast: boolean,
): string {
  return toCsv(
    [
      title,
      ...gpuUseStates.map((state) => `${state} GPU-hours`),
      ...['measured GPU-hours', 'all GPU-hours'],
      ...gpuCostParts.map((part) => `${part} cost`),
      ...['measured cost', 'waste cost', 'waste exact or at least', 'GPU cost', 'GPU cost exact or at least'],
      ...['per useful GPU-hour', 'currency', 'basis', 'GPU-hours without a bill'],
    ],
    lines.map((line) => {
      const cost = costIn(line, book);
      const [ofTime, ofCost] = [judgeTime(line.time), cost === null ? null : judgeCost(cost)];
      return [
        line.label,
        ...gpuUseStates.map((state) => (state === 'unknown' || ofTime.isAny ? toHours(line.time[state]) : null)),
        ...[toHours(measuredGpuTime(line.time)), toHours(totalGpuTime(line.time))],
        ...gpuCostParts.map((part) =>
          cost === null || (isMeasuredPart(part) && ofCost?.isAny === false) ? null : cost.parts[part],
        ),
        ...[cost?.measured ?? null, cost?.waste ?? null],
        ofCost?.isAny === true ? exactness(atLeast || !ofCost.isAll) : null,
        ...[cost?.total ?? null, cost === null ? null : exactness(atLeast)],
        ...[cost?.perUsefulHour ?? null, cost?.currency ?? null, cost?.basis ?? null],
        toHours(line.unbilled.ms),
      ];
    }),
  );
}
