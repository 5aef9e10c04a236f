import { connect } from 'node:net';
import type { ProbeOutcome } from '@/lib/domain/probe/probe';
import { decideAnswered, decideLate } from './decide-late';
import { toOutcome } from './to-outcome';

/** Opens a connection and closes it again: nanoseconds until it was open. */
export function probeTcp(host: string, port: number, timeoutMs: number): Promise<ProbeOutcome> {
  return new Promise((resolve) => {
    const began = process.hrtime.bigint();
    const elapsedNs = () => process.hrtime.bigint() - began;
    const elapsedMs = () => Number(elapsedNs()) / 1e6;
    const socket = connect({ host, port });
    const end = (outcome: ProbeOutcome) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => end(decideLate(elapsedMs(), timeoutMs)), timeoutMs);
    socket.once('connect', () => end(decideAnswered(elapsedNs(), elapsedMs(), timeoutMs)));
    socket.on('error', (error) => end(toOutcome(error)));
  });
}
