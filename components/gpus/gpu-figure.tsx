import { StatusMark } from '@/components/ui/status-mark';
import type { GpuFigure } from '@/lib/api/contracts/gpus';
import { isUnknownCount } from '@/lib/format/format-count';
import { formatNumber } from '@/lib/format/format-number';
import { formatDecimal } from '@/lib/format/metric-words';

/** A number of devices at the size of a tile: a floor reads “at least”, and what is not known stands beside it. */
export function GpuFigureText({ figure }: { figure: GpuFigure }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-1.5 font-semibold text-figure tabular-nums">
      {isUnknownCount(figure) ? (
        <StatusMark
          tone="unknown"
          word={figure.unknown === 0 ? 'Unknown' : 'None known'}
          className="h-9 font-medium text-page"
        />
      ) : (
        <>
          {figure.atLeast ? <span className="font-normal text-body text-muted">at least</span> : null}
          {sayGpus(figure.value)}
        </>
      )}
      {figure.unknown === 0 ? null : (
        <span className="font-normal text-body text-unknown">+ {formatNumber(figure.unknown)} unknown</span>
      )}
    </p>
  );
}

/** The same in a line of text: `at least 1,204 + 24 unknown`. */
export function sayGpuFigure(figure: GpuFigure): string {
  const unknown = figure.unknown === 0 ? '' : ` + ${formatNumber(figure.unknown)} unknown`;
  if (isUnknownCount(figure)) return figure.unknown === 0 ? 'unknown' : `none known${unknown}`;
  return `${figure.atLeast ? 'at least ' : ''}${sayGpus(figure.value)}${unknown}`;
}

/** Devices are whole, but a sum of their shares is not: below ten with one decimal, and never 0 while it is more. */
function sayGpus(value: number): string {
  if (value > 0 && value < 0.05) return 'under 0.1';
  return value < 10 ? formatDecimal(value) : formatNumber(value);
}
