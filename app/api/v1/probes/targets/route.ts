import { probeTargetSchema, probeTargetsSchema, putProbeTargetSchema } from '@/lib/api/contracts/probes';
import { route } from '@/lib/api/server/route';
import { createProbeTarget } from '@/lib/commands/probes/probe-targets';
import { readProbeTargets, toProbeTarget } from '@/lib/views/probes/read-probes';

export const GET = route({
  operation: 'GET /api/v1/probes/targets',
  summary: 'What is measured from which site to which.',
  access: 'sites:write',
  output: probeTargetsSchema,
  handle: (context) => readProbeTargets(context),
});

export const POST = route({
  operation: 'POST /api/v1/probes/targets',
  summary: 'Has something measured from one site to another.',
  access: 'sites:write',
  input: { body: putProbeTargetSchema },
  output: probeTargetSchema,
  status: 201,
  handle: async ({ body, ...context }) => toProbeTarget(await createProbeTarget(context, body)),
});
