'use client';
import { useMemo, useState } from 'react';
import { AsOf } from '@/components/time/as-of';
import { CodeBlock } from '@/components/ui/code-block';
import type { ResourceDetail } from '@/lib/api/contracts/inventory';

export interface RawDocumentProps {
  document: ResourceDetail['raw'];
  /** When the provider gave it. */
  readAt: string;
}

/** The provider's own document, as it was read; written out only once it is asked for. */
export function RawDocument({ document, readAt }: RawDocumentProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)} className="group px-4 py-3">
      <summary className="flex min-h-7 list-none items-center gap-2 rounded-control font-medium text-meta text-subtle">
        <span aria-hidden="true" className="transition-transform group-open:rotate-90">
          ›
        </span>
        Raw document
        <AsOf at={readAt} className="font-normal" />
      </summary>
      {isOpen ? <DocumentText document={document} /> : null}
    </details>
  );
}

function DocumentText({ document }: Pick<RawDocumentProps, 'document'>) {
  const text = useMemo(() => JSON.stringify(document, null, 2), [document]);
  return <CodeBlock label="raw document" text={text} className="mt-1" />;
}
