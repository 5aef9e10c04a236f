import { createProbeAgentSchema, probeAgentsSchema, probeAgentTokenSchema } from '@/lib/api/contracts/probes';
import { readIdempotencyKey } from '@/lib/api/server/read-idempotency-key';
import { route } from '@/lib/api/server/route';
import { createProbeAgent } from '@/lib/commands/probes/probe-agents';
import { readProbeAgents, toProbeAgent } from '@/lib/views/probes/read-probes';

export const GET = route({
  operation: 'GET /api/v1/probes/agents',
  summary: 'The probe agents; never their tokens.',
  access: 'sites:write',
  output: probeAgentsSchema,
  handle: readProbeAgents,
});

export const POST = route({
  operation: 'POST /api/v1/probes/agents',
  summary: 'Makes a probe agent at a site. The value of its token is answered once.',
  access: 'sites:write',
  input: { body: createProbeAgentSchema },
  output: probeAgentTokenSchema,
  status: 201,
  async handle({ body, request, ...context }) {
    const { agent, value } = await createProbeAgent(context, body, readIdempotencyKey(request));
    return { agent: toProbeAgent(agent, context.now), value };
  },
});
