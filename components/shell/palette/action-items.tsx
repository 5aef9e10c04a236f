'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Keyboard, Plus, RefreshCw } from 'lucide-react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { PaletteGroup, PaletteItem } from './palette-item';

export interface ActionItemsProps {
  onGo: (href: string) => void;
  onAct: (run: () => void) => void;
  onShowShortcuts: () => void;
}

/** What one can start from here. Forms are opened, never sent. */
export function ActionItems({ onGo, onAct, onShowShortcuts }: ActionItemsProps) {
  const client = useQueryClient();
  const permissions = usePermissions();
  return (
    <PaletteGroup heading="Actions">
      <PaletteItem
        value="Connect a provider"
        icon={<Plus aria-hidden />}
        refusal={findPermissionRefusal(permissions, 'connections:write')}
        onSelect={() => onGo('/connections/new')}
      >
        Connect a provider…
      </PaletteItem>
      <PaletteItem
        value="Refresh this page"
        icon={<RefreshCw aria-hidden />}
        shortcut="r"
        onSelect={() => onAct(() => void client.invalidateQueries())}
      >
        Refresh this page
      </PaletteItem>
      <PaletteItem
        value="Show keyboard shortcuts"
        icon={<Keyboard aria-hidden />}
        shortcut="?"
        onSelect={() => onAct(onShowShortcuts)}
      >
        Show keyboard shortcuts
      </PaletteItem>
    </PaletteGroup>
  );
}
