import { probeResultsSchema, takenResultsSchema } from '@/lib/api/contracts/probes';
import { route } from '@/lib/api/server/route';
import { takeResults } from '@/lib/commands/probes/take-results';

export const POST = route({
  operation: 'POST /api/v1/probes/results',
  summary: 'Takes what a probe agent measured, minute by minute; the same minute twice counts once.',
  access: 'probes:report',
  input: { body: probeResultsSchema },
  output: takenResultsSchema,
  handle: ({ body, ...context }) => takeResults(context, body),
});
