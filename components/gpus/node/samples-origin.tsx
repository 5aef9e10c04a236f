import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import type { GpuSamples } from '@/lib/api/contracts/gpu-history';
import { formatDuration } from '@/lib/time/format-duration';
import { sayCollected } from './say-collected';

export interface SamplesOriginProps {
  read: Pick<GpuSamples, 'origin' | 'source' | 'askedAt' | 'periodMs' | 'canAskSource' | 'provider'>;
  /** The source was asked and has not answered yet. */
  isAsking: boolean;
  onAsk: () => void;
  onStored: () => void;
}

/** Whether samples are stored ones or the source's own, with what brings the others. */
export function SamplesOrigin({ read, isAsking, onAsk, onStored }: SamplesOriginProps) {
  const { origin, source, askedAt, periodMs, canAskSource, provider } = read;
  if (origin === 'source')
    return (
      <>
        <span>
          From the source{source === null ? '' : `, ${source}`}
          {askedAt === null ? null : (
            <>
              , asked <Instant at={askedAt} as="both" />
            </>
          )}
          {periodMs === null ? null : `, one value for each ${formatDuration(periodMs)}`}
        </span>
        <Button size="compact" onClick={onStored}>
          Show the stored samples
        </Button>
      </>
    );
  return (
    <>
      <span>
        Stored samples. {sayCollected(provider)}
        {canAskSource ? '' : ' The source cannot be asked for this series alone.'}
      </span>
      {canAskSource ? (
        <Button size="compact" isPending={isAsking} onClick={onAsk}>
          Ask the source for the last hour
        </Button>
      ) : null}
    </>
  );
}
