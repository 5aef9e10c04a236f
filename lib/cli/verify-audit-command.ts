import { verifyAudit } from '@/lib/audit/verify-audit';
import { type CommandRun, type SharedOptions, withConsole } from './command-run';
import { PlainError } from './plain-error';
import { printJson } from './terminal/print';

/** `audit verify`: walks the chain; fails on the first fault, a missing head included. */
export async function verifyAuditCommand(run: CommandRun, options: SharedOptions): Promise<void> {
  const found = await withConsole(run, options, ({ database, config }) =>
    verifyAudit(database, config.auditAnchorPath),
  );
  if (options.json) printJson(run.terminal, { ...found, verifiedAt: new Date().toISOString() });
  if (!found.intact) {
    const remedy =
      found.anchor === 'missing' ? ' If its loss is explained, “millwright audit anchor” makes it again.' : '';
    throw new PlainError(`${found.fault ?? 'The record is not intact.'}${remedy}`);
  }
  if (!options.json)
    run.terminal.out(
      found.entries === 0
        ? 'The record is empty.'
        : `The record is intact: ${found.entries} entries; the head kept outside the database agrees.`,
    );
}
