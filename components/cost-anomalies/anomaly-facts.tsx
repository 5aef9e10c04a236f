import { Rows3, Search } from 'lucide-react';
import Link from 'next/link';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { CostAnomalyDetail } from '@/lib/api/contracts/cost-anomalies';
import { anomalyKindWords, anomalyStateWords, nameSlice } from '@/lib/format/anomaly-words';
import { costBasisWords, costMetricWords } from '@/lib/format/cost-words';
import { formatDays } from '@/lib/format/format-day';
import { formatMoney, formatMoneyChange, formatMoneyFully } from '@/lib/format/format-money';
import { AnomalyStateMark } from './anomaly-table';
import { toExploreHref } from './explore-href';
import { sayCause } from './say-cause';

/** What an anomaly is in figures, how it stands, and where its costs are looked into. */
export function AnomalyFacts({ detail: { anomaly, parts } }: { detail: CostAnomalyDetail }) {
  const { currency, kind, state, rhythm, metric, basis } = anomaly;
  const path = anomaly.cause?.path ?? [];
  return (
    <Panel
      title={anomalyKindWords[kind].title}
      unit={formatDays(anomaly.from, anomaly.to)}
      menu={<AnomalyStateMark state={state} />}
    >
      <dl className="grid gap-x-4 gap-y-1.5 px-4 py-3 sm:grid-cols-[10rem_minmax(0,1fr)] [&>dt]:text-muted">
        <dt>Beyond expected</dt>
        <dd>
          <span className="font-semibold" title={formatMoneyFully(anomaly.impact, currency)}>
            {formatMoneyChange(anomaly.impact, currency)}
          </span>{' '}
          <span className="text-muted">an estimate: charged less expected</span>
        </dd>
        <dt>Charged</dt>
        <dd title={formatMoneyFully(anomaly.actual, currency)}>
          {formatMoney(anomaly.actual, currency)}, exact; {costMetricWords[metric].title.toLowerCase()} cost.{' '}
          {costBasisWords[basis].says}
        </dd>
        <dt>Expected</dt>
        <dd>
          {formatMoney(anomaly.expected, currency)}; from {formatMoney(anomaly.expectedLow, currency)} to{' '}
          {formatMoney(anomaly.expectedHigh, currency)} would have been usual. {sayExpected(rhythm)}
        </dd>
        <dt>Cause</dt>
        <dd>
          {sayCause(anomaly) ?? 'Not known: there are no usual days to compare with, or it is not looked into yet.'}
        </dd>
        <dt>State</dt>
        <dd>
          {anomalyStateWords[state].says}
          {anomaly.expectedBy === null ? null : (
            <>
              {' '}
              It is like{' '}
              <TextLink href={`/cost/anomalies/${anomaly.expectedBy}`}>one that somebody called expected</TextLink>.
            </>
          )}
        </dd>
        <dt>Found</dt>
        <dd>
          <Instant at={anomaly.foundAt} as="both" />
          {anomaly.changedAt === anomaly.foundAt ? null : (
            <>
              ; changed <Instant at={anomaly.changedAt} as="both" />
            </>
          )}
        </dd>
        {parts.length === 0 ? null : (
          <>
            <dt>Seen also in</dt>
            <dd>
              <ul className="flex flex-wrap gap-x-4">
                {parts.map((part) => (
                  <li key={part.id}>
                    <TextLink href={`/cost/anomalies/${part.id}`}>
                      {nameSlice({ ...part, provider: anomaly.provider })}
                    </TextLink>{' '}
                    <span className="tabular-nums text-muted">{formatMoneyChange(part.impact, currency)}</span>
                  </li>
                ))}
              </ul>
              <span className="text-muted">The same money; it is told once, here.</span>
            </dd>
          </>
        )}
      </dl>
      <div className="flex flex-wrap gap-2 border-t px-4 py-3">
        <Button asChild>
          <Link href={toExploreHref(anomaly, path, { rows: false })}>
            <Search aria-hidden /> Explore these costs
          </Link>
        </Button>
        <Button asChild>
          <Link href={toExploreHref(anomaly, path, { rows: true })}>
            <Rows3 aria-hidden /> Show its rows
          </Link>
        </Button>
      </div>
    </Panel>
  );
}

function sayExpected(rhythm: 'daily' | 'monthly'): string {
  return rhythm === 'daily'
    ? 'By the same weekday of eight weeks and the level of the last two.'
    : 'By the months before: it comes once in a while.';
}
