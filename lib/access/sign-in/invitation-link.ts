import type { Config } from '@/lib/config/config';
import { sendMail } from './send-mail';

/** The address of an invitation's page: opening it shows what is offered, only its form accepts. */
export function toInvitationUrl(origin: string, token: string): string {
  return `${origin}/sign-in/invitation?${new URLSearchParams({ token })}`;
}

/** Mails an invitation's link. False when there is no mail server or it did not take the message. */
export async function mailInvitation(
  smtp: Config['smtp'],
  invitation: { email: string; url: string; invitedBy: string; expiresAt: Date },
): Promise<boolean> {
  if (smtp === null) return false;
  const { email, url, invitedBy, expiresAt } = invitation;
  const host = new URL(url).host;
  return sendMail(smtp, {
    to: email,
    subject: `You are invited to Millwright at ${host}`,
    lines: [
      `${invitedBy} invites you to Millwright at ${host}. Open this link to accept:`,
      '',
      url,
      '',
      `It works once, until ${expiresAt.toISOString()}.`,
    ],
  });
}
