'use client';
import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { gpuWasteKeys } from '@/lib/domain/cost/gpu-use';
import { gpuWasteKeyWords, nameGpuWasteValue } from '@/lib/format/gpu-waste-words';
import type { GpuWasteUrl } from './use-gpu-waste-url';

/** What is narrowed to, each value with a button that takes it away. Rows of the table add to it. */
export function WasteFilters({ url, change }: GpuWasteUrl) {
  const chosen = gpuWasteKeys.flatMap((key) => url[key].map((value) => ({ key, value })));
  if (chosen.length === 0) return null;
  return (
    <section aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {chosen.map(({ key, value }) => {
        const words = `${gpuWasteKeyWords[key].title}: ${nameGpuWasteValue(key, value === '' ? null : value)}`;
        const rest = url[key].filter((one) => one !== value);
        return (
          <Button
            key={`${key}=${value}`}
            size="compact"
            className="border-accent! text-accent!"
            aria-label={`Remove filter ${words}`}
            onClick={() => change({ [key]: rest.length === 0 ? null : rest })}
          >
            <span className="max-w-64 truncate">{words}</span>
            <X aria-hidden />
          </Button>
        );
      })}
    </section>
  );
}
