import { z } from 'zod';
import { invoiceRecordedSchema, withdrawInvoiceSchema } from '@/lib/api/contracts/cost-invoices';
import { route } from '@/lib/api/server/route';
import { withdrawInvoice } from '@/lib/commands/cost/invoices/record-invoice';

const params = z.strictObject({ id: z.uuid() });

export const POST = route({
  operation: 'POST /api/v1/cost/invoices/{id}/withdrawal',
  summary: 'Takes an invoice back: there is none. What was entered stays on record.',
  access: 'cost:write',
  input: { params, body: withdrawInvoiceSchema },
  output: invoiceRecordedSchema,
  status: 201,
  handle: ({ params: { id }, body: { comment }, ...context }) => withdrawInvoice(context, id, comment),
});
