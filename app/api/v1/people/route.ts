import { peopleSchema } from '@/lib/api/contracts/people';
import { route } from '@/lib/api/server/route';
import { readPeople } from '@/lib/views/people/read-people';

export const GET = route({
  operation: 'GET /api/v1/people',
  summary: 'Everyone who may sign in with what they hold, and the latest invitations.',
  access: 'people:read',
  output: peopleSchema,
  handle: readPeople,
});
