import { sharedDatabase } from '@/lib/store/database/database';
import { readOpenInvitation } from './redeem-invitation';

/** What the page of an invitation link says before the link is used up; null when the link is good for nothing. */
export async function readShownInvitation(token: string): Promise<Awaited<ReturnType<typeof readOpenInvitation>>> {
  return token === '' ? null : readOpenInvitation(sharedDatabase(), token, new Date());
}
