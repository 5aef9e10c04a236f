import type { IncomingMessage } from 'node:http';
import type { ProbeOutcome } from '@/lib/domain/probe/probe';
import { giveMemoryBack } from '../give-memory-back';
import { askPage } from './ask-page';
import { toOutcome } from './to-outcome';

/** What comes in one go says how fast it was sent, not how fast it can be. */
const leastBytes = 65_536;
/** What was taken is of no use any more. */
const giveBackBytes = 1_048_576;

/**
 * Takes a page, so many bytes and so long at most: bytes a second from the head of the answer to the last byte taken. A page
 * that is too small to tell, or none, is a failure; no answer at all is a loss.
 */
export function probeThroughput(
  url: URL,
  address: string,
  { mostBytes, timeoutMs }: { mostBytes: number; timeoutMs: number },
): Promise<ProbeOutcome> {
  return new Promise((resolve) => {
    let taken = 0;
    let headAt: bigint | null = null;
    const end = (outcome: ProbeOutcome) => {
      clearTimeout(timer);
      asked.request.destroy();
      resolve(outcome);
    };
    const finish = () => {
      if (headAt === null) return end({ is: 'lost' });
      const seconds = Number(process.hrtime.bigint() - headAt) / 1e9;
      if (taken < leastBytes || seconds <= 0) return end({ is: 'failed', fault: 'too-little-sent' });
      end({ is: 'answered', value: Math.round(taken / seconds) });
    };
    const take = (answer: IncomingMessage) => {
      headAt = process.hrtime.bigint();
      if (answer.statusCode !== 200) return end({ is: 'failed', fault: 'answer-unexpected' });
      answer.on('data', (chunk: Buffer) => {
        const before = taken;
        taken += chunk.length;
        if (Math.floor(taken / giveBackBytes) > Math.floor(before / giveBackBytes)) giveMemoryBack('little');
        if (taken >= mostBytes) finish();
      });
      answer.on('end', finish);
    };
    const asked = askPage(url, address, take);
    const timer = setTimeout(finish, timeoutMs);
    asked.request.on('error', (error) => (headAt === null ? end(toOutcome(error)) : finish()));
  });
}
