import type { ReactNode } from 'react';
import { Panel } from '@/components/ui/panel';
import type { ProviderDescription } from '@/lib/api/contracts/connections';
import { ProviderInstructions } from './provider-instructions';

export interface FormBesideInstructionsProps {
  title: string;
  provider: ProviderDescription;
  children: ReactNode;
}

/** A connection's form with the provider's instructions at its side, or below it where there is no room. */
export function FormBesideInstructions({ title, provider, children }: FormBesideInstructionsProps) {
  return (
    <div className="grid max-w-[100rem] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <Panel title={title}>
        <div className="p-4">{children}</div>
      </Panel>
      <Panel title="Least privilege" unit="what the provider must grant, and no more">
        <ProviderInstructions provider={provider} />
      </Panel>
    </div>
  );
}
