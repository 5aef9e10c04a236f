import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { PlainError } from '../plain-error';
import { printJson, toCell } from '../terminal/print';
import { examine } from './examine';
import type { Finding } from './finding';

const marks = { good: 'ok', bad: 'BAD', unknown: '?' } satisfies Record<Finding['outcome'], string>;

/** `doctor`: a line for each thing looked at, with the remedy. Fails when something is bad. */
export async function doctor(run: CommandRun, options: SharedOptions): Promise<void> {
  const findings = await withConsole(run, options, examine);
  const bad = findings.filter(({ outcome }) => outcome === 'bad');
  if (options.json) printJson(run.terminal, { healthy: bad.length === 0, findings });
  else
    for (const { title, outcome, detail, remedy } of findings) {
      run.terminal.out(`${marks[outcome].padEnd(4)} ${title.padEnd(18)} ${toCell(detail)}`);
      if (remedy !== null) run.terminal.out(`${' '.repeat(24)}→ ${remedy}`);
    }
  if (bad.length > 0) throw new PlainError(`${bad.map(({ title }) => title).join(', ')}: not as it should be.`);
}
