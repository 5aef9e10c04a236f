import { expect, test } from 'vitest';
import type { KeptFinding } from '@/lib/domain/cost/checklist-finding';
import { sayFinding } from './checklist-words';

const overlap = { code: 'overlap', title: 'CUR', by: ['Export', 'File'], untoldAccounts: [], untoldDays: [] } as const;
const said: [KeptFinding, string][] = [
  [
    { code: 'invoice', state: 'not-final', provider: 'aws', billingAccount: '12', invoiceNumbers: [] },
    'AWS, account 12: rows carry no invoice number yet, so the bill is not final.',
  ],
  [
    {
      code: 'invoice',
      state: 'difference',
      provider: 'google-cloud',
      billingAccount: null,
      invoiceNumbers: ['7', '8'],
    },
    'Google Cloud, account not told, invoice 7, 8: the invoice and the ledger differ.',
  ],
  [{ code: 'unread', title: 'File', rows: 1, isDismissed: true }, 'File: 1 row could not be read. It was dismissed.'],
  [{ code: 'unread', title: 'File', rows: 0, isDismissed: false }, 'File: a file could not be read.'],
  [
    { ...overlap, by: [...overlap.by], untoldAccounts: [], untoldDays: [] },
    'CUR is not counted: Export and File tell the same costs.',
  ],
  [
    { ...overlap, by: ['Export'], untoldAccounts: ['1', '2'], untoldDays: [] },
    'CUR is not counted: Export tells the same costs, but not all of those of accounts 1 and 2, as far as is known.',
  ],
  [
    { ...overlap, by: ['Export'], untoldAccounts: [], untoldDays: [{ from: '2026-10-21', to: '2026-10-31' }] },
    'CUR is not counted: Export tells the same costs, but not of 21–31 Oct 2026.',
  ],
  [
    { ...overlap, by: [], untoldAccounts: ['1'], untoldDays: [] },
    'CUR is not counted, and no bill that counts tells its costs.',
  ],
  [
    { code: 'no-team', currency: 'USD', basis: 'billed', tenths: 769 },
    '76.9% of the effective costs in USD belong to no team.',
  ],
  [
    { code: 'no-team', currency: null, basis: 'own-estimate', tenths: null },
    'Some costs in no currency told that are our estimate belong to no team.',
  ],
  ['A sentence that a close of old keeps.', 'A sentence that a close of old keeps.'],
];

test.each(said)('%j is said in a sentence', (finding, sentence) => {
  expect(sayFinding(finding)).toBe(sentence);
});
