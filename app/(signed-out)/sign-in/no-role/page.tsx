import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignOutButton } from '@/components/sign-in/sign-out-button';
import { StatusMark } from '@/components/ui/status-mark';
import { readCurrentActor } from '@/lib/access/session/current-actor';

export const metadata: Metadata = { title: 'No role yet' };
export const dynamic = 'force-dynamic';

/** Signed in, and nothing to see: nobody has given this person a role. */
export default async function NoRolePage() {
  const actor = await readCurrentActor();
  if (actor === null) redirect('/sign-in');
  if (actor.grants.length > 0) redirect('/');
  return (
    <>
      <h1 className="font-semibold text-panel">You have no role yet</h1>
      <StatusMark tone="unknown" word={`Signed in as ${actor.label}`} className="whitespace-normal! break-all" />
      <p className="text-muted">
        Your identity is known, but nobody has said what you may see here. Ask an administrator of this console for a
        role, then load this page again: it takes effect within a minute.
      </p>
      <SignOutButton />
    </>
  );
}
