import { join } from 'node:path';
import { toFailureText } from '@/lib/cli/plain-error';
import { readArguments } from './demo/read-arguments';
import { runDemo } from './demo/run-demo';
import { RunEnded, Supervisor, toDeathSentence, toExitCode } from './processes/supervise';

const startedAt = performance.now();
const options = readArguments(process.argv.slice(2));
const supervisor = new Supervisor();
let exitCode = 1;
try {
  const text = await runDemo(supervisor, options);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`\n${text}\n\nReady in ${seconds} s. Ctrl-C stops it; the next start keeps what is there.`);
  throw new RunEnded(await supervisor.ended);
} catch (error) {
  if (error instanceof RunEnded) {
    exitCode = toExitCode(error.end);
    if ('died' in error.end) {
      console.error(`\n${toDeathSentence(error.end.died)} Its log, ${join(options.dataDir, 'logs')}, ends with:`);
      console.error(await error.end.part.lastLines());
    } else console.error('\nStopping …');
  } else console.error(toFailureText(error));
} finally {
  await supervisor.stopAll();
}
process.exit(exitCode);
