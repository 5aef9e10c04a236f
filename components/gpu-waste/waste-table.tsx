'use client';
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { sayBook } from '@/components/cost/book-name';
import { FloorSign } from '@/components/cost/floor-sign';
import { Money } from '@/components/cost/money';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { GpuWaste, GpuWasteCost, GpuWasteSums } from '@/lib/api/contracts/gpu-waste';
import { type GpuWasteKey, isMeasuredPart, totalGpuTime } from '@/lib/domain/cost/gpu-use';
import { sayCostDimension } from '@/lib/format/cost-words';
import { formatQuantity } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/format-percent';
import { formatGpuHours, gpuWasteKeyWords, nameGpuWasteValue } from '@/lib/format/gpu-waste-words';
import { judgeCost, judgeTime } from './judge-measured';
import { paintsOf } from './part-paints';
import type { PartsBarProps } from './parts-bar';
import { toWasteCsv } from './to-waste-csv';
import { costIn, listShortDays, timeOf } from './waste-figures';

export interface WasteTableProps extends PartsBarProps {
  by: GpuWasteKey;
  /** Narrows to a value; the empty text is what has none. */
  onLook: (value: string) => void;
}

const measuredHours = 'Of the hours of its listed devices, those of which it is known what became of them';
const measuredCost = 'Of its GPU cost, the part of which it is known what became of it';
const unmeasured = 'Nothing of it is measured';
const unbilled = 'No bill tells of its hours';

/** A row for each team, site, provider or model: the parts of what it cost, and what a useful hour of it cost. */
export function WasteTable({ waste, book, unit, by, onLook, isRefreshing }: WasteTableProps) {
  const { title } = gpuWasteKeyWords[by];
  const told = unit === 'cost' ? book : null;
  const lines = waste.lines.map((line) => ({ ...line, label: nameGpuWasteValue(by, line.value) }));
  return (
    <Panel
      title={`By ${sayCostDimension(by)}`}
      unit={`${formatQuantity(lines.length, 'line')}, ${told === null ? 'GPU-hours' : sayBook(told)}`}
      isRefreshing={isRefreshing}
      menu={
        <Button
          variant="quiet"
          size="compact"
          onClick={() =>
            void copyAndTell(
              toWasteCsv(title, [...lines, { ...waste.whole, label: 'Total' }], book, waste.atLeast),
              'CSV',
            )
          }
        >
          <Copy aria-hidden /> Copy CSV
        </Button>
      }
    >
      <TableRegion label={`GPU waste by ${sayCostDimension(by)}`}>
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                {title}
              </HeaderCell>
              <HeaderCell isNumeric title={told === null ? measuredHours : measuredCost}>
                Measured
              </HeaderCell>
              {paintsOf(told === null ? 'hours' : 'cost').map(({ key, label }) => (
                <HeaderCell key={key} isNumeric>
                  {label}
                </HeaderCell>
              ))}
              <HeaderCell isNumeric>{told === null ? 'GPU-hours' : 'GPU cost'}</HeaderCell>
              <HeaderCell isNumeric className="pr-4">
                Per useful GPU-hour
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <TableRow key={line.value ?? 'none'}>
                <Cell isPinned className="max-w-80 pl-4">
                  <button
                    type="button"
                    title={`${line.label}: narrow to it`}
                    className="min-h-6 max-w-full truncate rounded-control text-left text-accent hover:underline"
                    onClick={() => onLook(line.value ?? '')}
                  >
                    {line.label}
                  </button>
                </Cell>
                <SumCells sums={line} waste={waste} book={book} isHours={told === null} />
              </TableRow>
            ))}
            <TableRow className="font-medium">
              <Cell isPinned className="pl-4">
                Total
              </Cell>
              <SumCells sums={waste.whole} waste={waste} book={book} isHours={told === null} />
            </TableRow>
          </tbody>
        </Table>
      </TableRegion>
    </Panel>
  );
}

interface SumCellsProps {
  sums: GpuWasteSums;
  waste: GpuWaste;
  book: GpuWasteCost | null;
  isHours: boolean;
}

/** Amounts are told to the cent, hours to the tenth; why a figure is at least this and why there is none stand with it. */
function SumCells({ sums, waste, book, isHours }: SumCellsProps) {
  const cost = costIn(sums, book);
  const { share, isAny, isAll } = isHours
    ? judgeTime(sums.time)
    : cost === null
      ? { share: null, isAny: false, isAll: false }
      : judgeCost(cost);
  const billFloor = waste.atLeast ? 'Bills are missing' : null;
  const floor = isHours ? (listShortDays(waste).length > 0 ? 'Not every hour was accounted' : null) : billFloor;
  const why = isHours || cost !== null ? unmeasured : unbilled;
  const toFigure = (ms: number, amount: string | null) =>
    isHours
      ? { isNought: ms === 0, says: formatGpuHours(ms) }
      : cost === null || amount === null
        ? null
        : { isNought: amount === '0', says: <Money amount={amount} currency={cost.currency} /> };
  return (
    <>
      <Cell isNumeric>{share === null ? <Missing reason={why} /> : formatPercent(share)}</Cell>
      {paintsOf(isHours ? 'hours' : 'cost').map(({ key: part }) => (
        <Cell key={part} isNumeric>
          <Figure
            told={isMeasuredPart(part) && !isAny ? null : toFigure(timeOf(sums, part), cost?.parts[part] ?? null)}
            floor={isMeasuredPart(part) && !isAll ? 'Not all of it is measured' : floor}
            why={isMeasuredPart(part) ? why : unbilled}
          />
        </Cell>
      ))}
      <Cell isNumeric>
        <Figure told={toFigure(totalGpuTime(sums.time), cost?.total ?? null)} floor={floor} why={unbilled} />
      </Cell>
      <Cell isNumeric className="pr-4">
        {cost === null || cost.perUsefulHour === null ? (
          <Missing reason={cost === null ? unbilled : 'No useful hour with a bill was measured'} />
        ) : (
          <>
            {billFloor === null ? null : <FloorSign why={billFloor} />}
            <Money amount={cost.perUsefulHour} currency={cost.currency} />
          </>
        )}
      </Cell>
    </>
  );
}

interface FigureProps {
  told: { isNought: boolean; says: ReactNode } | null;
  /** Why it is at least this; null: it is exact. */
  floor: string | null;
  why: string;
}

/** A figure, a floor, or why there is none: a floor of nought says nothing. */
function Figure({ told, floor, why }: FigureProps) {
  if (told === null) return <Missing reason={why} />;
  if (told.isNought && floor !== null) return <Missing reason={`None is known of. ${floor}`} />;
  return (
    <span className="whitespace-nowrap">
      {floor === null ? null : <FloorSign why={floor} />}
      {told.says}
    </span>
  );
}
