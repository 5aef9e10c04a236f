import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { revokeInvitation } from '@/lib/commands/invitations/revoke-invitation';

export const DELETE = route({
  operation: 'DELETE /api/v1/invitations/{id}',
  summary: 'Makes an open invitation’s link useless.',
  access: 'people:write',
  input: { params: idParams },
  output: 'nothing',
  async handle({ params, ...context }) {
    await revokeInvitation(context, params.id);
  },
});
