import { z } from 'zod';
import { invoiceBodySchema, invoiceRecordedSchema, toInvoiceEntry } from '@/lib/api/contracts/cost-invoices';
import { route } from '@/lib/api/server/route';
import { replaceInvoice } from '@/lib/commands/cost/invoices/record-invoice';

const params = z.strictObject({ id: z.uuid() });

export const PUT = route({
  operation: 'PUT /api/v1/cost/invoices/{id}',
  summary: 'Puts an entry in the place of one that counts; the former stays on record.',
  access: 'cost:write',
  input: { params, body: invoiceBodySchema },
  output: invoiceRecordedSchema,
  handle: ({ params: { id }, body, ...context }) => replaceInvoice(context, id, toInvoiceEntry(body)),
});
