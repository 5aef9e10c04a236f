import { StatusMark, type StatusTone } from '@/components/ui/status-mark';
import type { LinkState } from '@/lib/domain/link/link-facts';
import { linkStateWords } from '@/lib/format/link-words';

const tones: Record<LinkState, StatusTone> = {
  up: 'healthy',
  degraded: 'warning',
  unknown: 'unknown',
  down: 'critical',
  provisioning: 'in-progress',
  disabled: 'neutral',
};

/** How a path or a segment of it stands. */
export function WayState({ state }: { state: LinkState }) {
  return <StatusMark tone={tones[state]} word={linkStateWords[state]} />;
}
