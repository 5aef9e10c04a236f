import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { unwatchLinks } from '@/lib/commands/links/watch-links';

export const DELETE = route({
  operation: 'DELETE /api/v1/link-watches/{id}',
  summary: 'No longer tells one by mail.',
  access: 'inventory:read',
  input: { params: idParams },
  output: 'nothing',
  async handle({ params: { id }, ...context }) {
    await unwatchLinks(context, id);
  },
});
