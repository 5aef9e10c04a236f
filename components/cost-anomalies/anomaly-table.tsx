import { Money } from '@/components/cost/money';
import { Badge } from '@/components/ui/badge';
import { Missing } from '@/components/ui/missing';
import { StatusMark, type StatusTone } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { CostAnomaly } from '@/lib/api/contracts/cost-anomalies';
import type { AnomalyState } from '@/lib/domain/cost/anomaly';
import { anomalyKindWords, anomalyStateWords, nameSlice } from '@/lib/format/anomaly-words';
import { costBasisWords, costMetricWords } from '@/lib/format/cost-words';
import { formatDays } from '@/lib/format/format-day';
import { formatMoneyChange, formatMoneyFully } from '@/lib/format/format-money';
import { sayCause } from './say-cause';

const tones: Record<AnomalyState, StatusTone> = {
  open: 'warning',
  acknowledged: 'in-progress',
  expected: 'healthy',
  mistaken: 'neutral',
  restated: 'neutral',
};

/** How an anomaly stands: a shape and a word. */
export function AnomalyStateMark({ state }: { state: AnomalyState }) {
  return <StatusMark tone={tones[state]} word={anomalyStateWords[state].title} />;
}

/** Anomalies with what they are of, when, how much beyond the expected, and why. */
export function AnomalyTable({ anomalies }: { anomalies: readonly CostAnomaly[] }) {
  return (
    <TableRegion label="Cost anomalies">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              What
            </HeaderCell>
            <HeaderCell>When, UTC</HeaderCell>
            <HeaderCell isNumeric>Beyond expected, estimate</HeaderCell>
            <HeaderCell isNumeric>Charged</HeaderCell>
            <HeaderCell>Cause</HeaderCell>
            <HeaderCell className="pr-4">State</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {anomalies.map((anomaly) => (
            <TableRow key={anomaly.id}>
              <Cell isPinned className="max-w-72 pl-4">
                <TextLink href={`/cost/anomalies/${anomaly.id}`} className="block truncate font-medium">
                  {nameSlice(anomaly)}
                </TextLink>
                <span className="flex flex-wrap items-center gap-1 text-meta text-muted">
                  {anomalyKindWords[anomaly.kind].title}, {costMetricWords[anomaly.metric].title.toLowerCase()} cost
                  {anomaly.basis === 'billed' ? null : <Badge>{costBasisWords[anomaly.basis].title}</Badge>}
                </span>
              </Cell>
              <Cell className="whitespace-nowrap">{formatDays(anomaly.from, anomaly.to)}</Cell>
              <Cell isNumeric>
                <span title={`${formatMoneyFully(anomaly.impact, anomaly.currency)}, an estimate`}>
                  {formatMoneyChange(anomaly.impact, anomaly.currency)}
                </span>
              </Cell>
              <Cell isNumeric>
                <Money amount={anomaly.actual} currency={anomaly.currency} />
              </Cell>
              <Cell className="min-w-64 max-w-[32rem]">
                <span className="line-clamp-2">
                  {sayCause(anomaly) ?? (
                    <Missing reason="There are no usual days to compare with, or it is not looked into yet" />
                  )}
                </span>
              </Cell>
              <Cell className="pr-4">
                <AnomalyStateMark state={anomaly.state} />
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}
