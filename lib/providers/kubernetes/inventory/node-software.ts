import { bareSoftware, type SoftwareFacts } from '@/lib/domain/site/software';

/** What of a node says which software it runs. */
interface TellingNode {
  metadata: { labels?: Record<string, string> | null | undefined };
  status?:
    | {
        nodeInfo?:
          | { kubeletVersion?: string | null | undefined; osImage?: string | null | undefined }
          | null
          | undefined;
      }
    | null
    | undefined;
}

/**
 * What a node runs: its kubelet and operating system, as the kubelet reports them, and the driver and the CUDA that
 * NVIDIA's GPU feature discovery labels it with. Labels of its older versions tell the numbers one by one.
 */
export function toNodeSoftware(cluster: string, { metadata, status }: TellingNode): SoftwareFacts[] {
  const labels = metadata.labels ?? {};
  const { kubeletVersion, osImage } = status?.nodeInfo ?? {};
  const told = [
    bareSoftware('kubelet', kubeletVersion || null),
    bareSoftware('operating-system', osImage || null),
    bareSoftware('gpu-driver', toLabelled(labels, 'driver', ['major', 'minor', 'rev'])),
    bareSoftware('cuda', toLabelled(labels, 'runtime', ['major', 'minor'])),
  ];
  return told.flatMap((one) => (one.version === null ? [] : [{ ...one, cluster }]));
}

function toLabelled(labels: Record<string, string>, what: string, parts: readonly string[]): string | null {
  const full = labels[`nvidia.com/cuda.${what}-version.full`];
  if (full) return full;
  const numbers = parts.map((part) => labels[`nvidia.com/cuda.${what}.${part}`]);
  return numbers.every((number) => number) ? numbers.join('.') : null;
}
