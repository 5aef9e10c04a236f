import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Had } from '../debian/unpack-debian';
import { peerCache } from '../places';

/** Later ones are twice as large for their telemetry, whose newest packages not every registry has. */
const version = '3.35.0';
const installWithinMs = 10 * 60_000;
/** Some hundred packages, none of which gets to run code when it is installed. */
const options = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** The script of Azurite's blob service, installed from npm once a version and kept for later runs; or why there is none. */
export async function findAzurite(): Promise<Had<string>> {
  const folder = join(peerCache, `azurite-${version}`);
  const script = join(folder, 'node_modules', 'azurite', 'dist', 'src', 'blob', 'main.js');
  if (existsSync(script)) return { had: script };
  console.log(`Installing Azurite ${version}; it is kept for the next time …`);
  await mkdir(peerCache, { recursive: true });
  const cwd = await mkdtemp(join(peerCache, 'installing-'));
  try {
    await writeFile(join(cwd, 'package.json'), JSON.stringify({ name: 'azurite-peer', private: true }));
    const npm = ['install', `azurite@${version}`, '--prefix', cwd, ...options];
    const installed = await execa('npm', npm, { cwd, timeout: installWithinMs, reject: false });
    if (installed.failed) return { missing: `npm could not install azurite@${version}: ${installed.message}` };
    await rm(folder, { recursive: true, force: true });
    await rename(cwd, folder);
    return { had: script };
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
