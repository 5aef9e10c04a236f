import { anchorAnew } from '@/lib/audit/anchor-anew';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { type CommandRun, type SharedOptions, withConsole } from './command-run';
import { PlainError } from './plain-error';
import { printJson } from './terminal/print';

export interface AnchorAuditOptions extends SharedOptions {
  /** Also when the head kept outside is there and differs. */
  replace?: true;
}

/** `audit anchor`: remembers the record's end outside the database again after it was lost, and puts that on record. */
export async function anchorAuditCommand(run: CommandRun, options: AnchorAuditOptions): Promise<void> {
  const made = await withConsole(run, options, async ({ database, config, actor, commandContext }) => {
    const path = config.auditAnchorPath;
    const { anchor, intact, entries, fault } = await verifyAudit(database, path);
    if (anchor === 'agrees' && intact) throw new PlainError(`The head in ${path} agrees: there is nothing to do.`);
    if (anchor === 'differs' && options.replace === undefined)
      throw new PlainError(
        `${fault ?? `The head in ${path} differs.`} Find out why; if it is meant, as after a restore, give --replace.`,
      );
    const head = await anchorAnew(database, path, actor, commandContext().now);
    return { path, sequence: head.sequence.toString(), entriesBefore: entries };
  });
  if (options.json) return printJson(run.terminal, made);
  run.terminal.out(`The head is kept in ${made.path} again, at entry ${made.sequence}, which records this.`);
}
