import { runProgram } from './program';
import { processTerminal } from './terminal/process-terminal';

// A reader that has seen enough (`| head`) closes the pipe: nothing is wrong then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await runProgram({ terminal: processTerminal, env: process.env }, process.argv.slice(2));
