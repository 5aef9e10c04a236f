import { resolve } from 'node:path';
import { Command } from 'commander';
import { toPort } from '../to-port';

export interface DemoArguments {
  port: number;
  /** The address listened on. Loopback unless asked: anyone who reaches the demo may sign in as anyone. */
  host: string;
  /** Absolute. */
  dataDir: string;
}

/** Reads the demo's command line; ends the process with a sentence when it makes no sense. */
export function readArguments(argv: string[]): DemoArguments {
  const command = new Command('npm run demo --')
    .description('Runs the console over simulated clouds, with everything it needs.')
    .option('--port <port>', 'port of the console', toPort, 3000)
    .option('--host <address>', 'address to listen on; 0.0.0.0 lets other hosts in', '127.0.0.1')
    .option('--data-dir <folder>', 'where the demo keeps what it learns', '.millwright')
    .parse(argv, { from: 'user' });
  const { port, host, dataDir } = command.opts<{ port: number; host: string; dataDir: string }>();
  return { port, host, dataDir: resolve(dataDir) };
}
