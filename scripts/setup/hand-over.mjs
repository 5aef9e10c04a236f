import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { projectNode, root } from './places.mjs';

const loader = `file://${join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')}`;

/**
 * Goes on as another program under the project's own Node, passing terminal, signals and exit code through.
 * `cwd` stays the caller's, so that paths given as arguments mean what the person meant.
 */
export function handOver(script, args) {
  const path = [dirname(projectNode), process.env.PATH].join(delimiter);
  const child = spawn(
    projectNode,
    ['--disable-warning=ExperimentalWarning', '--import', loader, join(root, script), ...args],
    {
      stdio: 'inherit',
      env: { ...process.env, PATH: path, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
