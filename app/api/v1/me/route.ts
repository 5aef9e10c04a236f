import { meSchema } from '@/lib/api/contracts/people';
import { route } from '@/lib/api/server/route';
import { readMe } from '@/lib/views/me/read-me';

export const GET = route({
  operation: 'GET /api/v1/me',
  summary: 'Who is signed in, and what they may do.',
  access: 'signed-in',
  output: meSchema,
  handle: readMe,
});
