import { Button } from '@/components/ui/button';
import { roles } from '@/lib/domain/access';
import { roleWords } from '@/lib/format/access-words';

export interface InvitationFormProps {
  token: string;
  email: string;
  role: string;
}

/** Takes an invitation: a plain form, so that it works before any script has loaded. */
export function InvitationForm({ token, email, role }: InvitationFormProps) {
  const known = roles.find((one) => one === role);
  return (
    <form method="post" action="/api/invitation" className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      <p className="text-muted">
        As <span className="break-all text-text">{email}</span>, with the role{' '}
        <span className="text-text">{known ? roleWords[known] : role}</span>. Pressing the button uses this link up and
        signs you in on this browser.
      </p>
      <Button type="submit" variant="primary">
        Accept and sign in
      </Button>
    </form>
  );
}
