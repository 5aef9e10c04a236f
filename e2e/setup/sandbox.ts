import { z } from 'zod';
import { resourceKinds } from '@/lib/domain/resource';
import type { FaultRuleInput } from '@/sandbox/faults/fault';

const truthSchema = z.object({
  accounts: z.array(z.object({ id: z.string(), name: z.string() })),
  denials: z.array(z.object({ account: z.string(), region: z.string(), actionPrefix: z.string() })),
  resources: z.array(
    z.object({
      kind: z.enum(resourceKinds),
      nativeId: z.string(),
      name: z.string().nullable(),
      nativeStatus: z.string().nullable(),
      account: z.string(),
      region: z.string(),
      tags: z.record(z.string(), z.string()),
    }),
  ),
});
export type Truth = z.infer<typeof truthSchema>;

/** Which kinds an AWS service's permissions guard, as far as the world denies any. */
const guardedKinds: Record<string, string[]> = { sagemaker: ['model-endpoint', 'training-job'] };

/** How many there are of each kind, without what nobody may read and machines AWS still lists after their end. */
export function countByKind({ resources, denials }: Truth): Record<string, number> {
  const isDenied = ({ kind, account, region }: Truth['resources'][number]) =>
    denials.some(
      (denial) =>
        denial.account === account && denial.region === region && guardedKinds[denial.actionPrefix]?.includes(kind),
    );
  const counts: Record<string, number> = {};
  for (const resource of resources)
    if (!isDenied(resource) && resource.nativeStatus !== 'terminated')
      counts[resource.kind] = (counts[resource.kind] ?? 0) + 1;
  return counts;
}

/** The simulated clouds behind the console, seen from behind. */
export class Sandbox {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** What is really there. */
  async truth(): Promise<Truth> {
    const response = await fetch(`${this.#origin}/control/truth/aws`);
    return truthSchema.parse(await response.json());
  }

  /** Switches these faults on, and all others off. */
  async setFaults(...faults: FaultRuleInput[]): Promise<void> {
    const response = await fetch(`${this.#origin}/control/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ face: 'aws', faults }),
    });
    if (!response.ok) throw new Error(`The sandbox refused the faults: ${await response.text()}`);
  }

  /** Holds the simulated world still, so that what is read can be compared with what is there. */
  async hold(): Promise<void> {
    await fetch(`${this.#origin}/control/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ hold: true }),
    });
  }
}
