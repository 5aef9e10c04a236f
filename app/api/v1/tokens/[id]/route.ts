import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { revokeApiToken } from '@/lib/commands/tokens/revoke-api-token';

export const DELETE = route({
  operation: 'DELETE /api/v1/tokens/{id}',
  summary: 'Makes a token useless from the next request on.',
  access: 'tokens:write',
  input: { params: idParams },
  output: 'nothing',
  async handle({ params, ...context }) {
    await revokeApiToken(context, params.id);
  },
});
