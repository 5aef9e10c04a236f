'use client';
import { type FormEvent, useState } from 'react';
import { useClock } from '@/components/time/clock-provider';
import { Button } from '@/components/ui/button';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { type GpuSpan, toGpuStretch } from '@/lib/queries/gpus-url';
import { toWallClock } from '@/lib/time/wall-clock';
import { readZoom } from './read-zoom';

/** Two times in the person's zone, at first those of what is looked at. */
export function ZoomForm({ span, onSpan }: { span: GpuSpan; onSpan: (span: GpuSpan) => void }) {
  const { now, zone } = useClock();
  const [texts, setTexts] = useState(() => {
    const { from, to } = toGpuStretch(span, now);
    return { from: toWallClock(new Date(from), zone), to: toWallClock(new Date(to), zone) };
  });
  const [isTried, setTried] = useState(false);
  const read = readZoom(texts, zone);
  const faultOf = (field: 'from' | 'to') => (isTried && 'fault' in read && read.field === field ? read.fault : null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    if ('fault' in read) {
      event.currentTarget.querySelector<HTMLInputElement>(`[name="${read.field}"]`)?.focus();
      return;
    }
    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
    onSpan(read);
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3 px-4 py-3">
      {(['from', 'to'] as const).map((field) => (
        <FormField key={field} label={`${field === 'from' ? 'From' : 'To'}, ${zone}`} error={faultOf(field)} isRequired>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              name={field}
              value={texts[field]}
              onChange={({ target }) => setTexts({ ...texts, [field]: target.value })}
            />
          )}
        </FormField>
      ))}
      <Button type="submit" variant="primary">
        Zoom
      </Button>
    </form>
  );
}
