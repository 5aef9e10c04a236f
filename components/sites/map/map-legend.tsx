import { StatusMark, type StatusTone } from '@/components/ui/status-mark';

const tones: readonly StatusTone[] = ['critical', 'unknown', 'warning', 'healthy'];

/** What the shapes, the areas and the rings of the map say. */
export function MapLegend() {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-1.5 text-meta text-muted">
      {tones.map((tone) => (
        <StatusMark key={tone} tone={tone} className="text-meta" />
      ))}
      <span className="inline-flex items-center gap-1.5">
        <svg aria-hidden="true" viewBox="0 0 14 14" className="size-3.5">
          <circle cx="7" cy="7" r="2.5" className="fill-muted forced-colors:fill-[CanvasText]" />
          <circle
            cx="7"
            cy="7"
            r="5.75"
            strokeWidth="1.25"
            strokeDasharray="3 2.5"
            className="fill-none stroke-muted forced-colors:stroke-[CanvasText]"
          />
        </svg>
        GPUs not, or not all, known
      </span>
      <span>Lines: the worst of the links between two sites</span>
    </div>
  );
}
