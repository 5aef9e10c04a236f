#!/usr/bin/env node
import { handOver } from './setup/hand-over.mjs';
import { orExit, setUp } from './setup.mjs';

await orExit(() => setUp());
handOver('lib/cli/main.ts', process.argv.slice(2));
