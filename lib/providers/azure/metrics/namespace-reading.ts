import type { MetricSeries } from '@/lib/domain/metric';
import type { Gap } from '@/lib/domain/provider-fault';
import { toGaps } from '../../contract/faults/to-gaps';
import type { MetricWindow } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import type { AzureContext } from '../connect/azure-context';
import type { MetricGroup } from './metric-group';
import { type MetricPlace, metricsOperation, queryMetrics, resourcesPerCall } from './query-metrics';
import { isOfContent, type Refused, toHalves } from './refused';
import { toSeries } from './to-series';
import { UnreadMetrics } from './unread-metrics';

/** Calls spent at most on finding out what in one batch Azure refuses: enough for two resources among fifty. */
const searchCalls = 40;

/** What of one group was found to be refused. */
interface Culprits {
  /** By name: not taken of several resources. Of the batches that follow they are asked by themselves. */
  refusedMetrics: Set<string>;
  /** Resources of which none of the metrics is taken, and why. */
  refusedAlone: Map<string, ProviderError>;
}

/**
 * The reading of one type's metrics in one region of one subscription. Azure refuses a whole call for one metric that it
 * does not take, and for one resource that is gone or has none of them: what is refused is halved until the resource is
 * alone, and asked for metric by metric where both halves are refused; a metric that is refused then is halved for by
 * itself. So the rest is read, as far as the calls for it last.
 */
export class NamespaceReading {
  readonly series: MetricSeries[] = [];
  readonly #context: AzureContext;
  readonly #place: MetricPlace;
  readonly #window: MetricWindow;
  readonly #faults: ProviderError[] = [];
  readonly #unread = new UnreadMetrics();
  /** Why these were refused alone. Of other metrics they are asked by themselves, so as to spoil no batch. */
  readonly #refusedResources = new Map<string, ProviderError>();
  #callsLeft = 0;
  #isAnyTaken = false;
  /** By name: of the group that is read, those that were taken of something. */
  #takenMetrics = new Set<string>();

  constructor(context: AzureContext, place: MetricPlace, window: MetricWindow) {
    this.#context = context;
    this.#place = place;
    this.#window = window;
  }

  /** Reads one group of metrics of these resources, some at a time. */
  async read(group: MetricGroup, resources: readonly string[]): Promise<void> {
    const known = [...this.#refusedResources.keys()];
    const asked = resources.filter((id) => !this.#refusedResources.has(id));
    const refusedMetrics = new Set<string>();
    const refusedAlone = new Map<string, ProviderError>();
    this.#isAnyTaken = false;
    this.#takenMetrics = new Set();
    for (let start = 0; start < asked.length; start += resourcesPerCall) {
      const batch = asked.slice(start, start + resourcesPerCall);
      this.#callsLeft = searchCalls;
      const taken = group.metrics.filter(({ name }) => !refusedMetrics.has(name));
      const singly = group.metrics.filter(({ name }) => refusedMetrics.has(name));
      if (taken.length > 0)
        await this.#readBatch({ ...group, metrics: taken }, batch, { refusedMetrics, refusedAlone });
      // What nothing ever took is not looked for in batch after batch.
      const others = batch.filter((id) => !refusedAlone.has(id));
      const refused = others.length === 0 ? [] : await this.#askSingly({ ...group, metrics: singly }, others);
      const mayBeTaken = Map.groupBy(refused, (each) => each.group.metrics.some((m) => this.#takenMetrics.has(m.name)));
      this.#leave(mayBeTaken.get(false) ?? []);
      await this.#halve(mayBeTaken.get(true) ?? []);
    }
    for (const resource of known) await this.#ask(group, [resource]);
    // Where nothing at all was taken, it is the call that is wrong, and no single resource is to blame.
    for (const [resource, refusal] of refusedAlone)
      if (this.#isAnyTaken) this.#refusedResources.set(resource, refusal);
      else this.#leave([{ group, resources: [resource], why: refusal }]);
  }

  /** What was not read; each refused resource by itself. */
  gaps(subject: string): Gap[] {
    const { subscription: account, region } = this.#place;
    const ofResources = [...this.#refusedResources].map(([resource, fault]) => ({
      ...fault.toGap({ account, region, subject: resource }),
      message: `Azure refused the metrics of ${resource.slice(resource.lastIndexOf('/') + 1)} with ${fault.code}; those of others were read.`,
      remedy: 'Where it was deleted, the next collection no longer asks for it; else check that it has such metrics.',
    }));
    const where = { account, region, subject };
    return [...toGaps(this.#faults, where), ...this.#unread.gaps(where), ...ofResources];
  }

  async #readBatch(group: MetricGroup, resources: readonly string[], culprits: Culprits): Promise<void> {
    const refusal = await this.#ask(group, resources);
    if (refusal !== null) await this.#search(group, resources, refusal, culprits);
  }

  /** `refusal`: with which Azure answered for all of these together. */
  async #search(
    group: MetricGroup,
    resources: readonly string[],
    refusal: ProviderError,
    culprits: Culprits,
  ): Promise<void> {
    const [only, ...more] = resources;
    if (only === undefined) return;
    if (more.length === 0) {
      if (!(await this.#readSingly(group, resources, new Set()))) culprits.refusedAlone.set(only, refusal);
      return;
    }
    if (!this.#mayCall(2)) {
      this.#leave([{ group, resources, why: refusal }]);
      return;
    }
    const refused: { half: readonly string[]; why: ProviderError }[] = [];
    for (const half of toHalves(resources)) {
      const why = await this.#ask(group, half);
      if (why !== null) refused.push({ half, why });
    }
    if (refused.length === 2 && (await this.#readSingly(group, resources, culprits.refusedMetrics))) return;
    for (const { half, why } of refused) await this.#search(group, half, why, culprits);
  }

  /** Asks for each metric alone. False where that says nothing new: none was taken, or there is only one. */
  async #readSingly(group: MetricGroup, resources: readonly string[], refusedMetrics: Set<string>): Promise<boolean> {
    const { metrics } = group;
    if (metrics.length === 1 || !this.#mayCall(metrics.length)) return false;
    const refused = await this.#askSingly(group, resources);
    if (refused.length === metrics.length) return false;
    for (const { name } of refused.flatMap((each) => each.group.metrics)) refusedMetrics.add(name);
    await this.#halve(refused);
    return true;
  }

  /** Gives what was refused, each with a group of one metric. */
  async #askSingly(group: MetricGroup, resources: readonly string[]): Promise<Refused[]> {
    const refused: Refused[] = [];
    for (const metric of group.metrics) {
      const single = { ...group, metrics: [metric] };
      const why = await this.#ask(single, resources);
      if (why !== null) refused.push({ group: single, resources, why });
    }
    return refused;
  }

  /** The largest parts first, so that little is lost of any metric when the calls are spent. */
  async #halve(refused: readonly Refused[]): Promise<void> {
    const parts = [...refused];
    for (const part of parts) {
      if (part.resources.length < 2 || !this.#mayCall(2)) {
        this.#leave([part]);
        continue;
      }
      for (const resources of toHalves(part.resources)) {
        const why = await this.#ask(part.group, resources);
        if (why !== null) parts.push({ ...part, resources, why });
      }
    }
  }

  #leave(refused: readonly Refused[]): void {
    for (const { group, resources, why } of refused) this.#unread.add(group.metrics, resources, why);
  }

  /** Gives the refusal that something in the call may be the reason of; what else went wrong is kept as a fault. */
  async #ask(group: MetricGroup, resources: readonly string[]): Promise<ProviderError | null> {
    try {
      const results = await queryMetrics(this.#context, this.#place, group, resources, this.#window);
      this.#isAnyTaken = true;
      for (const { name } of group.metrics) this.#takenMetrics.add(name);
      const { series, problems } = toSeries(group, results, this.#window, this.#context.session.now());
      for (const each of series) this.series.push(each);
      this.#faults.push(...problems.map(({ code, reason }) => this.#toFault(code, reason)));
      return null;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (isOfContent(error)) return error;
      this.#faults.push(error);
      return null;
    }
  }

  #mayCall(calls: number): boolean {
    if (this.#callsLeft < calls) return false;
    this.#callsLeft -= calls;
    return true;
  }

  #toFault(code: string, reason: string): ProviderError {
    const { subscription, region } = this.#place;
    return new ProviderError({
      kind: 'response-unexpected',
      code,
      operation: metricsOperation,
      message: `${metricsOperation} in ${region} of subscription ${subscription} ${reason}.`,
      remedy: 'What was measured is kept; if the next collection says the same, report it to Microsoft.',
    });
  }
}
