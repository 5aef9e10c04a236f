#!/usr/bin/env node
import { handOver } from './setup/hand-over.mjs';
import { orExit, setUp } from './setup.mjs';

await orExit(() => setUp());
const [command, ...args] = process.argv.slice(2);
// Alone or with options `probe` is the agent, with a word one of the commands that keep agents.
const isAgent = command === 'probe' && !/^([^-]|--help$|-h$)/.test(args[0] ?? '');
if (isAgent) await (await import('./setup/become-probe.mjs')).becomeProbe(args);
else handOver('lib/cli/main.ts', process.argv.slice(2));
