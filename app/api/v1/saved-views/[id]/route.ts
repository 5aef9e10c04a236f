import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { deleteSavedView } from '@/lib/commands/saved-views/delete-saved-view';

export const DELETE = route({
  operation: 'DELETE /api/v1/saved-views/{id}',
  summary: 'Forgets one of your own saved views.',
  access: 'views:write',
  input: { params: idParams },
  output: 'nothing',
  async handle({ params, ...context }) {
    await deleteSavedView(context, params.id);
  },
});
