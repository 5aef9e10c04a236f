'use client';
import { Search } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { Breadcrumb } from './breadcrumb';
import { FreshnessSummary } from './freshness-summary';
import { PageMenu } from './page-menu';
import { UserMenu } from './user-menu';

export interface HeaderProps {
  onOpenPalette: () => void;
  onShowShortcuts: () => void;
}

/** The bar over every page: where one is, how current the facts are, the palette, and who one is. */
export function Header({ onOpenPalette, onShowShortcuts }: HeaderProps) {
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-surface px-4 sm:px-6">
      <PageMenu />
      <Breadcrumb />
      <FreshnessSummary />
      <Button
        variant="secondary"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={onOpenPalette}
        className="text-muted max-lg:w-8 max-lg:px-0!"
      >
        <Search aria-hidden />
        <span className="max-lg:sr-only">Find or go to</span>
        <span aria-hidden className="hidden lg:inline">
          <Kbd>⌘K</Kbd>
        </span>
      </Button>
      <UserMenu onShowShortcuts={onShowShortcuts} />
    </header>
  );
}
