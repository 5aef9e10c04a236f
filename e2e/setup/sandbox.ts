import { z } from 'zod';
import { resourceKinds } from '@/lib/domain/resource';
import type { FaultRuleInput } from '@/sandbox/faults/fault';
import type { FaceName } from '@/sandbox/faults/fault-switchboard';

const truthSchema = z.object({
  resources: z.array(
    z.object({
      kind: z.enum(resourceKinds),
      nativeId: z.string(),
      shortId: z.string(),
      name: z.string().nullable(),
      nativeStatus: z.string().nullable(),
      account: z.string(),
      region: z.string(),
      accelerators: z.array(z.object({ model: z.string(), count: z.number() })),
    }),
  ),
  /** AWS alone: what its accounts forbid the reader. */
  denials: z.array(z.object({ account: z.string(), region: z.string(), actionPrefix: z.string() })).default([]),
  /** Google Cloud alone: the projects that refuse the reader. */
  deniedProjects: z.array(z.string()).default([]),
  /** Azure alone: what may not be queried now. */
  throttling: z.unknown().nullish(),
});
/** What is really there behind one face. */
export type Truth = z.infer<typeof truthSchema>;

const clockSchema = z.object({ now: z.coerce.date() });
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The simulated clouds behind the console, seen from behind. */
export class Sandbox {
  readonly #origin: string;
  readonly #guard: () => void;
  readonly #faulty = new Set<FaceName>();

  /** `guard` throws where nothing may be changed. */
  constructor(origin: string, guard: () => void = () => undefined) {
    this.#origin = origin;
    this.#guard = guard;
  }

  async truth(face: FaceName): Promise<Truth> {
    const response = await fetch(`${this.#origin}/control/truth/${face}`);
    return truthSchema.parse(await response.json());
  }

  /** Switches these faults of a face on, and all its others off. */
  async setFaults(face: FaceName, ...faults: FaultRuleInput[]): Promise<void> {
    this.#guard();
    await this.#send('PUT', '/control/faults', { face, faults });
    this.#faulty.add(face);
  }

  /** Switches off every fault that was switched on here. */
  async clearFaults(): Promise<void> {
    for (const face of this.#faulty) await this.setFaults(face);
    this.#faulty.clear();
  }

  /**
   * Holds the simulated world still at this minute of an hour to come, so that journeys find it in the same state
   * whenever they run: what it scripts by the hour is then under way or not, whatever the time of day.
   */
  async holdAt(minute: number): Promise<void> {
    const { now } = clockSchema.parse(await (await this.#send('POST', '/control/clock', { hold: true })).json());
    const intoHourMs = now.getTime() % hourMs;
    await this.#send('POST', '/control/clock', { advanceMs: hourMs - intoHourMs + minute * minuteMs });
  }

  async #send(method: 'POST' | 'PUT', path: string, body: object): Promise<Response> {
    const response = await fetch(`${this.#origin}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The sandbox refused: ${await response.text()}`);
    return response;
  }
}
