import { z } from 'zod';
import { route } from '@/lib/api/server/route';
import { revokeRole } from '@/lib/commands/people/revoke-role';

export const DELETE = route({
  operation: 'DELETE /api/v1/people/{id}/roles/{bindingId}',
  summary: 'Takes a role from a person, from their next request on.',
  access: 'people:write',
  input: { params: z.strictObject({ id: z.uuid(), bindingId: z.uuid() }) },
  output: 'nothing',
  async handle({ params, ...context }) {
    await revokeRole(context, params.id, params.bindingId);
  },
});
