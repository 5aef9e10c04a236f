import { handOver } from './setup/hand-over.mjs';
import { PlainError } from './setup/run-command.mjs';
import { orExit, setUp } from './setup.mjs';

/** What each command needs set up and the script that then carries it out. */
const commands = {
  demo: { script: 'scripts/demo.ts', needs: { build: true } },
  // Builds by itself, after it has found that nothing is missing.
  start: { script: 'scripts/start.ts', needs: {} },
  test: { script: 'scripts/test.ts', needs: { browser: true } },
  peers: { script: 'scripts/peers.ts', needs: {} },
  bench: { script: 'bench/main.ts', needs: { build: true, browser: true } },
};

const [name = '', ...args] = process.argv.slice(2);
await orExit(async () => {
  if (!Object.hasOwn(commands, name))
    throw new PlainError(`Nothing here is called "${name}"; there are ${Object.keys(commands).join(', ')}.`);
  await setUp(commands[name].needs);
});
handOver(commands[name].script, args);
