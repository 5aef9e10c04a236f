import { PartialNotice } from '@/components/ui/panel-states';
import type { CommitmentBook } from '@/lib/api/contracts/cost-commitments';
import { sayUnnamed } from './say-unnamed';

/** What bills do not say of a book, and which figures suffer by it. */
export function BookNotices({ book }: { book: CommitmentBook }) {
  const unnamed = sayUnnamed(book);
  const [half] = book.basis === 'own-estimate' ? [] : book.missingHalves;
  return (
    <>
      {unnamed === null ? null : (
        <PartialNotice>
          {unnamed} Use, waste and shares of cost leave that out; savings are told after fees, where bills have them.
        </PartialNotice>
      )}
      {half === undefined ? null : (
        <PartialNotice>
          {half === 'billed'
            ? 'Some months of these days have effective costs without the billed ones.'
            : 'Some months of these days have billed costs without the effective ones.'}{' '}
          Billed and amortised cannot be compared.
        </PartialNotice>
      )}
    </>
  );
}
