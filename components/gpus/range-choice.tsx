import { Button } from '@/components/ui/button';
import { type GpuRange, gpuRanges } from '@/lib/queries/gpus-url';

const words: Record<GpuRange, string> = { 'now-1h': '1 h', 'now-6h': '6 h', 'now-24h': '24 h', 'now-7d': '7 d' };

/** How far back to look from now. */
export function RangeChoice({ range, onRange }: { range: GpuRange; onRange: (range: GpuRange) => void }) {
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">Range, up to now</legend>
      {gpuRanges.map((one) => (
        <Button
          key={one}
          size="compact"
          variant={one === range ? 'secondary' : 'quiet'}
          aria-pressed={one === range}
          onClick={() => onRange(one)}
        >
          {words[one]}
        </Button>
      ))}
    </fieldset>
  );
}
