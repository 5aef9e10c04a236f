import type { CostBasis } from '@/lib/domain/cost/billing-delivery';
import type { ChecklistFinding, KeptFinding } from '@/lib/domain/cost/checklist-finding';
import { formatMonth } from './close-words';
import { formatDay, formatDays } from './format-day';
import { formatQuantity } from './format-number';
import { nameProvider } from './provider-words';

const basisWords: Record<CostBasis, string> = {
  billed: '',
  'provider-estimate': ' that its provider estimates',
  'own-estimate': ' that are our estimate',
};

const invoiceWords: Record<Extract<ChecklistFinding, { code: 'invoice' }>['state'], string> = {
  difference: 'the invoice and the ledger differ.',
  'only-ledger': 'nobody entered the invoice.',
  'only-invoice': 'the ledger has no row of this invoice.',
  'not-final': 'rows carry no invoice number yet, so the bill is not final.',
};

/** What a checklist found, in a sentence. */
export function sayFinding(finding: KeptFinding): string {
  if (typeof finding === 'string') return finding;
  switch (finding.code) {
    case 'month-not-over':
      return `The month ends on ${formatDay(finding.lastDay)} at midnight UTC.`;
    case 'not-added-up':
      return `${finding.title} is not added up yet; it is within minutes.`;
    case 'never-delivered':
      return `${finding.connection} has delivered no bill yet.`;
    case 'first-bill-later':
      return `${finding.title}: its first bill is of ${formatMonth(finding.month)}; what it cost before is not known.`;
    case 'not-delivered':
      return `${finding.title}: nothing was delivered for the month.`;
    case 'told-in-part':
      return `${finding.title} tells the month to ${formatDay(finding.to)} only.`;
    case 'nothing-told':
      return 'No bill tells anything of the month.';
    case 'unread':
      return `${finding.title}: ${finding.rows === 0 ? 'a file' : formatQuantity(finding.rows, 'row')} could not be read.${
        finding.isDismissed ? ' It was dismissed.' : ''
      }`;
    case 'overlap':
      return sayOverlap(finding);
    case 'may-change':
      return `${finding.title}: costs from ${formatDay(finding.from)} on may still change.`;
    case 'estimate':
      return `${finding.title} is an estimate that nobody has billed.`;
    case 'no-team': {
      const { currency, basis, tenths } = finding;
      const costs = `costs in ${currency ?? 'no currency told'}${basisWords[basis]}`;
      if (tenths === null) return `Some ${costs} belong to no team.`;
      return `${tenths === 0 ? 'Less than 0.1' : (tenths / 10).toFixed(1)}% of the effective ${costs} belong to no team.`;
    }
    case 'invoice': {
      const { provider, billingAccount, invoiceNumbers, state } = finding;
      const whose = provider === null ? 'A provider that no row tells' : nameProvider(provider);
      const which = [
        billingAccount === null ? 'account not told' : `account ${billingAccount}`,
        ...(invoiceNumbers.length === 0 ? [] : [`invoice ${invoiceNumbers.join(', ')}`]),
      ];
      return `${whose}, ${which.join(', ')}: ${invoiceWords[state]}`;
    }
  }
}

function sayOverlap({ title, by, untoldAccounts, untoldDays }: Extract<ChecklistFinding, { code: 'overlap' }>): string {
  if (by.length === 0) return `${title} is not counted, and no bill that counts tells its costs.`;
  const list = new Intl.ListFormat('en-GB');
  const told = `${title} is not counted: ${list.format(by)} ${by.length === 1 ? 'tells' : 'tell'} the same costs`;
  if (untoldAccounts.length > 0)
    return `${told}, but not all of those of ${untoldAccounts.length === 1 ? 'account' : 'accounts'} ${list.format(untoldAccounts)}, as far as is known.`;
  if (untoldDays.length > 0)
    return `${told}, but not of ${list.format(untoldDays.map(({ from, to }) => formatDays(from, to)))}.`;
  return `${told}.`;
}
