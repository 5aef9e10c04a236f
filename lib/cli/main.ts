import { runProgram } from './program';
import { processTerminal } from './terminal/process-terminal';

process.exitCode = await runProgram({ terminal: processTerminal, env: process.env }, process.argv.slice(2));
