import { probeTargetSchema, putProbeTargetSchema } from '@/lib/api/contracts/probes';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { changeProbeTarget, removeProbeTarget } from '@/lib/commands/probes/probe-targets';
import { toProbeTarget } from '@/lib/views/probes/read-probes';

export const PUT = route({
  operation: 'PUT /api/v1/probes/targets/{id}',
  summary: 'Changes how a target is measured, or whether.',
  access: 'sites:write',
  input: { params: idParams, body: putProbeTargetSchema },
  output: probeTargetSchema,
  handle: async ({ params: { id }, body, ...context }) => toProbeTarget(await changeProbeTarget(context, id, body)),
});

export const DELETE = route({
  operation: 'DELETE /api/v1/probes/targets/{id}',
  summary: 'No longer has it measured; what was measured of it goes too.',
  access: 'sites:write',
  input: { params: idParams },
  output: 'nothing',
  async handle({ params: { id }, ...context }) {
    await removeProbeTarget(context, id);
  },
});
