import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Had } from '../debian/unpack-debian';
import { peerCache } from '../places';

/** Google's client for Python, which carries the discovery documents of its APIs. */
const version = '2.202.0';
const installWithinMs = 10 * 60_000;
const options = ['--no-deps', '--no-compile', '--quiet', '--disable-pip-version-check'];

/** The APIs that prices, commitments and bills are read from, and the projects that commitments lie in. */
export const discovered = ['bigquery.v2', 'cloudasset.v1', 'cloudbilling.v1', 'compute.v1'] as const;

/** The folder of Google's discovery documents, got from PyPI once a version and kept for later runs; or why there is none. */
export async function findDiscovery(): Promise<Had<string>> {
  const folder = join(peerCache, `google-discovery-${version}`);
  if (existsSync(folder)) return { had: folder };
  console.log(`Getting Google's discovery documents of ${version}; they are kept for the next time …`);
  await mkdir(peerCache, { recursive: true });
  const target = await mkdtemp(join(peerCache, 'installing-'));
  const kept = await mkdtemp(join(peerCache, 'installing-'));
  try {
    const asked = `google-api-python-client==${version}`;
    const pip = ['-m', 'pip', 'install', asked, '--target', target, ...options];
    const installed = await execa('python3', pip, { timeout: installWithinMs, reject: false });
    if (installed.failed) return { missing: `pip could not get ${asked}: ${installed.message}` };
    const documents = join(target, 'googleapiclient', 'discovery_cache', 'documents');
    for (const name of discovered) await copyFile(join(documents, `${name}.json`), join(kept, `${name}.json`));
    await rename(kept, folder);
    return { had: folder };
  } finally {
    await rm(target, { recursive: true, force: true });
    await rm(kept, { recursive: true, force: true });
  }
}
