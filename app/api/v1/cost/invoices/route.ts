import {
  invoiceBodySchema,
  invoiceRecordedSchema,
  invoicesQuerySchema,
  reconciliationSchema,
  toInvoiceEntry,
} from '@/lib/api/contracts/cost-invoices';
import { route } from '@/lib/api/server/route';
import { recordInvoice } from '@/lib/commands/cost/invoices/record-invoice';
import { readMonthInvoices } from '@/lib/views/cost/close/read-invoices';

export const GET = route({
  operation: 'GET /api/v1/cost/invoices',
  summary: 'The invoices of a billing month against what the ledger says, with what is left over.',
  access: 'cost:read',
  input: { query: invoicesQuerySchema },
  output: reconciliationSchema,
  handle: ({ query, ...context }) => readMonthInvoices(context, query),
});

export const POST = route({
  operation: 'POST /api/v1/cost/invoices',
  summary:
    'Enters an invoice. The very same one again changes nothing; other figures are refused, to be replaced on purpose.',
  access: 'cost:write',
  input: { body: invoiceBodySchema },
  output: invoiceRecordedSchema,
  status: 201,
  handle: ({ body, ...context }) => recordInvoice(context, toInvoiceEntry(body)),
});
