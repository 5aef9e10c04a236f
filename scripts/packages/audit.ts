import { execa } from 'execa';
import { judgeAudit } from './judge-audit';

// Asked for by name: a machine's npm settings may switch auditing off.
const args = ['audit', '--audit=true', '--omit=dev', '--json'];
const { stdout } = await execa('npm', args, { reject: false, timeout: 120_000 });
const verdict = judgeAudit(stdout);
if (verdict.kind === 'clean') console.log('No known vulnerability of high or critical severity in what ships.');
if (verdict.kind === 'unanswered')
  console.error(`!!! NOT AUDITED: the npm registry did not answer the audit (${verdict.reason}). This proves nothing.`);
if (verdict.kind === 'vulnerable') {
  for (const line of verdict.findings) console.error(line);
  process.exitCode = 1;
}
