'use client';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Content, Overlay, Portal, Root, Title } from 'radix-ui/dialog';
import { useState } from 'react';
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
    <Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Portal>
        <Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Content
          aria-describedby={undefined}
          className="fixed top-[10vh] left-1/2 z-40 flex max-h-[70vh] w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 animate-appear flex-col overflow-hidden rounded-dialog border bg-raised shadow-floating"
        >
          <Title className="sr-only">Command palette</Title>
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
        </Content>
      </Portal>
    </Root>
  );
}
