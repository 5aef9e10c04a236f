import type { EmailConfig } from 'next-auth/providers/email';
import { createTransport } from 'nodemailer';
import { serverLog } from '@/lib/access/server-log';
import type { Config } from '@/lib/config/config';

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
      if (await mayReceive(identifier)) void send(smtp, identifier, url, new URL(origin).host);
    },
  };
}

async function send(smtp: NonNullable<Config['smtp']>, to: string, url: string, host: string): Promise<void> {
  const transport = createTransport(smtp.url, { connectionTimeout: 10_000, socketTimeout: 20_000 });
  const text = [
    `Open this link to sign in to Millwright at ${host}:`,
    '',
    url,
    '',
    `It works once, within ${linkMinutes} minutes. If you did not ask for it, leave it: nothing happens.`,
    '',
  ].join('\n');
  try {
    await transport.sendMail({ from: smtp.from, to, subject: `Sign in to Millwright at ${host}`, text });
  } catch (error) {
    serverLog.error({ err: error }, 'A sign-in link could not be mailed.');
  } finally {
    transport.close();
  }
}
