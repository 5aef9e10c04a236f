import {
  changeDeclaredLinkSchema,
  declaredLinkSchema,
  removeDeclaredLinkSchema,
} from '@/lib/api/contracts/declared-links';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { changeDeclaredLink, removeDeclaredLink } from '@/lib/commands/links/declare-link';
import { answerDeclared } from '@/lib/views/links/list-declared';

export const PUT = route({
  operation: 'PUT /api/v1/declared-links/{id}',
  summary: 'Changes what is said of a declared link, with a reason.',
  access: 'connections:write',
  input: { params: idParams, body: changeDeclaredLinkSchema },
  output: declaredLinkSchema,
  handle: async ({ params: { id }, body, ...context }) =>
    answerDeclared(context, await changeDeclaredLink(context, id, body)),
});

export const DELETE = route({
  operation: 'DELETE /api/v1/declared-links/{id}',
  summary: 'Removes a declared link, with a reason.',
  access: 'connections:write',
  input: { params: idParams, body: removeDeclaredLinkSchema },
  output: 'nothing',
  async handle({ params: { id }, body, ...context }) {
    await removeDeclaredLink(context, id, body.reason);
  },
});
