import { verifyAudit } from '@/lib/audit/verify-audit';
import { type CommandRun, type SharedOptions, withConsole } from './command-run';
import { PlainError } from './plain-error';
import { printJson } from './terminal/print';

/** `audit verify`: walks the chain; fails on the first fault. */
export async function verifyAuditCommand(run: CommandRun, options: SharedOptions): Promise<void> {
  const found = await withConsole(run, options, ({ database, config }) =>
    verifyAudit(database, config.auditAnchorPath),
  );
  if (options.json) printJson(run.terminal, { ...found, verifiedAt: new Date().toISOString() });
  if (!found.intact) throw new PlainError(found.fault ?? 'The record is not intact.');
  if (!options.json)
    run.terminal.out(
      `The record is intact: ${found.entries} entries; the head kept outside the database ${found.anchor === 'agrees' ? 'agrees' : 'is missing'}.`,
    );
}
