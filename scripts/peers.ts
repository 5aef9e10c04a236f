import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toFailureText } from '@/lib/cli/plain-error';
import { addCounts, type Counts, toCountsLine } from './counts/counts';
import { compareWithAzureModels } from './peers/azure-models/compare-with-azure-models';
import { findAzureModels } from './peers/azure-models/find-azure-models';
import { compareWithAzurite } from './peers/azurite/compare-with-azurite';
import { findAzurite } from './peers/azurite/find-azurite';
import { checkSandboxModels } from './peers/check-sandbox-models';
import { compareBillsWithMoto } from './peers/compare-bills-with-moto';
import { compareCostsWithMoto } from './peers/compare-costs-with-moto';
import { compareWithMoto } from './peers/compare-with-moto';
import type { Had } from './peers/debian/unpack-debian';
import { compareWithDiscovery } from './peers/google/compare-with-discovery';
import { findDiscovery } from './peers/google/find-discovery';
import { compareWithKubernetes } from './peers/kubernetes/compare-with-kubernetes';
import { findKubernetes } from './peers/kubernetes/start-kubernetes';
import { compareWithReceivingPrometheus, compareWithVictoriaMetrics } from './peers/metric-store/compare-metric-store';
import { findVictoriaMetrics } from './peers/metric-store/start-engine';
import { compareBlackbox, findBlackboxes } from './peers/probes/compare-blackbox';
import { compareProbes } from './peers/probes/compare-probes';
import { findShaper } from './peers/probes/network';
import { compareWithPrometheus } from './peers/prometheus/compare-with-prometheus';
import { findPrometheus } from './peers/prometheus/start-prometheus';
import { compareWithSlurm } from './peers/slurm/compare-with-slurm';
import { findSlurm } from './peers/slurm/start-slurm';
import { hasPython } from './peers/start-moto';

const results = join(import.meta.dirname, '..', 'test-results');

/** A comparison with something real: finds it, and says why not where it is not to be had. */
interface Comparison<T> {
  name: string;
  find(): Promise<Had<T>>;
  run(found: T): Promise<Counts>;
}

async function findPython(...modules: string[]): Promise<Had<null>> {
  if (await hasPython(...modules)) return { had: null };
  return { missing: `this machine has no python3 with ${modules.join(' and ')}` };
}

async function attempt<T>({ name, find, run }: Comparison<T>): Promise<Counts> {
  const found = await find();
  if ('missing' in found) {
    console.error(`!!! SKIPPED: ${name}. It cannot run: ${found.missing}. Nothing is proven.`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  console.log(`Comparing ${name} …`);
  try {
    return await run(found.had);
  } catch (error) {
    console.error(`${name}: ${toFailureText(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Each by the word that chooses it on the command line; without one all run. */
const comparisons: Record<string, () => Promise<Counts>> = {
  moto: () =>
    attempt({
      name: 'inventory against moto',
      find: () => findPython('moto.server', 'boto3'),
      run: compareWithMoto,
    }),
  'moto-bills': () =>
    attempt({ name: 'bills against moto', find: () => findPython('moto.server'), run: compareBillsWithMoto }),
  'moto-costs': () =>
    attempt({
      name: 'quick estimates and spot prices against moto',
      find: () => findPython('moto.server'),
      run: compareCostsWithMoto,
    }),
  'aws-models': () =>
    attempt({
      name: "sandbox against AWS's published models",
      find: () => findPython('boto3', 'botocore'),
      run: checkSandboxModels,
    }),
  'azure-models': () =>
    attempt({
      name: "costs and reservations of Azure against Microsoft's own clients",
      find: findAzureModels,
      run: compareWithAzureModels,
    }),
  'google-discovery': () =>
    attempt({
      name: 'prices, bills and commitments of Google Cloud against its discovery documents',
      find: findDiscovery,
      run: compareWithDiscovery,
    }),
  kubernetes: () =>
    attempt({ name: 'inventory against kube-apiserver', find: findKubernetes, run: compareWithKubernetes }),
  prometheus: () =>
    attempt({
      name: 'targets and metrics against Prometheus',
      find: findPrometheus,
      run: compareWithPrometheus,
    }),
  'metric-store': async () => {
    const store = 'the metric store';
    return addCounts([
      await attempt({ name: `${store} against Prometheus`, find: findPrometheus, run: compareWithReceivingPrometheus }),
      await attempt({
        name: `${store} against VictoriaMetrics`,
        find: findVictoriaMetrics,
        run: compareWithVictoriaMetrics,
      }),
    ]);
  },
  azurite: () => attempt({ name: 'blobs and bills against Azurite', find: findAzurite, run: compareWithAzurite }),
  probes: async () => {
    const what = 'probes against a link that delays, jitters and loses';
    return addCounts([
      await attempt({ name: `${what} by netem`, find: () => findShaper('netem'), run: compareProbes }),
      await attempt({ name: `${what} by a process of ours`, find: () => findShaper('tun'), run: compareProbes }),
      await attempt({
        name: 'the matrix of ways with the blackbox exporter',
        find: findBlackboxes,
        run: compareBlackbox,
      }),
    ]);
  },
  slurm: () => attempt({ name: 'inventory against slurmrestd', find: findSlurm, run: compareWithSlurm }),
};

const counts: Counts[] = [];
const chosen = process.argv.slice(2);
for (const [word, compare] of Object.entries(comparisons))
  if (chosen.length === 0 || chosen.includes(word)) counts.push(await compare());
const total = addCounts(counts);
await mkdir(results, { recursive: true });
await writeFile(join(results, 'peers.counts.json'), JSON.stringify(total));
console.log(toCountsLine(total));
process.exit(total.failed > 0 ? 1 : 0);
