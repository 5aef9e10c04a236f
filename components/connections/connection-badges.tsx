import { Badge } from '@/components/ui/badge';
import type { Connection } from '@/lib/api/contracts/connections';

/** What sets a connection apart: paused, simulated, declared in the file. Nothing when it is a plain one. */
export function ConnectionBadges({ connection }: { connection: Connection }) {
  return (
    <>
      {connection.paused ? <Badge tone="warning">Paused</Badge> : null}
      {connection.simulated ? <Badge tone="accent">Simulated</Badge> : null}
      {connection.managedBy === 'file' ? <Badge>In millwright.yaml, read-only</Badge> : null}
    </>
  );
}
