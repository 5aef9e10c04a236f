import { z } from 'zod';
import { estimateConsentSchema } from '@/lib/api/contracts/estimates';
import { route } from '@/lib/api/server/route';
import { allowEstimates } from '@/lib/commands/cost/estimates/allow-estimates';

export const PUT = route({
  operation: 'PUT /api/v1/cost/estimates/{id}/consent',
  summary: 'Lets people ask a connection’s provider for quick estimates, for so much a day, or no longer.',
  access: 'connections:write',
  input: { params: z.strictObject({ id: z.uuid() }), body: estimateConsentSchema },
  output: 'nothing',
  async handle({ params: { id }, body, ...context }) {
    await allowEstimates(context, id, body.dailyMicroUsd);
  },
});
