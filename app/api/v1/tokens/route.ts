import { apiTokensSchema, createdTokenSchema, createTokenSchema } from '@/lib/api/contracts/people';
import { readIdempotencyKey } from '@/lib/api/server/read-idempotency-key';
import { route } from '@/lib/api/server/route';
import { requirePerson } from '@/lib/commands/require-person';
import { createApiToken } from '@/lib/commands/tokens/create-api-token';
import { readTokens, toApiToken } from '@/lib/views/tokens/read-tokens';

export const GET = route({
  operation: 'GET /api/v1/tokens',
  summary: 'Your own API tokens; never their values.',
  access: 'tokens:write',
  output: apiTokensSchema,
  handle: readTokens,
});

export const POST = route({
  operation: 'POST /api/v1/tokens',
  summary: 'Makes an API token that can do at most what you can. Its value is answered once.',
  access: 'tokens:write',
  input: { body: createTokenSchema },
  output: createdTokenSchema,
  status: 201,
  async handle({ body, request, ...context }) {
    const created = await createApiToken(context, requirePerson(context), body, readIdempotencyKey(request));
    return { token: toApiToken(created.token, context.now), value: created.value };
  },
});
