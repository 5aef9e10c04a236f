import { probeAgentTokenSchema } from '@/lib/api/contracts/probes';
import { idParams } from '@/lib/api/server/id-params';
import { readIdempotencyKey } from '@/lib/api/server/read-idempotency-key';
import { route } from '@/lib/api/server/route';
import { renewProbeToken } from '@/lib/commands/probes/probe-agents';
import { toProbeAgent } from '@/lib/views/probes/read-probes';

export const POST = route({
  operation: 'POST /api/v1/probes/agents/{id}/token',
  summary: 'Gives a probe agent a new token, answered once; the one before ends.',
  access: 'sites:write',
  input: { params: idParams },
  output: probeAgentTokenSchema,
  status: 201,
  async handle({ params: { id }, request, ...context }) {
    const { agent, value } = await renewProbeToken(context, id, readIdempotencyKey(request));
    return { agent: toProbeAgent(agent, context.now), value };
  },
});
