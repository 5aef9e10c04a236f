import { createTransport } from 'nodemailer';
import { serverLog } from '@/lib/access/server-log';
import type { Config } from '@/lib/config/config';

export interface PlainMail {
  to: string;
  subject: string;
  lines: string[];
}

/** Sends a plain text mail. False, with the reason in the log, when the mail server did not take it. */
export async function sendMail(smtp: NonNullable<Config['smtp']>, { to, subject, lines }: PlainMail): Promise<boolean> {
  const transport = createTransport(smtp.url, { connectionTimeout: 10_000, socketTimeout: 20_000 });
  try {
    await transport.sendMail({ from: smtp.from, to, subject, text: `${lines.join('\n')}\n` });
    return true;
  } catch (error) {
    serverLog.error({ err: error }, 'A mail could not be sent.');
    return false;
  } finally {
    transport.close();
  }
}
