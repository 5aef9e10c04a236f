import { pathToFileURL } from 'node:url';
import { buildConsole } from './setup/build-console.mjs';
import { requireChromium } from './setup/find-chromium.mjs';
import { generateClient } from './setup/generate-client.mjs';
import { installPackages } from './setup/install-packages.mjs';
import { PlainError } from './setup/run-command.mjs';

const say = (sentence) => process.stderr.write(`${sentence} …\n`);

/**
 * Brings a checkout to where it can run: packages, database client and, where asked, pages built and a browser.
 * Does nothing that is done already. Runs under any Node from 20.9.
 */
export async function setUp({ build = false, browser = false } = {}) {
  requireNode();
  await installPackages(say);
  await generateClient(say);
  if (build) await buildConsole(say);
  if (browser) await requireChromium(say);
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  throw new PlainError(`Millwright needs Node 20.9 or newer to set itself up; this is ${process.versions.node}.`);
}

/** Runs a task; a failure foreseen is one sentence, any other shows where it comes from. */
export async function orExit(task) {
  try {
    return await task();
  } catch (error) {
    process.stderr.write(error instanceof PlainError ? `${error.message}\n` : `${error.stack}\n`);
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await orExit(() => setUp({ build: process.argv.includes('--build'), browser: process.argv.includes('--browser') }));
