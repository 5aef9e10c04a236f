import type { ProbeResult, ProbeResults, TakenResults } from '@/lib/api/contracts/probes';
import type { CommandContext } from '@/lib/commands/command-context';
import { judgeResult } from '@/lib/domain/probe/judge-result';
import type { ProbeMinute } from '@/lib/domain/probe/probe';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { readReportable } from '@/lib/store/probes/read-reportable';
import { writeResults } from '@/lib/store/probes/write-results';
import { seeAgent } from './see-agent';

/**
 * Takes what an agent measured. What is not of its own plan, not of now or cannot be is refused one by one, with our time;
 * what is known is left as it was.
 */
export async function takeResults(context: CommandContext, input: ProbeResults): Promise<TakenResults> {
  const { database, now } = context;
  const { minutes, dropped, ...process } = input;
  const { id } = await seeAgent(context, process, dropped);
  return inTransaction(database.pool, async (client) => {
    const kinds = await readReportable(client, id);
    const judged = minutes.map((result) => {
      const minute = toMinute(result);
      return { result, minute, reason: judgeResult(minute, kinds, now) };
    });
    const good = judged.filter(({ reason }) => reason === null).map(({ minute }) => minute);
    const written = good.length === 0 ? { taken: 0, repeated: 0 } : await writeResults(client, id, good);
    const refused = judged.flatMap(({ result: { target, minute }, reason }) =>
      reason === null ? [] : [{ target, minute, reason }],
    );
    return { now: now.toISOString(), ...written, refused };
  });
}

function toMinute({ minute, sketch, ...result }: ProbeResult): ProbeMinute {
  return {
    ...result,
    minute: new Date(minute),
    sketch: sketch === null ? null : new Uint8Array(Buffer.from(sketch, 'base64')),
  };
}
