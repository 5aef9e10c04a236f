'use client';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { isEmailAddress } from '@/components/ui/is-email-address';
import { startSignIn } from './start-sign-in';

export interface MailLinkFormProps {
  /** Next-auth's id of the mailed link. */
  providerId: string;
  callbackUrl: string;
}

/** Asks for a link by e-mail. The answer is the same whoever asks, so that nobody learns who may sign in. */
export function MailLinkForm({ providerId, callbackUrl }: MailLinkFormProps) {
  const [email, setEmail] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const isAddress = isEmailAddress(email);
    setFault(isAddress ? null : 'Enter your e-mail address, such as ada@example.com.');
    if (!isAddress || isSending) return;
    setIsSending(true);
    try {
      window.location.assign(await startSignIn(providerId, { email: email.trim(), callbackUrl }));
    } catch {
      setFault('Sign-in is not available right now. Try again in a moment.');
      setIsSending(false);
    }
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-2">
      <FormField label="E-mail address" isRequired error={fault}>
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </FormField>
      <Button type="submit" isPending={isSending}>
        Send me a link
      </Button>
    </form>
  );
}
