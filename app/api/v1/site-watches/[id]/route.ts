import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { unwatchSite } from '@/lib/commands/sites/watch-site';

export const DELETE = route({
  operation: 'DELETE /api/v1/site-watches/{id}',
  summary: 'No longer tells one of the site by mail.',
  access: 'inventory:read',
  input: { params: idParams },
  output: 'nothing',
  async handle({ params: { id }, ...context }) {
    await unwatchSite(context, id);
  },
});
