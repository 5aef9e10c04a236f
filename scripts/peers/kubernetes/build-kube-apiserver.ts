import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import type { Had } from '../debian/unpack-debian';
import { peerCache } from '../places';

const version = '1.34.2';
/** The modules Kubernetes is made of are published beside it, under 0 for its 1. */
const partVersion = version.replace(/^1/, '0');
const buildWithinMs = 25 * 60_000;
const downloadSchema = z.object({ GoMod: z.string() });

/**
 * Builds Kubernetes' API server from its Go module, once a version: some minutes on two cores. Kept for later runs.
 * Answers the program's path, or why there is none.
 */
export async function buildKubeApiserver(): Promise<Had<string>> {
  const program = join(peerCache, `kube-apiserver-${version}`);
  if (existsSync(program)) return { had: program };
  if ((await execa('go', ['version'], { reject: false })).exitCode !== 0)
    return { missing: 'there is no Go to build kube-apiserver with' };
  console.log(`Building kube-apiserver ${version}; it is kept for the next time …`);
  await mkdir(peerCache, { recursive: true });
  const cwd = await mkdtemp(join(peerCache, 'building-'));
  try {
    await copyFile(join(import.meta.dirname, 'apiserver', 'main.go'), join(cwd, 'main.go'));
    await writeFile(join(cwd, 'go.mod'), await writeGoMod());
    const go = { cwd, timeout: buildWithinMs, env: { GOFLAGS: '-mod=mod', CGO_ENABLED: '0' } };
    await execa('go', ['mod', 'tidy'], go);
    await execa('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', 'kube-apiserver', '.'], go);
    await rename(join(cwd, 'kube-apiserver'), program);
    return { had: program };
  } catch (error) {
    return { missing: `kube-apiserver could not be built: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/** Kubernetes' module names its parts by their folders in its own repository; here they are named by version. */
async function writeGoMod(): Promise<string> {
  const { stdout } = await execa('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${version}`]);
  const own = await readFile(downloadSchema.parse(JSON.parse(stdout)).GoMod, 'utf8');
  const parts = [...own.matchAll(/^\s*(k8s\.io\/[a-z-]+) => \.\/staging\//gm)].map(([, part]) => part);
  const go = /^go (\S+)$/m.exec(own)?.[1];
  return [
    'module millwright/kube-apiserver',
    `go ${go}`,
    `require k8s.io/kubernetes v${version}`,
    ...parts.map((part) => `replace ${part} => ${part} v${partVersion}`),
    '',
  ].join('\n');
}
