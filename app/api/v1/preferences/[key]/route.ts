import { z } from 'zod';
import { setPreferenceSchema } from '@/lib/api/contracts/people';
import { route } from '@/lib/api/server/route';
import { setPreference } from '@/lib/commands/preferences/set-preference';

export const PUT = route({
  operation: 'PUT /api/v1/preferences/{key}',
  summary: 'Sets one of your own settings.',
  access: 'views:write',
  input: { params: z.strictObject({ key: z.string().regex(/^[a-z][A-Za-z0-9.-]{0,79}$/) }), body: setPreferenceSchema },
  output: 'nothing',
  async handle({ params, body, ...context }) {
    await setPreference(context, params.key, body.value);
  },
});
