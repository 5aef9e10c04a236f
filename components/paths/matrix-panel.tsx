'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useId, useMemo, useState } from 'react';
import { ChartMenu } from '@/components/charts/chart-menu';
import { MatrixGrid } from '@/components/charts/draw/matrix-grid';
import type { MatrixPlace } from '@/components/charts/prepare/to-matrix';
import { AsOf } from '@/components/time/as-of';
import { Panel } from '@/components/ui/panel';
import { EmptyState, NoMatchState, Notice } from '@/components/ui/panel-states';
import type { Paths } from '@/lib/api/contracts/paths';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { toCsv } from '@/lib/format/to-csv';
import { toApiProblem } from '@/lib/queries/api-problem';
import { pathsUsualQuery, toPathsQuery } from '@/lib/queries/paths';
import type { PathsUrlState } from '@/lib/queries/paths-url';
import { MatrixControls } from './matrix-controls';
import { MatrixLegend } from './matrix-legend';
import { toPathBinTitles, usualBinTitles } from './path-bins';
import { nameCellUnit, readPath, writePathValue } from './path-value';
import { pathKindNames, pathKindWords, pathQualityWords } from './path-words';
import { RankedWays } from './ranked-ways';
import { sayPath, sayUsual } from './say-way';
import { chooseKind, indexUsual, toPathMatrix } from './to-path-matrix';

const anchor = 'latency-matrix';
const mostHeight = 720;

export interface MatrixPanelProps {
  paths: Paths;
  url: PathsUrlState;
  isRefreshing: boolean;
  /** The ways are of another stretch than was asked for. */
  isOld: boolean;
  chosen: { from: string; to: string } | null;
  onChange: (part: Partial<Record<keyof PathsUrlState, unknown>>) => void;
  onOpen: (way: { from: string; to: string }) => void;
}

/** The matrix: sites as rows, destinations as columns. */
export function MatrixPanel({ paths, url, isRefreshing, isOld, chosen, onChange, onOpen }: MatrixPanelProps) {
  const captionId = useId();
  const [isTable, setIsTable] = useState(false);
  const { show, against, source, q, site } = url;
  const kind = url.kind ?? chooseKind(paths.items);
  const isCompared = against === 'usual';
  const usual = useQuery(pathsUsualQuery(isCompared));
  const usualOf = useMemo(() => indexUsual(usual.data), [usual.data]);
  const matrix = useMemo(
    () => toPathMatrix(paths, { kind, source, show, against, q: q ?? '', sites: site }, usualOf),
    [paths, kind, source, show, against, q, site, usualOf],
  );
  const { cells, sources, waysOf, shownOf } = matrix;
  const titles = useMemo(() => new Map(paths.sites.map(({ name, title }) => [name, title])), [paths.sites]);
  const titleOf = useCallback((name: string) => titles.get(name) ?? name, [titles]);
  const unit = kind === 'throughput' ? 'By/s' : 's';
  // Of a long stretch one kind is asked for: of the others nothing is known here.
  const nobody =
    toPathsQuery(url).kind === undefined ? 'Nobody measures it' : `Nobody measures it by ${pathKindNames[kind]}`;
  const endsOf = useCallback(
    ({ row, column }: MatrixPlace) => ({ from: cells.rows[row]?.id ?? '', to: cells.columns[column]?.id ?? '' }),
    [cells],
  );
  const tell = useCallback(
    (place: MatrixPlace) => {
      const { from, to } = endsOf(place);
      if (from === to) return { title: titleOf(from), lines: ['No way leads from a site to itself'] };
      const there = waysOf(from, to);
      const back = waysOf(to, from);
      const compared = isCompared ? shownOf(from, to).map((path) => sayUsual(path, show, usualOf(path, show))) : [];
      return {
        title: `${titleOf(from)} → ${titleOf(to)}`,
        lines: [
          ...(there.length === 0 ? [nobody] : there.map(sayPath)),
          ...compared,
          ...(back.length === 0
            ? [`Back, ${titleOf(to)} → ${titleOf(from)}: ${nobody.toLowerCase()}`]
            : back.map((path) => `Back: ${sayPath(path)}`)),
        ],
      };
    },
    [endsOf, titleOf, waysOf, shownOf, isCompared, show, usualOf, nobody],
  );
  const write = useCallback(
    (row: number, column: number, layer: number) => {
      const { from, to } = endsOf({ row, column });
      const path = shownOf(from, to).find((each) => each.source === sources[layer]);
      const value = path && readPath(path, show);
      return path === undefined || value === null || value === undefined
        ? null
        : writePathValue(value, show, path.unit);
    },
    [endsOf, shownOf, sources, show],
  );
  const open = useCallback(
    (place: MatrixPlace) => {
      const way = endsOf(place);
      if (way.from !== way.to) onOpen(way);
    },
    [endsOf, onOpen],
  );
  const place = useMemo(() => {
    const row = cells.rows.findIndex(({ id }) => id === chosen?.from);
    const column = cells.columns.findIndex(({ id }) => id === chosen?.to);
    return row < 0 || column < 0 ? null : { row, column };
  }, [cells, chosen]);
  const listed = useMemo(() => {
    const shown = new Set(cells.rows.map(({ id }) => id));
    return paths.items.filter(
      (path) =>
        path.kind === kind && (source === null || path.source === source) && shown.has(path.from) && shown.has(path.to),
    );
  }, [paths.items, cells, kind, source]);
  const palette = isCompared ? 'diverging' : 'sequential';
  const binTitles = isCompared ? usualBinTitles : toPathBinTitles(show, unit);
  const ranked = (
    <RankedWays ways={listed} show={show} against={against} usualOf={usualOf} titleOf={titleOf} onOpen={onOpen} />
  );
  return (
    <Panel
      title={`${pathQualityWords[show]} from site to site`}
      unit={`${isCompared ? 'against what is usual at this hour' : nameCellUnit(show, unit)}, ${pathKindWords[kind]}`}
      sources={<AsOf at={paths.to} />}
      isRefreshing={isRefreshing}
      menu={
        <ChartMenu
          title="Latency matrix"
          anchor={anchor}
          isTable={isTable}
          onTable={setIsTable}
          toCsv={() => pathsToCsv(listed)}
        />
      }
    >
      <MatrixControls paths={paths} url={url} kind={kind} onChange={onChange} />
      {isCompared && url.over !== '15m' && url.over !== '1h' ? (
        <Notice tone="warning">
          What is usual is told of this hour: over {url.over} other hours are in it too. Choose 15 min or 1 h to
          compare.
        </Notice>
      ) : null}
      {isCompared && usual.error !== null ? (
        <Notice tone="warning">What is usual could not be read: {toApiProblem(usual.error).message}</Notice>
      ) : null}
      {isCompared && usual.data !== undefined && usual.data.leftOut > 0 ? (
        <Notice tone="warning">
          Of {formatQuantity(usual.data.leftOut, 'way')} it was not looked for what is usual: there are too many.
        </Notice>
      ) : null}
      <p role="status" className="px-4 pt-3 text-meta text-muted">
        {isOld ? 'Reading this stretch; what is shown is of the one before. ' : ''}
        {isCompared && usual.isPending ? 'Reading what is usual. ' : ''}
        {formatNumber(matrix.told)} of {formatQuantity(matrix.pairs, 'way')} between{' '}
        {formatQuantity(cells.rows.length, 'site')}{' '}
        {isCompared
          ? 'are measured enough to say whether that is usual.'
          : `are known by ${pathKindNames[kind]}; the others nobody measured so.`}
      </p>
      {cells.rows.length === 0 ? (
        paths.sites.length === 0 ? (
          <EmptyState title="There are no sites yet">A matrix has a row and a column for each.</EmptyState>
        ) : (
          <NoMatchState title="No sites match" onClear={() => onChange({ q: null, site: null })} />
        )
      ) : (
        <figure id={anchor} aria-labelledby={captionId} className="flex flex-col gap-3 px-4 py-3">
          <figcaption id={captionId} className="text-meta text-muted">
            Rows are where a way begins, columns where it ends. The way back is another cell.{' '}
            {isCompared
              ? 'Usual is the median of this hour on this weekday, else of the days before; the limit is four scaled median absolute deviations away, and never less than somebody would notice.'
              : 'Percentiles are of all round trips of the stretch together, within one hundredth; of a monitor, of its means of minutes.'}
          </figcaption>
          {isTable ? (
            ranked
          ) : (
            <>
              <div className="flex flex-col gap-3 max-sm:hidden">
                <MatrixLegend
                  palette={palette}
                  titles={binTitles}
                  missing={isCompared ? 'not measured, or too little to say' : 'nobody measured it'}
                />
                <MatrixGrid
                  label={`${pathQualityWords[show]} from site to site`}
                  instructions="Arrow keys walk from cell to cell, Page Up and Page Down by ten rows, Home and End to the ends of a row; Enter opens a way. The menu shows them as a table."
                  cells={cells}
                  palette={palette}
                  write={write}
                  mostHeight={mostHeight}
                  tell={tell}
                  onOpen={open}
                  chosen={place}
                />
              </div>
              <div className="sm:hidden">{ranked}</div>
            </>
          )}
        </figure>
      )}
    </Panel>
  );
}

function pathsToCsv(paths: Paths['items']): string {
  return toCsv(
    [
      'from',
      'to',
      'kind',
      'source',
      'state',
      'unit',
      'p50',
      'p95',
      'loss',
      'jitter_s',
      'sent',
      'failed',
      'last_measured',
    ],
    paths.map((path) => [
      path.from,
      path.to,
      path.kind,
      path.source,
      path.state,
      path.unit,
      path.values?.p50 ?? null,
      path.values?.p95 ?? null,
      path.loss,
      path.jitter,
      path.sent,
      path.failed,
      path.lastMeasuredAt,
    ]),
  );
}
