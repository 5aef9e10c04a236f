import { grantRoleSchema, personSchema } from '@/lib/api/contracts/people';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { grantRole } from '@/lib/commands/people/grant-role';
import { readPerson } from '@/lib/views/people/read-people';

export const POST = route({
  operation: 'POST /api/v1/people/{id}/roles',
  summary: 'Gives a person a role within a scope. Nobody gives themselves one.',
  access: ['people:write', 'people:read'],
  input: { params: idParams, body: grantRoleSchema },
  output: personSchema,
  status: 201,
  async handle({ params, body, ...context }) {
    await grantRole(context, params.id, body);
    return readPerson(context, params.id);
  },
});
