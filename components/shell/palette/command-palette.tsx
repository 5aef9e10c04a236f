'use client';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { Modal } from '@/components/ui/modal';
import { ActionItems } from './action-items';
import { ConnectionItems } from './connection-items';
import { PageItems } from './page-items';
import { ResourceItems } from './resource-items';
import { SettingItems } from './setting-items';

export interface CommandPaletteProps {
  onClose: () => void;
  onShowShortcuts: () => void;
}

/** Goes anywhere and finds anything by name. It opens pages and forms; it changes nothing itself. */
export function CommandPalette({ onClose, onShowShortcuts }: CommandPaletteProps) {
  const router = useRouter();
  const titleId = useId();
  const [text, setText] = useState('');

  function go(href: string) {
    onClose();
    router.push(href);
  }
  function act(run: () => void) {
    onClose();
    run();
  }

  return (
    <Modal labelledBy={titleId} onClose={onClose} className="max-w-xl">
      <h2 id={titleId} className="sr-only">
        Command palette
      </h2>
      <Command loop label="Command palette" className="flex min-h-0 flex-col">
        <div className="flex items-center gap-2 border-b px-4">
          <Search aria-hidden className="size-4 shrink-0 text-subtle" />
          <Command.Input
            value={text}
            onValueChange={setText}
            placeholder="Go to a page, find a resource, a connection, an action"
            className="h-12 min-w-0 flex-1 bg-transparent outline-none"
          />
        </div>
        <Command.List className="min-h-0 overflow-y-auto p-1">
          <Command.Empty className="px-4 py-6 text-center text-muted">Nothing by that name.</Command.Empty>
          <PageItems onGo={go} />
          <ConnectionItems onGo={go} />
          <ActionItems onGo={go} onAct={act} onShowShortcuts={onShowShortcuts} />
          <SettingItems onAct={act} />
          <ResourceItems text={text.trim()} onGo={go} />
        </Command.List>
      </Command>
    </Modal>
  );
}
