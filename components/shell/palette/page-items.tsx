'use client';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { consolePages } from '../pages';
import { PaletteGroup, PaletteItem } from './palette-item';

/** Every page of the console. */
export function PageItems({ onGo }: { onGo: (href: string) => void }) {
  const permissions = usePermissions();
  return (
    <PaletteGroup heading="Go to">
      {consolePages.map((page) => (
        <PaletteItem
          key={page.href}
          value={`Go to ${page.title}`}
          icon={<page.icon aria-hidden />}
          shortcut={`g ${page.key}`}
          refusal={page.needs === null ? null : findPermissionRefusal(permissions, page.needs)}
          onSelect={() => onGo(page.href)}
        >
          {page.title}
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}
