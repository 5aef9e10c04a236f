'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMay } from '@/components/shell/use-me';
import { Button } from '@/components/ui/button';

const DeclareLinkDialog = dynamic(() => import('./declare-link-dialog').then((module) => module.DeclareLinkDialog));

/** Opens the form for a line that no provider tells of, for whoever may declare one. */
export function DeclareLinkButton() {
  const mayWrite = useMay('connections:write');
  const [isOpen, setIsOpen] = useState(false);
  if (!mayWrite) return null;
  return (
    <>
      <Button variant="primary" onClick={() => setIsOpen(true)}>
        Declare a link
      </Button>
      {isOpen ? <DeclareLinkDialog link={null} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
