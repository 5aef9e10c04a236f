'use client';
import { clsx } from 'clsx';
import { FileUp } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { formatBytes } from '@/lib/format/format-bytes';

export interface FileDropProps {
  /** What is to be chosen, e.g. `Choose bills`. */
  label: string;
  /** Endings a chooser offers; what is dropped may have any. */
  accept: string;
  isMultiple: boolean;
  files: readonly File[];
  isDisabled: boolean;
  onFiles: (files: File[]) => void;
}

/** Where files are dropped or chosen. The button does all that dropping does. */
export function FileDrop({ label, accept, isMultiple, files, isDisabled, onFiles }: FileDropProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (chosen: readonly File[]) => {
    if (chosen.length > 0) onFiles(isMultiple ? [...chosen] : chosen.slice(0, 1));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same for every keyboard
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(!isDisabled);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        if (!isDisabled) take([...event.dataTransfer.files]);
      }}
      className={clsx(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-control border border-border-control border-dashed px-3 py-3',
        isOver && 'bg-accent-tint',
      )}
    >
      <input
        ref={input}
        id={id}
        type="file"
        hidden
        accept={accept}
        multiple={isMultiple}
        aria-label={label}
        onChange={({ target }) => {
          take([...(target.files ?? [])]);
          // The same file may be chosen again after it was mended.
          target.value = '';
        }}
      />
      <Button disabled={isDisabled} onClick={() => input.current?.click()}>
        <FileUp aria-hidden /> {label}
      </Button>
      <span className="min-w-0 text-muted text-table wrap-anywhere" role="status">
        {files.length === 0
          ? `or drop ${isMultiple ? 'them' : 'it'} here`
          : files.map(({ name, size }) => `${name} (${formatBytes(size)})`).join(', ')}
      </span>
    </div>
  );
}
