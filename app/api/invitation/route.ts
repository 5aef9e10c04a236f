import { handleInvitation } from '@/lib/access/sign-in/handle-invitation';

/** Posted by the page of an invitation link. */
export function POST(request: Request): Promise<Response> {
  return handleInvitation(request);
}
