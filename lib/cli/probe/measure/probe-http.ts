import type { ProbeOutcome } from '@/lib/domain/probe/probe';
import { askPage } from './ask-page';
import { decideAnswered, decideLate } from './decide-late';
import { toOutcome } from './to-outcome';

/**
 * Asks for a page: nanoseconds from the question, on a connection that is open, to the head of the answer, whatever its
 * status. Opening the connection is not in it, but in the time-out.
 */
export function probeHttp(url: URL, address: string, timeoutMs: number): Promise<ProbeOutcome> {
  return new Promise((resolve) => {
    const began = performance.now();
    const elapsedMs = () => performance.now() - began;
    const end = (outcome: ProbeOutcome) => {
      clearTimeout(timer);
      asked.request.destroy();
      resolve(outcome);
    };
    const asked = askPage(url, address, () => {
      const askedAt = asked.askedAt();
      if (askedAt === null) end({ is: 'failed', fault: 'agent-failed' });
      else end(decideAnswered(process.hrtime.bigint() - askedAt, elapsedMs(), timeoutMs));
    });
    const timer = setTimeout(() => end(decideLate(elapsedMs(), timeoutMs)), timeoutMs);
    asked.request.on('error', (error) => end(toOutcome(error)));
  });
}
