import type { Cost, CostBook } from '@/lib/api/contracts/cost';
import { costBasisWords, costMetricWords, costTimeWords } from '@/lib/format/cost-words';
import { formatDays } from '@/lib/format/format-day';
import { formatMoneyFully } from '@/lib/format/format-money';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import type { FigureNoteProps } from './figure-tile';
import { conversionRule, findConversion, sayUnconverted } from './say-conversion';

/** What a total has to say of itself: definition, formula, and what was converted into it. */
export function toCostNote(
  cost: Cost,
  book: CostBook,
  span: { from: string; to: string },
): Omit<FigureNoteProps, 'title'> {
  const { total } = book.whole;
  const words = costMetricWords[cost.metric];
  const converted = findConversion(cost, book);
  const unconverted =
    cost.conversion === null || cost.conversion.to !== book.currency ? [] : sayUnconverted(cost.conversion);
  const facts = [
    {
      term: 'All digits',
      says: total.amount === null ? 'Not known: no row tells it' : formatMoneyFully(total.amount, book.currency),
    },
    {
      term: 'Whose word',
      says: `${costBasisWords[book.basis].says} Bills and estimates are told apart and never added, nor are currencies without a dated rate.`,
    },
    ...(total.untoldRows === 0
      ? []
      : [
          {
            term: 'Not told',
            says: `Of ${formatNumber(total.untoldRows)} rows the bill does not tell this cost. The total is at least this.`,
          },
        ]),
    ...(converted === null
      ? []
      : [
          {
            term: 'Converted',
            says: `${converted.from.map(({ currency, amount }) => formatMoneyFully(amount, currency)).join(' + ')}. ${conversionRule} Rounded once a day to 24 digits. Every rate with its source stands under “Converted to ${book.currency}”.`,
          },
        ]),
    ...(unconverted.length === 0 ? [] : [{ term: 'Not converted', says: unconverted.join(' ') }]),
  ];
  return {
    definition: words.says,
    formula: (
      <>
        The sum of <code>{words.column}</code> over {formatQuantity(total.rows, 'row')} {costTimeWords[cost.time].says}{' '}
        {formatDays(span.from, span.to)} UTC. Added exactly, then rounded to the cent, half to even.
      </>
    ),
    facts,
    ground: cost,
  };
}
