import { cliActor } from '@/lib/access/actor';
import { type Cost, costQuerySchema, costSchema } from '@/lib/api/contracts/cost';
import { readCost } from '@/lib/views/cost/read-cost';
import type { CostBench } from './seed-costs';

/** Asks for costs as the API does, from a query's text to the answer's. */
export async function askCost({ database, engine, folder }: CostBench, query: Record<string, unknown>): Promise<Cost> {
  const context = { actor: cliActor('bench'), database, now: new Date('2027-01-01T00:00:00Z') };
  const answer = await readCost(context, costQuerySchema.parse(query), async () => ({ root: folder.root, engine }));
  return costSchema.parse(JSON.parse(JSON.stringify(answer)));
}
