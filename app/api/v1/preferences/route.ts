import { preferencesSchema } from '@/lib/api/contracts/people';
import { route } from '@/lib/api/server/route';
import { readPreferences } from '@/lib/views/preferences/read-preferences';

export const GET = route({
  operation: 'GET /api/v1/preferences',
  summary: 'Your own settings by key.',
  access: 'signed-in',
  output: preferencesSchema,
  handle: readPreferences,
});
