import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { loadProvider } from '@/lib/providers/registry';
import type { Counts } from '../../counts/counts';
import { compareFacts } from '../compare-facts';
import { readThroughCli } from '../read-through-cli';
import { expectFleet, putFleet } from './fleet';
import { type Kubernetes, startKubernetes } from './start-kubernetes';

const clusterName = 'peer';
const tokenSchema = z.object({ status: z.object({ token: z.string() }) });
const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});

/**
 * Puts a fleet into a real API server, makes the service account exactly as the connection form says, and compares what
 * Millwright reads with its token. Each object counts as one test, and so does having no gap.
 */
export async function compareWithKubernetes(programs: Parameters<typeof startKubernetes>[0]): Promise<Counts> {
  const cluster = await startKubernetes(programs);
  try {
    const token = await followInstructions(cluster);
    await putFleet(cluster);
    const { server, caCertificate } = cluster;
    const read = await readThroughCli({
      provider: 'kubernetes',
      settings: { server, clusterName, caCertificate },
      secret: { token },
    });
    return compareFacts('kube-apiserver', expectFleet(clusterName), read);
  } finally {
    await cluster.stop();
  }
}

/** Applies the manifests that the form shows, and asks for a token as it says. */
async function followInstructions(cluster: Kubernetes): Promise<string> {
  const { form } = await loadProvider('kubernetes');
  const code = form.instructions.find((step) => step.code?.language === 'yaml')?.code?.text ?? '';
  let account: { name: string; namespace?: string } = { name: '' };
  for (const document of parseAllDocuments(code)) {
    const object = manifestSchema.parse(document.toJS());
    if (object.kind === 'ServiceAccount') account = object.metadata;
    await cluster.call('POST', toPath(object), object);
  }
  const path = `/api/v1/namespaces/${account.namespace}/serviceaccounts/${account.name}/token`;
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  return tokenSchema.parse(await cluster.call('POST', path, request)).status.token;
}

function toPath({ apiVersion, kind, metadata }: z.infer<typeof manifestSchema>): string {
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const within = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
  return `${group}${within}/${kind.toLowerCase()}s`;
}
