import type { ProviderDescription } from '@/lib/api/contracts/connections';
import type { ProviderId } from '@/lib/domain/provider';
import { sayReach } from '@/lib/format/provider-words';

export interface ProviderChoiceProps {
  providers: readonly ProviderDescription[];
  onChoose: (id: ProviderId) => void;
}

/** Which provider to connect, and what Millwright can read from each. */
export function ProviderChoice({ providers, onChoose }: ProviderChoiceProps) {
  return (
    <section aria-labelledby="choose-provider" className="flex flex-col gap-4">
      <h2 id="choose-provider" className="font-semibold text-panel">
        Choose a provider
      </h2>
      <ul className="grid max-w-4xl grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-4">
        {providers.map((provider) => (
          <li key={provider.id}>
            <button
              type="button"
              onClick={() => onChoose(provider.id)}
              className="flex h-full w-full flex-col gap-1 rounded-panel border border-border-control bg-surface p-4 text-left hover:bg-sunken"
            >
              <span className="font-semibold">{provider.title}</span>
              <span>{sayReach(provider.id)}</span>
              <span className="text-muted">Reads {new Intl.ListFormat('en-GB').format(provider.capabilities)}.</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
