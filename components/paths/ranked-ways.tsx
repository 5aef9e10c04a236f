'use client';
import { useState } from 'react';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { PathQuality } from '@/lib/api/contracts/path-keys';
import type { PathUsual } from '@/lib/api/contracts/path-usual';
import type { Path } from '@/lib/api/contracts/paths';
import { formatNumber } from '@/lib/format/format-number';
import type { PathScale } from '@/lib/queries/paths-url';
import { formatPathValue, readPath } from './path-value';
import { pathKindNames, pathSourceWords } from './path-words';
import { sayUsual } from './say-way';

const atFirst = 50;

export interface RankedWaysProps {
  ways: readonly Path[];
  show: PathQuality;
  against: PathScale;
  usualOf: (path: Path, show: PathQuality) => PathUsual;
  titleOf: (site: string) => string;
  onOpen: (way: { from: string; to: string }) => void;
}

/** Ways as a list, the worst first: of narrow screens, and of whoever reads tables rather. */
export function RankedWays({ ways, show, against, usualOf, titleOf, onOpen }: RankedWaysProps) {
  const [shown, setShown] = useState(atFirst);
  const ranked = rankWays(ways, show, against, usualOf);
  return (
    <>
      <TableRegion label="Ways, the worst first" className="max-h-[36rem]">
        <Table>
          <thead>
            <tr>
              <HeaderCell className="pl-4">Way</HeaderCell>
              <HeaderCell isNumeric>{show === 'loss' ? 'Loss' : show === 'jitter' ? 'Jitter' : show}</HeaderCell>
              {against === 'usual' ? <HeaderCell>Usual</HeaderCell> : null}
              <HeaderCell>By</HeaderCell>
              <HeaderCell className="pr-4">Last measured</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {ranked.slice(0, shown).map((path) => {
              const { from, to, source, kind, unit, lastMeasuredAt } = path;
              const value = readPath(path, show);
              return (
                <TableRow key={`${from} ${to} ${kind} ${source}`}>
                  <Cell className="pl-4">
                    <button
                      type="button"
                      className="min-h-6 rounded-control text-left text-accent underline decoration-1 underline-offset-2 hover:text-accent-hover"
                      onClick={() => onOpen({ from, to })}
                    >
                      {titleOf(from)} → {titleOf(to)}
                    </button>
                  </Cell>
                  <Cell isNumeric className="whitespace-nowrap">
                    {value === null ? (
                      <Missing
                        reason={
                          path.state === 'unknown' ? 'Nothing of this stretch is known' : 'Its source does not tell'
                        }
                      />
                    ) : (
                      formatPathValue(value, show, unit)
                    )}
                  </Cell>
                  {against === 'usual' ? <Cell>{sayUsual(path, show, usualOf(path, show))}</Cell> : null}
                  <Cell className="whitespace-nowrap">
                    {pathKindNames[kind]}, {pathSourceWords[source].short}
                    {path.state === 'derived' ? ' (derived)' : ''}
                  </Cell>
                  <Cell className="whitespace-nowrap pr-4">
                    {lastMeasuredAt === null ? <Missing reason="Never" /> : <Instant at={lastMeasuredAt} as="age" />}
                  </Cell>
                </TableRow>
              );
            })}
          </tbody>
        </Table>
      </TableRegion>
      {ranked.length > shown ? (
        <div className="flex items-center gap-3 px-4 py-2 text-meta text-muted">
          {formatNumber(shown)} of {formatNumber(ranked.length)} ways
          <Button size="compact" onClick={() => setShown(shown + 200)}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** The worst first, those of which nothing is known last. */
function rankWays(
  ways: readonly Path[],
  show: PathQuality,
  against: PathScale,
  usualOf: RankedWaysProps['usualOf'],
): Path[] {
  const badness = (path: Path): number => {
    const value = readPath(path, show);
    if (value === null) return Number.NEGATIVE_INFINITY;
    if (against === 'absolute') return path.unit === 'By/s' && (show === 'p50' || show === 'p95') ? -value : value;
    const usual = usualOf(path, show);
    return usual === null ? Number.NEGATIVE_INFINITY : (value - usual.median) / (usual.limit - usual.median);
  };
  const ranked = ways.map((path) => ({ path, rank: badness(path) }));
  return ranked.sort((one, other) => (one.rank === other.rank ? 0 : other.rank - one.rank)).map(({ path }) => path);
}
