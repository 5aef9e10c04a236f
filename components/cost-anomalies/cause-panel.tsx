'use client';
import { type ReactNode, useState } from 'react';
import { Money } from '@/components/cost/money';
import { Badge } from '@/components/ui/badge';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { Select } from '@/components/ui/select';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { CostAnomalyCause, CostAnomalyDetail } from '@/lib/api/contracts/cost-anomalies';
import { parseAmount } from '@/lib/domain/cost/amount';
import { type CauseDimension, causeDimensions } from '@/lib/domain/cost/anomaly';
import { causeDimensionWords } from '@/lib/format/anomaly-words';
import { formatDays } from '@/lib/format/format-day';
import { formatMoneyChange, formatMoneyFully, formatShare } from '@/lib/format/format-money';
import { formatQuantity } from '@/lib/format/format-number';
import { EffectsList } from './effects-list';
import { toExploreHref } from './explore-href';
import { nameValue } from './say-cause';

/** What made an anomaly: each value's part of the change against comparable days, exact and adding up. */
export function CausePanel({ detail }: { detail: CostAnomalyDetail }) {
  const { cause, anomaly } = detail;
  const [by, setBy] = useState<CauseDimension>(anomaly.dimension === 'service' ? 'sku' : 'service');
  if (cause === null)
    return (
      <Panel title="What made it">
        <EmptyState title="Not known">
          There are no usual days to compare with, or the rows were not looked into yet.
        </EmptyState>
      </Panel>
    );
  return (
    <Panel
      title="What made it"
      unit={`against ${sayDays(cause.comparedWith)}`}
      menu={
        <Select
          aria-label="Told by"
          className="w-44!"
          value={by}
          onChange={({ target }) => setBy(causeDimensions.find((one) => one === target.value) ?? by)}
        >
          {causeDimensions.map((one) => (
            <option key={one} value={one}>
              {causeDimensionWords[one].title}
            </option>
          ))}
        </Select>
      }
    >
      <EffectsList cause={cause} currency={anomaly.currency} />
      <CauseTable detail={detail} cause={cause} by={by} />
    </Panel>
  );
}

/** Days that need not follow on one another. */
function sayDays(days: readonly string[]): string {
  const sorted = days.toSorted();
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return 'no day';
  const isUnbroken = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1 === sorted.length;
  return isUnbroken ? formatDays(first, last) : `${formatQuantity(sorted.length, 'day')} of ${formatDays(first, last)}`;
}

interface CauseTableProps {
  detail: CostAnomalyDetail;
  cause: CostAnomalyCause;
  by: CauseDimension;
}

function CauseTable({ detail: { anomaly }, cause, by }: CauseTableProps) {
  const breakdown = cause.dimensions.find(({ dimension }) => dimension === by);
  const title = causeDimensionWords[by].title;
  if (breakdown === undefined) return null;
  const whole = parseAmount(cause.whole.change);
  const line = (key: string, name: ReactNode, change: { before: string; now: string; change: string }) => (
    <TableRow key={key}>
      <Cell isPinned className="max-w-96 truncate pl-4">
        {name}
      </Cell>
      <Cell isNumeric>
        <Money amount={change.before} currency={anomaly.currency} />
      </Cell>
      <Cell isNumeric>
        <Money amount={change.now} currency={anomaly.currency} />
      </Cell>
      <Cell isNumeric>
        <span title={formatMoneyFully(change.change, anomaly.currency)}>
          {formatMoneyChange(change.change, anomaly.currency)}
        </span>
      </Cell>
      <Cell isNumeric className="pr-4">
        {sayShare(change.change, whole) ?? <Missing reason="It moved the other way, or nothing moved" />}
      </Cell>
    </TableRow>
  );
  return (
    <TableRegion label={`What made it, by ${title}`}>
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              {title}
            </HeaderCell>
            <HeaderCell isNumeric>On the days compared with</HeaderCell>
            <HeaderCell isNumeric>Now</HeaderCell>
            <HeaderCell isNumeric>Change</HeaderCell>
            <HeaderCell isNumeric className="pr-4">
              Of the change
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {breakdown.shown.map((shown) =>
            line(
              `=${shown.value}`,
              <>
                <TextLink
                  href={toExploreHref(anomaly, [{ dimension: by, value: shown.value }], { rows: by === 'resource' })}
                >
                  {nameValue(by, shown.value)}
                </TextLink>
                {shown.isNew ? <Badge className="ml-2">new</Badge> : null}
              </>,
              shown,
            ),
          )}
          {breakdown.others === null
            ? null
            : line('others', `Other, ${formatQuantity(breakdown.others.values, 'value')}`, breakdown.others)}
          {line('whole', <span className="font-medium">Total</span>, cause.whole)}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function sayShare(change: string, whole: bigint | null): string | null {
  const part = parseAmount(change);
  return part === null || whole === null ? null : formatShare(part, whole);
}
