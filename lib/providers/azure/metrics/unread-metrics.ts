import type { Gap } from '@/lib/domain/provider-fault';
import type { ProviderError } from '../../contract/provider-error';

const mostNamed = 5;

interface Unread {
  metric: string;
  resources: Set<string>;
  why: ProviderError;
}

/** Metrics that Azure refused, each with the resources it was not read of. */
export class UnreadMetrics {
  readonly #byReason = new Map<string, Unread>();

  add(metrics: readonly { name: string }[], resources: readonly string[], why: ProviderError): void {
    for (const { name: metric } of metrics) {
      const key = JSON.stringify([metric, why.code]);
      const unread = this.#byReason.get(key) ?? { metric, resources: new Set<string>(), why };
      this.#byReason.set(key, unread);
      for (const resource of resources) unread.resources.add(resource);
    }
  }

  /** One for all metrics that were not read of the same resources. */
  gaps(where: Pick<Gap, 'account' | 'region' | 'subject'>): Gap[] {
    const alike = Map.groupBy(this.#byReason.values(), ({ resources, why }) =>
      JSON.stringify([why.code, [...resources].sort()]),
    );
    return [...alike.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const metrics = group.map(({ metric }) => metric).join(', ');
      return {
        ...first.why.toGap(where),
        message: `Azure refused ${metrics} of ${toNames(first.resources)} with ${first.why.code}.`,
        remedy: 'What was deleted, the next collection no longer asks for; else check that these have such metrics.',
      };
    });
  }
}

function toNames(resources: ReadonlySet<string>): string {
  const names = [...resources]
    .map((resource) => resource.slice(resource.lastIndexOf('/') + 1))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  const more = names.length - mostNamed;
  return more > 0 ? `${names.slice(0, mostNamed).join(', ')} and ${more} more` : names.join(', ');
}
