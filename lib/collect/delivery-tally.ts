import type { Gap } from '@/lib/domain/provider-fault';
import type { BillingDelivery } from '@/lib/providers/contract/cost';
import type { KeptDelivery } from '@/lib/store/cost-ledger/ledger';
import type { DeliveryCounts } from '@/lib/store/runs/collection-run';
import type { CollectionResult } from './collector';

/** Adds up what a run read of bills, kept and missed. */
export class DeliveryTally {
  readonly #counts: DeliveryCounts = { deliveries: 0, added: 0, rows: 0, rejectedRows: 0 };
  readonly #gaps: Gap[] = [];
  #ended = false;

  /** A delivery that the ledger has. */
  addKnown(): void {
    this.#counts.deliveries += 1;
  }

  addKept(delivery: BillingDelivery, { months, untold }: KeptDelivery): void {
    this.#counts.deliveries += 1;
    const recorded = months.filter(({ state }) => state !== 'unchanged');
    this.#counts.added += recorded.length;
    for (const { state, rows, rejectedRows, rejections } of recorded) {
      this.#counts.rows += rows;
      this.#counts.rejectedRows += rejectedRows;
      if (state === 'quarantined' || state === 'overlapping')
        this.#gaps.push(toGap(delivery, state, rejections[0]?.reason));
    }
    for (const { reason } of untold.slice(0, 1)) this.#gaps.push(toGap(delivery, 'quarantined', reason));
  }

  addGaps(gaps: readonly Gap[]): void {
    this.#gaps.push(...gaps);
  }

  /** The provider said that there is no more. */
  end(gaps: readonly Gap[]): void {
    this.#ended = true;
    this.addGaps(gaps);
  }

  /** Complete when everything delivered is kept and counts; failed when nothing was read. */
  toResult(notBefore: Date | null): CollectionResult {
    const gaps = this.#ended ? [...this.#gaps] : [...this.#gaps, unended];
    if (gaps.length === 0) return { outcome: 'complete', counts: { ...this.#counts }, gaps, notBefore };
    const readAnything = this.#counts.deliveries > 0;
    return {
      outcome: readAnything ? 'partial' : 'failed',
      counts: readAnything ? { ...this.#counts } : null,
      gaps,
      notBefore,
    };
  }
}

function toGap(
  { title, billingMonth }: BillingDelivery,
  state: 'quarantined' | 'overlapping',
  reason: string | undefined,
): Gap {
  const where = `${title} for ${billingMonth}`;
  const why = reason === undefined ? '' : ` ${reason}`;
  return state === 'quarantined'
    ? {
        fault: 'response-unexpected',
        code: 'DeliveryQuarantined',
        subject: 'bills',
        message: `${where} has rows that could not be read, so it does not count; the last good one does.${why}`,
        remedy: 'Look at the rejected rows of the delivery; a corrected one takes its place by itself.',
      }
    : {
        fault: 'response-unexpected',
        code: 'DeliveryOverlaps',
        subject: 'bills',
        message: `${where} tells costs that another delivery tells, so it does not count.${why}`,
        remedy: 'Choose which of the two counts, or remove one of the exports from the connection.',
      };
}

const unended: Gap = {
  fault: 'response-unexpected',
  message: 'The read ended without saying that there is no more, so it may have missed bills.',
};
