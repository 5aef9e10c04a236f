'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text';
import { IconButton } from './icon-button';

export interface CopyButtonProps {
  value: string;
  /** What is copied, e.g. `resource id`. */
  subject: string;
  size?: 'regular' | 'compact';
  className?: string;
}

/** Copies a text to the clipboard and says that it did, or that the browser would not let it. */
export function CopyButton({ value, subject, size = 'compact', className }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function copy() {
    setIsCopied(await copyText(value));
  }

  return (
    <IconButton label={isCopied ? 'Copied' : `Copy ${subject}`} size={size} className={className} onClick={copy}>
      {isCopied ? <Check aria-hidden className="text-healthy" /> : <Copy aria-hidden />}
    </IconButton>
  );
}
