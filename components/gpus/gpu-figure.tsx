import { StatusMark } from '@/components/ui/status-mark';
import type { GpuFigure } from '@/lib/api/contracts/gpus';
import { isUnknownCount } from '@/lib/format/format-count';
import { formatNumber } from '@/lib/format/format-number';

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
          {formatNumber(figure.value)}
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
  return `${figure.atLeast ? 'at least ' : ''}${formatNumber(figure.value)}${unknown}`;
}
