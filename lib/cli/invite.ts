import { mailInvitation, toInvitationUrl } from '@/lib/access/sign-in/invitation-link';
import { createInvitationSchema } from '@/lib/api/contracts/people';
import { advanceAnchor } from '@/lib/audit/advance-anchor';
import { createInvitation } from '@/lib/commands/invitations/create-invitation';
import { migrate } from '@/lib/store/database/migrate';
import { toInvitation } from '@/lib/views/people/to-invitation';
import { type CommandRun, type SharedOptions, withConsole } from './command-run';
import { parseInput } from './input/parse-input';
import { parseScope } from './input/parse-scope';
import { PlainError } from './plain-error';
import { printJson } from './terminal/print';

export interface InviteOptions extends SharedOptions {
  role: string;
  scope: string;
}

/** `invite`: makes a link that signs one person in once, within seven days. Also how the first person comes in. */
export async function invite(run: CommandRun, email: string, options: InviteOptions): Promise<void> {
  const input = parseInput(createInvitationSchema, { email, role: options.role, scope: parseScope(options.scope) });
  const made = await withConsole(run, options, async ({ config, database, commandContext, viewContext, actor }) => {
    if (config.origin === null)
      throw new PlainError('Set MILLWRIGHT_URL to the address people reach the console by: the link begins with it.');
    // The first invitation comes before the console's first start.
    await migrate(config.databaseUrl);
    await advanceAnchor(database, config.auditAnchorPath);
    const { invitation, token } = await createInvitation(commandContext(), input);
    const url = toInvitationUrl(config.origin, token);
    const { expiresAt } = invitation;
    const mailed = await mailInvitation(config.smtp, {
      email: invitation.email,
      url,
      invitedBy: actor.label,
      expiresAt,
    });
    return { invitation: toInvitation(invitation, viewContext().now), url, mailed };
  });
  if (options.json) return printJson(run.terminal, made);
  run.terminal.out(made.url);
  const sent = made.mailed ? 'It was also mailed.' : 'Hand it over yourself: no mail was sent.';
  run.terminal.remark(`Signs ${made.invitation.email} in once, until ${made.invitation.expiresAt}. ${sent}`);
}
