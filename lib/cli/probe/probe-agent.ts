import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { ProbePlan } from '@/lib/api/contracts/probes';
import { MinuteBook } from '@/lib/domain/probe/minute-book';
import type { ProbeFault } from '@/lib/domain/probe/probe';
import { refuseProbeAddress } from '@/lib/domain/probe/probe-address';
import packageFacts from '@/package.json';
import type { ConsoleAnswer, ConsoleClient } from './console-client';
import { ConsoleClock } from './console-clock';
import { giveMemoryBack } from './give-memory-back';
import type { RefuseAddress } from './measure/resolve-host';
import { measureRound, type PlannedTarget } from './measure-round';
import { Outbox } from './outbox';
import { readNow, readPlan } from './read-plan';
import { TargetRounds } from './target-rounds';

const minuteMs = 60_000;
/** The longest round: twenty echoes a fifth of a second apart, and a look at the name before. */
const longestRoundMs = 6_000;

export interface ProbeAgentOptions {
  client: ConsoleClient;
  /** Told in sentences what goes on. */
  say(sentence: string): void;
  /** For tests: another rule for what may be dialled, and other paces. */
  refuse?: RefuseAddress;
  everyMs?: number;
}

/**
 * Measures what the console plans for this agent's site and reports it minute by minute. Without the console it goes on with
 * the last plan and keeps what it measures, within bounds.
 */
export class ProbeAgent {
  readonly #options: ProbeAgentOptions;
  readonly #everyMs: number;
  readonly #instance = randomUUID();
  readonly #clock = new ConsoleClock();
  readonly #book = new MinuteBook();
  readonly #outbox = new Outbox();
  readonly #rounds = new Map<string, { target: PlannedTarget; rounds: TargetRounds }>();
  readonly #saidFaults = new Set<ProbeFault>();
  #described = '';
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #sending: Promise<void> = Promise.resolve();

  constructor(options: ProbeAgentOptions) {
    this.#options = options;
    this.#everyMs = options.everyMs ?? minuteMs;
  }

  /** Begins; resolves when the console was first asked. */
  async start(): Promise<void> {
    this.#options.say(`Reports to ${this.#options.client.origin}; asks it what to measure.`);
    await this.#turn();
  }

  /** Stops measuring and sends what there is, the minute under way too. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const { rounds } of this.#rounds.values()) rounds.stop();
    this.#seal(Number.POSITIVE_INFINITY);
    await this.#send();
    const left = this.#outbox.size;
    this.#options.say(left === 0 ? 'Stopped.' : `Stopped; ${left} minutes could not be sent and are lost.`);
  }

  /** Once a minute: asks for the plan, sends what is whole. While the console is away, ever more seldom. */
  async #turn(): Promise<void> {
    const isThere = await this.#askPlan();
    this.#seal(this.#wholeBefore());
    if (isThere && !this.#stopped) await this.#send();
    giveMemoryBack('all');
    if (this.#stopped) return;
    const waitMs = this.#everyMs * Math.min(5, 2 ** Math.min(3, this.#failures));
    this.#timer = setTimeout(() => void this.#turn(), waitMs * (0.9 + Math.random() * 0.2));
  }

  async #askPlan(): Promise<boolean> {
    const query = new URLSearchParams({ ...this.#process() });
    const answer = await this.#options.client.ask('GET', `/api/v1/probes/plan?${query}`);
    if (this.#stopped) return false;
    const plan = answer.is === 'answered' ? readPlan(answer.body) : null;
    if (answer.is === 'answered' && plan !== null) {
      this.#hear(answer);
      this.#failures = 0;
      this.#follow(plan);
      return true;
    }
    this.#failures += 1;
    this.#complain(answer);
    return false;
  }

  #complain(answer: ConsoleAnswer): void {
    if (this.#failures > 1) return;
    if (answer.is !== 'refused') {
      const why = answer.is === 'away' ? answer.why : 'its plan cannot be read';
      const meanwhile = this.#rounds.size > 0 ? 'Measures on and keeps what it measures.' : 'Asks again.';
      this.#options.say(`The console is not to be had (${why}). ${meanwhile}`);
      return;
    }
    this.#options.say(
      `The console refuses (${answer.status}): ${answer.detail} Nothing is measured until it does not.`,
    );
    this.#keepOnly(new Map());
    this.#described = '';
  }

  #follow(plan: ProbePlan): void {
    const planned = new Map(plan.targets.map((target) => [target.id, target]));
    this.#keepOnly(planned);
    for (const target of plan.targets)
      if (!this.#rounds.has(target.id))
        this.#rounds.set(target.id, {
          target,
          rounds: new TargetRounds(target.everySeconds * 1_000, () => this.#measure(target)),
        });
    const described = describePlan(plan);
    if (described !== this.#described) this.#options.say(described);
    this.#described = described;
  }

  /** Ends the rounds of targets that are planned no more, or otherwise. */
  #keepOnly(planned: ReadonlyMap<string, PlannedTarget>): void {
    for (const [id, { target, rounds }] of this.#rounds) {
      if (JSON.stringify(planned.get(id)) === JSON.stringify(target)) continue;
      rounds.stop();
      this.#rounds.delete(id);
    }
    this.#book.keepOnly(new Set(planned.keys()));
  }

  async #measure(target: PlannedTarget): Promise<void> {
    const began = this.#clock.now();
    if (began === null) return;
    await measureRound(target, this.#options.refuse ?? refuseProbeAddress, (afterMs, outcome) => {
      if (outcome.is === 'failed') this.#sayFault(target, outcome.fault);
      this.#book.record(target.id, target.kind, began + afterMs, outcome);
    });
  }

  #sayFault({ kind, address }: PlannedTarget, fault: ProbeFault): void {
    if (this.#saidFaults.has(fault)) return;
    this.#saidFaults.add(fault);
    this.#options.say(`${kind} to ${address} tells nothing of the way: ${faultSentences[fault]}`);
  }

  /** Before this instant every round is decided. */
  #wholeBefore(): number {
    const now = this.#clock.now();
    if (now === null) return Number.NEGATIVE_INFINITY;
    const longest = Math.max(0, ...[...this.#rounds.values()].map(({ target }) => target.timeoutMs));
    return now - minuteMs - longest - longestRoundMs;
  }

  #seal(beforeMs: number): void {
    this.#outbox.add(this.#book.takeBefore(beforeMs));
    const now = this.#clock.now();
    if (now !== null) this.#outbox.dropOld(now);
  }

  /** One after another: what was sent is taken off the outbox by its number. */
  #send(): Promise<void> {
    this.#sending = this.#sending.then(() => this.#sendAll());
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    for (let rows = this.#outbox.next(); rows.length > 0; rows = this.#outbox.next()) {
      const { dropped } = this.#outbox;
      const head = JSON.stringify({ ...this.#process(), dropped }).slice(0, -1);
      const body = `${head},"minutes":[${rows.join(',')}]}`;
      const answer = await this.#options.client.ask('POST', '/api/v1/probes/results', body);
      if (answer.is === 'away') return;
      // Refused as a whole it would be refused for ever.
      this.#outbox.sent(rows.length, dropped);
      if (answer.is === 'refused')
        this.#options.say(`The console refused a report (${answer.status}): ${answer.detail}`);
      else this.#hearTaken(answer);
    }
  }

  #hearTaken(answer: ConsoleAnswer & { is: 'answered' }): void {
    this.#hear(answer);
    const { body } = answer;
    const refused = typeof body === 'object' && body !== null && 'refused' in body ? body.refused : null;
    if (Array.isArray(refused) && refused.length > 0)
      this.#options.say(`The console refused ${refused.length} minutes: ${JSON.stringify(refused[0])} first.`);
  }

  #hear({ body, askedMs, heardMs }: ConsoleAnswer & { is: 'answered' }): void {
    const now = readNow(body);
    if (now !== null) this.#clock.hear(now, askedMs, heardMs);
  }

  #process() {
    const clock = new Date().toISOString();
    return { instance: this.#instance, host: hostname(), version: packageFacts.version, clock };
  }
}

function describePlan({ agent, site, targets }: ProbePlan): string {
  if (targets.length === 0) return `${agent} at ${site} has nothing to measure yet.`;
  const ways = targets.map(({ kind, to, everySeconds }) => `${kind} to ${to} every ${everySeconds} s`);
  const shown = ways.slice(0, 10).join(', ');
  const more = ways.length > 10 ? ` and ${ways.length - 10} more` : '';
  return `${agent} at ${site} measures ${shown}${more}.`;
}

const faultSentences: Record<ProbeFault, string> = {
  'name-unknown': 'its name is not known here.',
  'address-refused': 'a probe may not go to its address.',
  'port-closed': 'nothing listens there.',
  'certificate-refused': 'its certificate is not trusted here (NODE_EXTRA_CA_CERTS names further authorities).',
  'answer-unexpected': 'it does not answer as it should.',
  'too-little-sent': 'what it sends is too little to measure by.',
  'ping-missing': 'this machine has no ping.',
  'ping-not-permitted': 'ping may not be used here, or not so.',
  'agent-failed': 'this machine could not make the attempt.',
};
