'use client';
import type { ReactNode } from 'react';
import { Money } from '@/components/cost/money';
import { NotePopover } from '@/components/cost/note-popover';
import { listTitles } from '@/components/cost/say-gaps';
import { Instant } from '@/components/time/instant';
import { StatusMark } from '@/components/ui/status-mark';
import type { BudgetDetail } from '@/lib/api/contracts/cost-budgets';
import { costBasisWords, costMetricWords } from '@/lib/format/cost-words';
import { formatDay, formatDays } from '@/lib/format/format-day';
import { formatMoneyFully } from '@/lib/format/format-money';
import { formatQuantity } from '@/lib/format/format-number';
import { NothingSpent } from './nothing-spent';
import { budgetStateWords, nothingSpentWords, sayBand, sayProbability } from './say-forecast';
import { sayMissing, sayMissingMeans } from './say-missing';
import { saySlice } from './slice-words';

/** The four figures of a budget, each with what it is and where it comes from. */
export function BudgetFigures({ detail }: { detail: BudgetDetail }) {
  const { budget, forecast, amount, probability, state } = detail;
  const { currency, metric, basis, filters } = budget.terms;
  const { spent, end, toldTo, from, to } = forecast;
  const { tone, word, says } = budgetStateWords[state];
  const source = `${costMetricWords[metric].title} cost of ${saySlice(filters)}. ${costBasisWords[basis].says}`;
  const told = toldTo === null ? 'no day yet' : formatDay(toldTo);
  const missing = sayMissing(forecast.sources);
  return (
    <section aria-label="How it stands" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Tile
        title="Spent"
        at={detail.at}
        note={[
          ['Definition', source],
          [
            'Formula',
            `The sum of ${costMetricWords[metric].column} by charge day, ${formatDays(from, to)}, UTC; exact.`,
          ],
          [
            'All digits',
            spent.amount === null
              ? nothingSpentWords[spent.nothing ?? 'not-told'].says
              : formatMoneyFully(spent.amount, currency),
          ],
          [
            'Complete to',
            `${told}; later days may still grow${spent.amount === null ? '' : ', so the sum is at least this'}.`,
          ],
          ['Sources', missing ?? `All ${formatQuantity(forecast.sources.total, 'billing source')} tell these days.`],
        ]}
        below={spent.atLeast ? sayToldTo(told, forecast.sources) : formatDays(from, to)}
      >
        {spent.amount === null ? (
          <span className="font-medium text-page">
            <NothingSpent nothing={spent.nothing} />
          </span>
        ) : (
          <>
            {spent.atLeast ? <span className="font-normal text-body text-muted">at least</span> : null}
            <Money amount={spent.amount} currency={currency} />
          </>
        )}
      </Tile>
      <Tile
        title="Budget"
        at={detail.at}
        note={[
          ['Definition', 'What may be spent in the period of now, as the budget says since its last change.'],
          ['All digits', formatMoneyFully(amount, currency)],
        ]}
        below={<StatusMark tone={tone} word={word} />}
      >
        <Money amount={amount} currency={currency} />
      </Tile>
      <Tile
        title={`Expected by ${formatDay(to)}`}
        at={detail.at}
        note={[
          [
            'Definition',
            'What the whole period is expected to cost: told days as they are, the others forecast. An estimate.',
          ],
          [
            'Formula',
            'Daily use by smoothing, or the last week repeated where that did better; bands from how far off forecasts of the past were. Monthly charges as they are known or recur.',
          ],
          ['50 % band', end?.band50 ? sayBand(end.band50, currency) : (forecast.why ?? 'Not known')],
        ]}
        below={end?.band80 ? `80 % band: ${sayBand(end.band80, currency)}` : (forecast.why ?? 'No band')}
      >
        {end === null ? (
          <span className="font-medium text-page text-unknown">Cannot say</span>
        ) : (
          <>
            <span className="font-normal text-body text-muted">{end.atLeast ? 'at least about' : 'about'}</span>
            <Money amount={end.amount} currency={currency} />
          </>
        )}
      </Tile>
      <Tile
        title="Probability to pass it"
        at={detail.at}
        note={[
          ['Definition', says],
          [
            'Formula',
            'The share of past forecast errors that would carry the period’s cost above the budget. An estimate, never told as certain while days are to come.',
          ],
          ...(missing === null ? [] : [['Missing', sayMissingMeans(forecast, probability)] as const]),
        ]}
        below={
          probability === null ? (forecast.why ?? 'Cannot be said') : end?.atLeast ? (forecast.notes[0] ?? says) : says
        }
      >
        {probability === null ? (
          <span className="font-medium text-page text-unknown">Cannot say</span>
        ) : (
          sayProbability(probability, end?.atLeast === true)
        )}
      </Tile>
    </section>
  );
}

/** How far the sum is told, and who is missing from it. */
function sayToldTo(told: string, sources: BudgetDetail['forecast']['sources']): string {
  const titles = listTitles(sources.missing);
  const whole = `Told whole to ${told}`;
  return titles.length === 0 ? whole : `${whole}; ${new Intl.ListFormat('en-GB').format(titles)} missing`;
}

interface TileProps {
  title: string;
  at: string;
  note: readonly (readonly [term: string, says: string])[];
  below: ReactNode;
  children: ReactNode;
}

function Tile({ title, at, note, below, children }: TileProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-1 rounded-panel border bg-surface px-4 py-3">
      <div className="flex min-h-7 items-center gap-2">
        <h2 className="font-medium text-muted">{title}</h2>
        <span className="ml-auto">
          <NotePopover title={title}>
            {note.map(([term, says]) => (
              <Term key={term} term={term} says={says} />
            ))}
            <dt>Known at</dt>
            <dd>
              <Instant at={at} as="both" />
            </dd>
          </NotePopover>
        </span>
      </div>
      <p className="flex flex-wrap items-baseline gap-x-1.5 font-semibold text-figure">{children}</p>
      <p className="text-meta text-muted">{below}</p>
    </section>
  );
}

function Term({ term, says }: { term: string; says: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd className="wrap-anywhere">{says}</dd>
    </>
  );
}
