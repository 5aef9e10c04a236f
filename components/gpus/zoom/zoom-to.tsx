'use client';
import { ZoomIn } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import type { GpuSpan } from '@/lib/queries/gpus-url';
import { ZoomForm } from './zoom-form';

/** The way to a stretch of time that needs no dragging: two times to enter. */
export function ZoomTo({ span, onSpan }: { span: GpuSpan; onSpan: (span: GpuSpan) => void }) {
  return (
    <Popover
      label="Zoom to a stretch of time"
      className="w-80!"
      trigger={
        <Button
          size="compact"
          variant={typeof span === 'string' ? 'quiet' : 'secondary'}
          title="Or drag over a chart"
          className="whitespace-nowrap"
        >
          <ZoomIn aria-hidden /> Zoom to…
        </Button>
      }
    >
      <ZoomForm span={span} onSpan={onSpan} />
    </Popover>
  );
}
