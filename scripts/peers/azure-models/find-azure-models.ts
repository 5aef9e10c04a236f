import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Had } from '../debian/unpack-debian';
import { peerCache } from '../places';

/** Microsoft's clients, made from its specifications, of the last versions that ship what answers are made of. */
const packages = ['@azure/arm-costmanagement@1.0.0-beta.2', '@azure/arm-reservations@9.0.0'];
const installWithinMs = 10 * 60_000;
const options = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** The folder that holds Microsoft's clients, installed from npm once and kept for later runs; or why there is none. */
export async function findAzureModels(): Promise<Had<string>> {
  const versions = packages.map((name) => name.replace(/^@azure\/arm-/, '').replace('@', '-'));
  const folder = join(peerCache, `azure-models-${versions.join('-')}`);
  if (existsSync(folder)) return { had: join(folder, 'node_modules', '@azure') };
  console.log(`Installing ${packages.join(', ')}; they are kept for the next time …`);
  await mkdir(peerCache, { recursive: true });
  const cwd = await mkdtemp(join(peerCache, 'installing-'));
  try {
    await writeFile(join(cwd, 'package.json'), JSON.stringify({ name: 'azure-models', private: true }));
    const npm = ['install', ...packages, '--prefix', cwd, ...options];
    const installed = await execa('npm', npm, { cwd, timeout: installWithinMs, reject: false });
    if (installed.failed) return { missing: `npm could not install ${packages.join(', ')}: ${installed.message}` };
    await rename(cwd, folder);
    return { had: join(folder, 'node_modules', '@azure') };
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
