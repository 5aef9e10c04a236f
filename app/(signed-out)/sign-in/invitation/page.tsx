import type { Metadata } from 'next';
import { InvitationForm } from '@/components/sign-in/invitation-form';
import { StatusMark } from '@/components/ui/status-mark';
import { TextLink } from '@/components/ui/text-link';
import { readShownInvitation } from '@/lib/access/sign-in/shown-invitation';

export const metadata: Metadata = { title: 'Invitation' };
export const dynamic = 'force-dynamic';

interface InvitationPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where an invitation's link leads. Opening it uses nothing up; the person's own press does. */
export default async function InvitationPage({ searchParams }: InvitationPageProps) {
  const { token } = await searchParams;
  const text = typeof token === 'string' ? token : '';
  const invitation = await readShownInvitation(text);
  if (invitation === null) {
    return (
      <>
        <h1 className="font-semibold text-panel">This invitation no longer works</h1>
        <StatusMark tone="unknown" word="Used, revoked or expired" />
        <p className="text-muted">
          A link works once, within seven days. If it was yours and you used it, simply sign in; otherwise ask whoever
          invited you for another.
        </p>
        <p>
          <TextLink href="/sign-in">To sign-in</TextLink>
        </p>
      </>
    );
  }
  return (
    <>
      <h1 className="font-semibold text-panel">You are invited</h1>
      <InvitationForm token={text} email={invitation.email} role={invitation.role} />
    </>
  );
}
