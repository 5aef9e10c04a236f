'use client';
import { FigureTile } from '@/components/cost/figure-tile';
import { Money } from '@/components/cost/money';
import { Missing } from '@/components/ui/missing';
import type { GpuWaste, GpuWasteCost } from '@/lib/api/contracts/gpu-waste';
import { measuredGpuTime, totalGpuTime } from '@/lib/domain/cost/gpu-use';
import { costMetricWords } from '@/lib/format/cost-words';
import { formatMoneyFully } from '@/lib/format/format-money';
import { formatPercent } from '@/lib/format/format-percent';
import { formatGpuHours } from '@/lib/format/gpu-waste-words';
import { judgeCost, judgeTime, sayWasteShare } from './judge-measured';
import { toGround } from './waste-figures';

const splitRule =
  'Each day’s bill of a provider, site and GPU model is split over what became of its devices, in proportion to their hours, and the hours of the day that were not accounted. Hours that the bill tells beyond those listed are not listed. What was bought ahead, or reserved and not used, stands beside them and makes no listed hour dearer. The parts add up to the bill to the last digit.';

/** What GPUs cost, how much of that was waste, what a useful hour cost, and how much was measured. */
export function WasteTiles({ waste, book }: { waste: GpuWaste; book: GpuWasteCost | null }) {
  const ground = toGround(waste);
  const { whole } = waste;
  const { share } = judgeTime(whole.time);
  return (
    <section aria-label="Figures" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <FigureTile
        title="GPU cost"
        ground={ground}
        definition="What bills say of machines with accelerators, the whole machine with its processors, memory and own disks, and of accelerators sold by themselves. Storage, network and support are not in it."
        formula={`The sum of ${costMetricWords[waste.metric].column} over rows with a GPU model (x_gpu_model).`}
        facts={digits(book?.total ?? null, book)}
        below={<Unbilled waste={waste} />}
      >
        <Figure amount={book?.total ?? null} book={book} atLeast={waste.atLeast} />
      </FigureTile>
      <FigureTile
        title="Waste"
        ground={ground}
        definition="What was paid for devices that nobody had, that somebody had and left idle, and that worked for what was thrown away."
        formula={`Not allocated + allocated and idle + thrown away. ${splitRule}`}
        facts={digits(book?.waste ?? null, book)}
        below={book === null ? 'No bill tells of them.' : sayWasteShare(book, waste.atLeast)}
      >
        <Figure
          amount={book?.waste ?? null}
          book={book}
          atLeast={waste.atLeast || book === null || !judgeCost(book).isAll}
          why="Nothing that the bills paid for is measured yet"
        />
      </FigureTile>
      <FigureTile
        title="Cost per useful GPU-hour"
        ground={ground}
        definition="What an hour of useful work of one device cost, with the waste beside it that it has to pay for."
        formula="(Useful + thrown away + idle + not allocated) ÷ useful GPU-hours, of places with a bill. What was not used, not listed or not measured is in neither, nor is a day that is not over. Without a useful hour it is not known."
        facts={digits(book?.perUsefulHour ?? null, book)}
        below={`${formatGpuHours(whole.time.useful)} useful GPU-hours${sayBorne(book)}`}
      >
        <Figure
          amount={book?.perUsefulHour ?? null}
          book={book}
          atLeast={waste.atLeast}
          why="No useful hour with a bill was measured"
        />
      </FigureTile>
      <FigureTile
        title="Measured"
        ground={ground}
        definition="Of the hours of all listed devices that were accounted, those of which it is known what became of them."
        formula="Hours not allocated, idle, thrown away or useful ÷ hours of all listed devices. A device-hour is accounted in steps of five minutes."
        below={`${formatGpuHours(measuredGpuTime(whole.time))} of ${formatGpuHours(totalGpuTime(whole.time))} GPU-hours`}
      >
        {share === null ? <Missing reason="No hour is accounted" /> : formatPercent(share)}
      </FigureTile>
    </section>
  );
}

/** Of how much of the cost a useful hour bears its part; nothing where it is all of it, or not known. */
function sayBorne(book: GpuWasteCost | null): string {
  if (book === null || book.perUsefulHour === null) return '';
  const { share, isAll } = judgeCost(book);
  return isAll || share === null ? '' : `, with the ${formatPercent(share)} of the GPU cost that is measured`;
}

function digits(amount: string | null, book: GpuWasteCost | null) {
  return [
    {
      term: 'All digits',
      says: amount === null || book === null ? 'Not known' : formatMoneyFully(amount, book.currency),
    },
  ];
}

interface FigureProps {
  amount: string | null;
  book: GpuWasteCost | null;
  atLeast: boolean;
  why?: string;
}

function Figure({ amount, book, atLeast, why = 'No bill of the range tells of GPUs' }: FigureProps) {
  if (amount === null || book === null) return <Missing reason={why} />;
  return (
    <>
      {atLeast ? <span className="font-normal text-body text-muted">at least</span> : null}
      <Money amount={amount} currency={book.currency} />
    </>
  );
}

/** Hours without a bill, and what they would cost by list prices: an estimate beside, never added. */
function Unbilled({ waste: { whole } }: { waste: GpuWaste }) {
  const { ms, estimates } = whole.unbilled;
  if (ms === 0) return 'Every accounted hour has a bill.';
  return (
    <>
      Not in it: {formatGpuHours(ms)} GPU-hours without a bill
      {estimates.map(({ currency, amount, ms: priced }) => (
        <span key={currency}>
          , {formatGpuHours(priced)} of them about <Money amount={amount} currency={currency} /> at list prices (our
          estimate)
        </span>
      ))}
      {estimates.length === 0 ? '; their cost is not known' : ''}.
    </>
  );
}
