import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { revokeProbeAgent } from '@/lib/commands/probes/probe-agents';

export const DELETE = route({
  operation: 'DELETE /api/v1/probes/agents/{id}',
  summary: 'Makes the token of a probe agent useless; what it measured stays.',
  access: 'sites:write',
  input: { params: idParams },
  output: 'nothing',
  async handle({ params: { id }, ...context }) {
    await revokeProbeAgent(context, id);
  },
});
