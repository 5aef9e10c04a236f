import type { EmailConfig } from 'next-auth/providers/email';
import type { Config } from '@/lib/config/config';
import { sendMail } from './send-mail';

export const mailProviderId = 'email';

const linkMinutes = 15;

/**
 * Sign-in by a mailed link. `mayReceive` decides whom a mail goes to; whoever asks sees the same answer after the same
 * time, for the mail leaves after the answer.
 */
export function mailLinkProvider(
  smtp: NonNullable<Config['smtp']>,
  origin: string,
  mayReceive: (email: string) => Promise<boolean>,
): EmailConfig {
  return {
    id: mailProviderId,
    type: 'email',
    name: 'Email',
    server: smtp.url,
    from: smtp.from,
    maxAge: linkMinutes * 60,
    options: {},
    async sendVerificationRequest({ identifier, url }) {
      if (!(await mayReceive(identifier))) return;
      const host = new URL(origin).host;
      const lines = [
        `Open this link to sign in to Millwright at ${host}:`,
        '',
        url,
        '',
        `It works once, within ${linkMinutes} minutes. If you did not ask for it, leave it: nothing happens.`,
      ];
      void sendMail(smtp, { to: identifier, subject: `Sign in to Millwright at ${host}`, lines });
    },
  };
}
