import { expect, test } from 'vitest';
import { findInvoiceFaults, toInvoiceBody, toInvoiceDraft } from './invoice-draft';

const draft = {
  ...toInvoiceDraft(null, null),
  provider: 'aws',
  billingAccount: 'payer',
  invoiceNumber: '4711',
  currency: 'USD',
  amount: '$12,400.50',
  tax: '1 980.08',
};

test('amounts may be typed with separators and the sign of the currency, and are sent without', () => {
  expect(findInvoiceFaults(draft, false)).toEqual({});
  expect(toInvoiceBody(draft, '2026-10')).toMatchObject({ amount: '12400.50', tax: '1980.08' });
  expect(toInvoiceBody({ ...draft, tax: ' ' }, '2026-10').tax).toBeNull();
});

test('what may mean two things is refused with a sentence', () => {
  const faults = findInvoiceFaults({ ...draft, amount: '12,5', tax: '€5' }, false);
  expect(faults).toEqual({ amount: expect.stringContaining('12.5'), tax: expect.stringContaining('is not USD') });
  expect(findInvoiceFaults({ ...draft, amount: '' }, false)).toEqual({ amount: 'It is needed.' });
});
