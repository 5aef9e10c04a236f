import { personSchema, updatePersonSchema } from '@/lib/api/contracts/people';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { disablePerson } from '@/lib/commands/people/disable-person';
import { enablePerson } from '@/lib/commands/people/enable-person';
import { readPerson } from '@/lib/views/people/read-people';

export const GET = route({
  operation: 'GET /api/v1/people/{id}',
  summary: 'One person and what they hold.',
  access: 'people:read',
  input: { params: idParams },
  output: personSchema,
  handle: ({ params, ...context }) => readPerson(context, params.id),
});

export const PATCH = route({
  operation: 'PATCH /api/v1/people/{id}',
  summary: 'Disables a person, which ends their sessions and tokens at once, or lets them in again.',
  access: ['people:write', 'people:read'],
  input: { params: idParams, body: updatePersonSchema },
  output: personSchema,
  async handle({ params, body, ...context }) {
    await (body.disabled ? disablePerson : enablePerson)(context, params.id);
    return readPerson(context, params.id);
  },
});
