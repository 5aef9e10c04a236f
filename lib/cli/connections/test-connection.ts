import type { ConnectionReportView } from '@/lib/api/contracts/connections';
import { testStoredConnection } from '@/lib/commands/connections/test-connection';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { PlainError } from '../plain-error';
import { printJson, toCell } from '../terminal/print';
import type { Terminal } from '../terminal/terminal';
import { findConnection } from './find-connection';

const marks = { passed: 'ok', failed: 'BAD', skipped: '—' };

/** `connections test`: tries a stored connection, says what works and which permissions are missing. */
export async function testConnectionCommand(run: CommandRun, named: string, options: SharedOptions): Promise<void> {
  const { name, report } = await withConsole(run, options, async (console) => {
    const connection = await findConnection(console, named);
    const found = await testStoredConnection(console.commandContext(), connection.id, console.config);
    return { name: connection.name, report: found };
  });
  if (options.json) printJson(run.terminal, { connection: name, ...report });
  else printReport(run.terminal, report);
  if (report.passed) return;
  const missing = report.missingPermissions;
  throw new PlainError(
    missing.length === 0 ? `${name} does not work.` : `${name} lacks the permissions ${missing.join(', ')}.`,
  );
}

function printReport(terminal: Terminal, { accounts, checks }: ConnectionReportView): void {
  for (const { id, name } of accounts)
    terminal.out(`Account ${toCell(id)}${name === null ? '' : ` (${toCell(name)})`}`);
  for (const { outcome, title, message, remedy } of checks) {
    terminal.out(`${marks[outcome].padEnd(4)} ${toCell(title)}${message === undefined ? '' : `: ${toCell(message)}`}`);
    if (remedy !== undefined) terminal.out(`     → ${toCell(remedy)}`);
  }
}
