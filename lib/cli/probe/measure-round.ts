import type { ProbePlan } from '@/lib/api/contracts/probes';
import { type ProbeFault, type ProbeOutcome, toSpacingMs } from '@/lib/domain/probe/probe';
import { type ProbeDestination, readProbeAddress } from '@/lib/domain/probe/probe-address';
import { probeHttp } from './measure/probe-http';
import { probeIcmp } from './measure/probe-icmp';
import { probeTcp } from './measure/probe-tcp';
import { probeThroughput } from './measure/probe-throughput';
import { type RefuseAddress, resolveHost } from './measure/resolve-host';

export type PlannedTarget = ProbePlan['targets'][number];

/** Told of each attempt in the order they began, with how long after the round's start it did, in milliseconds. */
export type OnOutcome = (afterMs: number, outcome: ProbeOutcome) => void;

/**
 * One round of a target: looks its name up, then makes its attempts, each at its time whatever the ones before are at.
 * Resolves when the last is decided. Never rejects.
 */
export async function measureRound(target: PlannedTarget, refuse: RefuseAddress, tell: OnOutcome): Promise<void> {
  const { attempts, timeoutMs } = target;
  const failAll = (fault: ProbeFault) => {
    for (let turn = 0; turn < attempts; turn++) tell(0, { is: 'failed', fault });
  };
  const destination = readProbeAddress(target.kind, target.address);
  if (destination === null) return failAll('address-refused');
  const began = performance.now();
  const resolved = await resolveHost(destination.host, timeoutMs, refuse);
  if ('fault' in resolved) return failAll(resolved.fault);
  const spacingMs = toSpacingMs(target);
  const lookedUpMs = performance.now() - began;
  if (target.kind === 'icmp') {
    const outcomes = await probeIcmp(resolved.address, { attempts, spacingMs, timeoutMs });
    for (const [turn, outcome] of outcomes.entries()) tell(lookedUpMs + turn * spacingMs, outcome);
    return;
  }
  let told: Promise<void> = Promise.resolve();
  const start = performance.now();
  for (let turn = 0; turn < attempts; turn++) {
    await sleep(start + turn * spacingMs - performance.now());
    const afterMs = performance.now() - began;
    const outcome = attempt(target, destination, resolved.address);
    const before = told;
    told = outcome.then(async (reached) => {
      await before;
      tell(afterMs, reached);
    });
  }
  await told;
}

async function attempt(
  { kind, timeoutMs, mostBytes }: PlannedTarget,
  { port, url }: ProbeDestination,
  address: string,
): Promise<ProbeOutcome> {
  try {
    if (kind === 'tcp' && port !== null) return await probeTcp(address, port, timeoutMs);
    if (kind === 'http' && url !== null) return await probeHttp(url, address, timeoutMs);
    if (url !== null && mostBytes !== null) return await probeThroughput(url, address, { mostBytes, timeoutMs });
  } catch {
    // Nothing is known to throw here; if something does, one attempt fails and not the agent.
  }
  return { is: 'failed', fault: 'agent-failed' };
}

function sleep(ms: number): Promise<void> | undefined {
  return ms <= 0 ? undefined : new Promise((resolve) => setTimeout(resolve, ms));
}
