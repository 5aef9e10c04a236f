'use client';
import { Missing } from '@/components/ui/missing';
import type { CostBackTest, PeriodForecast } from '@/lib/api/contracts/cost-forecast';
import { formatQuantity } from '@/lib/format/format-number';
import { sayShare } from './say-forecast';

const methodWords = {
  'damped-seasonal': 'Smoothing with a damped trend and the days of the week',
  'seasonal-naive': 'The last week, repeated',
};

/** How the forecast is made, and how forecasts made in the same way did in the past. */
export function BackTest({ forecast: { method, backTest, naiveTest, why, notes } }: { forecast: PeriodForecast }) {
  return (
    <section aria-label="How good such forecasts were" className="flex flex-col gap-2 text-table">
      <h3 className="font-semibold text-body">How good such forecasts were</h3>
      {backTest === null || method === null ? (
        <p className="text-unknown">{why ?? 'There is no forecast to test.'}</p>
      ) : (
        <>
          <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 [&>dd]:text-right [&>dd]:tabular-nums [&>dt]:text-muted">
            <dt>Days ahead that were added up</dt>
            <dd>{backTest.horizonDays}</dd>
            <dt>Forecasts of the past compared</dt>
            <dd>{backTest.origins}</dd>
            <dt>Error, of what was charged</dt>
            <dd>
              <Share share={backTest.error} />
            </dd>
            <dt>{sayBias(backTest)}</dt>
            <dd>
              <Share share={backTest.bias} />
            </dd>
            {backTest.coverage.map(({ level, held, of }) => (
              <Coverage key={level} level={level} held={held} of={of} />
            ))}
            {naiveTest === null ? null : (
              <>
                <dt>Error of repeating the last week</dt>
                <dd>
                  <Share share={naiveTest.error} />
                </dd>
              </>
            )}
          </dl>
          <p className="text-muted">
            {methodWords[method]}. Each forecast of the past was made from what was there before it, by the method that
            had done better by then, of daily use alone; forecasts of neighbouring days resemble one another.
          </p>
          {[...(why === null ? [] : [why]), ...notes].map((note) => (
            <p key={note}>{note}</p>
          ))}
        </>
      )}
    </section>
  );
}

function Coverage({ level, held, of }: CostBackTest['coverage'][number]) {
  return (
    <>
      <dt>The {level} % band held</dt>
      <dd>
        {of === 0 ? (
          <Missing reason="The past is too short to draw bands in it" />
        ) : (
          <>
            {Math.round((held / of) * 100)} % <span className="text-muted">of {formatQuantity(of, 'time')}</span>
          </>
        )}
      </dd>
    </>
  );
}

function sayBias({ bias }: CostBackTest): string {
  if (bias === null || bias === 0) return 'Bias';
  return bias > 0 ? 'Bias: more was charged than forecast' : 'Bias: less was charged than forecast';
}

function Share({ share }: { share: number | null }) {
  return share === null ? <Missing reason="Nothing to compare with" /> : sayShare(Math.abs(share));
}
