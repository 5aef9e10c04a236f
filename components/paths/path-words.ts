import type { PathQuality, PathSource } from '@/lib/api/contracts/path-keys';
import type { ProbeFault, ProbeKind } from '@/lib/domain/probe/probe';

export const pathKindWords: Record<ProbeKind, string> = {
  tcp: 'TCP, until a connection is open',
  http: 'HTTP, until the head of the answer',
  icmp: 'ICMP echo',
  throughput: 'Throughput',
};

/** Short, within a sentence. */
export const pathKindNames: Record<ProbeKind, string> = {
  tcp: 'TCP',
  http: 'HTTP',
  icmp: 'ICMP',
  throughput: 'throughput',
};

/** Who measures, as the subject of a sentence and short. */
export const pathSourceWords: Record<PathSource, { title: string; short: string; says: string }> = {
  agent: { title: 'Probe agents', short: 'agent', says: 'Our own agents at the sites, single round trips' },
  exporter: {
    title: 'Blackbox exporter',
    short: 'exporter',
    says: 'Prometheus’s blackbox exporter, a sample each scrape',
  },
  monitor: {
    title: 'Connection Monitor',
    short: 'monitor',
    says: 'A cloud’s own monitor, a mean each minute: percentiles are derived',
  },
};

export const pathQualityWords: Record<PathQuality, string> = {
  p50: 'p50',
  p95: 'p95',
  loss: 'Loss',
  jitter: 'Jitter',
};

/** Why attempts told nothing of the way. */
export const probeFaultWords: Record<ProbeFault, string> = {
  'name-unknown': 'the name is not known',
  'address-refused': 'the address may not be dialled',
  'port-closed': 'the port is closed',
  'certificate-refused': 'the certificate is not trusted',
  'answer-unexpected': 'the probe did not succeed',
  'too-little-sent': 'too little was sent',
  'ping-missing': 'there is no ping',
  'ping-not-permitted': 'ping is not permitted',
  'agent-failed': 'the agent itself failed',
};
