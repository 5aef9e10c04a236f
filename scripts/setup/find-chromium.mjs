import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectNode, root } from './places.mjs';
import { PlainError, runCommand } from './run-command.mjs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser the journeys run in: Playwright's own, else the machine's; null when there is none. */
export function findChromium() {
  return [playwrightsOwn(), ...usualPlaces].find((path) => existsSync(path)) ?? null;
}

function playwrightsOwn() {
  const { chromium } = createRequire(join(root, 'package.json'))('@playwright/test');
  return chromium.executablePath();
}

/** Makes sure there is a browser that starts: the one found, else Playwright's download, else Debian's package. */
export async function requireChromium(say) {
  if (await starts(findChromium())) return;
  say('Fetching Chromium');
  await runCommand(projectNode, [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'], {
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    timeoutMs: 300_000,
  });
  if (await starts(findChromium())) return;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runCommand('apt-get', ['update', '-qq'], { env, timeoutMs: 300_000 });
    await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      env,
      timeoutMs: 600_000,
    });
  }
  if (!(await starts('/usr/bin/chromium')))
    throw new PlainError(
      'The browser journeys need Chromium: neither Playwright nor the system could install it. Install Chromium or Google Chrome and run this again.',
    );
}

/** A browser may be there and still lack the system's libraries. */
async function starts(path) {
  if (path === null) return false;
  const { code } = await runCommand(path, ['--version'], { timeoutMs: 30_000 });
  return code === 0;
}
