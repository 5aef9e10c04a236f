'use client';
import { PlugZap } from 'lucide-react';
import Link from 'next/link';
import { useMay } from '@/components/shell/use-me';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';

/** Before the first connection: why there is nothing, and who can change that. */
export function NeverConnected() {
  const mayConnect = useMay('connections:write');
  return (
    <Panel title="Needs attention">
      <EmptyState
        title="No provider is connected yet"
        icon={PlugZap}
        action={
          mayConnect ? (
            <Button asChild variant="primary">
              <Link href="/connections/new">Connect a provider</Link>
            </Button>
          ) : null
        }
      >
        Figures appear here once a provider has been read.
        {mayConnect ? null : ' An operator or an administrator can connect one.'}
      </EmptyState>
    </Panel>
  );
}
