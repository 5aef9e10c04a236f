import { mailInvitation, toInvitationUrl } from '@/lib/access/sign-in/invitation-link';
import { createdInvitationSchema, createInvitationSchema } from '@/lib/api/contracts/people';
import { readIdempotencyKey } from '@/lib/api/server/read-idempotency-key';
import { readPublicOrigin } from '@/lib/api/server/read-public-origin';
import { route } from '@/lib/api/server/route';
import { createInvitation } from '@/lib/commands/invitations/create-invitation';
import { sharedConfig } from '@/lib/config/shared-config';
import { toInvitation } from '@/lib/views/people/to-invitation';

export const POST = route({
  operation: 'POST /api/v1/invitations',
  summary: 'Offers a role to an e-mail address by a link that works once, within seven days.',
  access: 'people:write',
  input: { body: createInvitationSchema },
  output: createdInvitationSchema,
  status: 201,
  async handle({ body, request, ...context }) {
    const { invitation, token } = await createInvitation(context, body, readIdempotencyKey(request));
    const url = toInvitationUrl(readPublicOrigin(request), token);
    const { email, expiresAt } = invitation;
    const mailed = await mailInvitation(sharedConfig().smtp, { email, url, invitedBy: context.actor.label, expiresAt });
    return { invitation: toInvitation(invitation, context.now), url, mailed };
  },
});
