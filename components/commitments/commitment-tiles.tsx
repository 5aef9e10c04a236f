'use client';
import { FigureTile } from '@/components/cost/figure-tile';
import { Money } from '@/components/cost/money';
import type { CommitmentBook, CommitmentShare, Commitments } from '@/lib/api/contracts/cost-commitments';
import { formatMoneyFully } from '@/lib/format/format-money';
import { formatPercent } from '@/lib/format/format-percent';
import { sayUnnamed } from './say-unnamed';
import { ShareText, SumText } from './share-text';

const priceless = 'A price or a cost is not told';

export interface CommitmentTilesProps {
  commitments: Commitments;
  book: CommitmentBook;
}

/** What commitments cover, how much of them is used, what they save and waste, and how much runs on spot. */
export function CommitmentTiles({ commitments, book }: CommitmentTilesProps) {
  const { currency } = book;
  const unnamed = sayUnnamed(book);
  const prices = commitments.price === 'list' ? 'public prices (ListCost)' : 'negotiated prices (ContractedCost)';
  const digits = ({ part, whole }: CommitmentShare) => ({
    term: 'All digits',
    says:
      part === null || whole === null
        ? 'Not known: the bills do not tell it'
        : `${formatMoneyFully(part, currency)} of ${formatMoneyFully(whole, currency)}`,
  });
  const ofWhole = ({ part, whole }: CommitmentShare, what: string) =>
    part === null || whole === null ? (
      'The bills do not tell it.'
    ) : (
      <>
        <Money amount={part} currency={currency} /> of <Money amount={whole} currency={currency} /> {what}
      </>
    );
  return (
    <section aria-label="Figures" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <FigureTile
        title="Coverage"
        ground={commitments}
        definition="Of the usage that commitments may cover, how much they do, at what it would have cost on demand. Eligible is what a commitment covered, and on-demand usage of the same services in the same bill. Spot usage is not eligible."
        formula={`Covered ÷ (covered + on demand), at ${prices}. The FinOps Foundation and AWS’s coverage report define it so; services stand in for eligibility, which bills before FOCUS 1.4 do not tell.`}
        facts={[digits(book.coverage)]}
        below={ofWhole(book.coverage, 'eligible, on demand')}
      >
        <ShareText share={book.coverage} why="The bills tell no price on demand of what is eligible" />
      </FigureTile>
      <FigureTile
        title="Utilisation"
        ground={commitments}
        definition="Of what commitments cost, how much was used. What is left is waste: it was paid for, and nothing ran on it."
        formula="Effective cost of rows with CommitmentDiscountStatus Used ÷ that of Used and Unused. Bills that cover usage without naming the commitment are left out."
        facts={[digits(book.utilisation)]}
        below={ofWhole(book.utilisation, 'paid for')}
      >
        <ShareText share={book.utilisation} why={unnamed ?? 'No bill of the range tells use of a commitment'} />
      </FigureTile>
      <FigureTile
        title="Waste"
        ground={commitments}
        definition="What was paid for commitments and used by nothing. Savings are what covered usage would have cost on demand, less what it did cost; net of waste, below nought commitments cost more than they saved."
        formula={`Waste: effective cost of rows with CommitmentDiscountStatus Unused. Savings: on demand at ${prices} − effective cost, of Used rows. Net: on demand − effective cost of all that the commitments cost, used or not.`}
        facts={[
          { term: 'Billed', says: <SumText sum={book.billed} currency={currency} why="Not told" /> },
          { term: 'Amortised', says: <SumText sum={book.amortised} currency={currency} why="Not told" /> },
          {
            term: 'Billed ahead',
            says:
              book.balance === null
                ? 'Not known: billed and amortised are not both told whole'
                : `${formatMoneyFully(book.balance, currency)}: billed less amortised; nought over whole terms`,
          },
        ]}
        below={
          <>
            Saved <SumText sum={book.savings} currency={currency} why={unnamed ?? priceless} />, net of waste{' '}
            <SumText sum={book.netSavings} currency={currency} why={priceless} />
          </>
        }
      >
        <SumText
          sum={book.unused}
          currency={currency}
          why={unnamed ?? 'No bill of the range tells use of a commitment'}
        />
      </FigureTile>
      <FigureTile
        title="Spot share of GPU cost"
        ground={commitments}
        definition="Of the effective cost of usage with accelerators, how much ran on spot capacity, which the provider may take back."
        formula="Effective cost of usage rows with PricingCategory Dynamic ÷ that of all usage rows with an accelerator. Of compute: the same over the service category Compute and accelerators. By cost without bills that cover usage and do not name the commitment; machine hours are of whole machines alone."
        facts={[
          digits(book.spot.gpuCost),
          { term: 'GPU hours', says: sayShare(book.spot.gpuHours) },
          { term: 'Machine hours', says: sayShare(book.spot.computeHours) },
        ]}
        below={
          <>
            {sayShare(book.spot.gpuHours)} of GPU hours; {sayShare(book.spot.computeCost)} of compute cost
          </>
        }
      >
        <ShareText share={book.spot.gpuCost} why={unnamed ?? 'No usage with accelerators is told'} />
      </FigureTile>
    </section>
  );
}

function sayShare({ share, isPartial }: CommitmentShare): string {
  if (share === null) return 'not known';
  return `${formatPercent(share)}${isPartial ? ' of what is told' : ''}`;
}
