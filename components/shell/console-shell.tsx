'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { ShortcutsProvider, useShortcut } from '@/components/keyboard/shortcuts-provider';
import { Toaster } from '@/components/ui/toast';
import { preferencesQuery } from '@/lib/queries/preferences';
import { Announcer, announce } from './announcer';
import { Header } from './header';
import { areSingleKeysOn } from './keyboard-preference';
import { Navigation } from './navigation';
import { type ConsolePage, consolePages } from './pages';
import { SimulatedBanner } from './simulated-banner';
import { useMe, usePermissions } from './use-me';

const CommandPalette = dynamic(() => import('./palette/command-palette').then((module) => module.CommandPalette), {
  ssr: false,
});
const ShortcutHelp = dynamic(() => import('./shortcut-help').then((module) => module.ShortcutHelp), { ssr: false });

export interface ConsoleShellProps {
  isRailCollapsed: boolean;
  children: ReactNode;
}

/** The frame around every page: rail, header, palette, shortcuts, messages. */
export function ConsoleShell({ isRailCollapsed, children }: ConsoleShellProps) {
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null);
  const { data: preferences } = useQuery(preferencesQuery);
  const areOn = areSingleKeysOn(preferences);
  const isSimulated = useMe()?.simulated ?? false;

  // What drives a browser waits for this: a key pressed before it is nobody's.
  useEffect(() => {
    document.documentElement.dataset.interactive = '';
  }, []);

  useEffect(() => {
    const openPalette = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setOpen((now) => (now === 'palette' ? null : 'palette'));
    };
    document.addEventListener('keydown', openPalette);
    return () => document.removeEventListener('keydown', openPalette);
  }, []);

  return (
    <ShortcutsProvider areOn={areOn}>
      <PageShortcuts onShowShortcuts={() => setOpen('shortcuts')} />
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <div className={clsx('flex min-h-dvh', isSimulated ? '[--shell-top:4.75rem]' : '[--shell-top:3rem]')}>
        <Navigation initiallyCollapsed={isRailCollapsed} />
        <div className="flex min-w-0 flex-1 flex-col">
          {isSimulated ? <SimulatedBanner /> : null}
          <Header onOpenPalette={() => setOpen('palette')} onShowShortcuts={() => setOpen('shortcuts')} />
          <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
            {children}
          </main>
        </div>
      </div>
      <Announcer />
      <Toaster />
      {open === 'palette' ? (
        <CommandPalette onClose={() => setOpen(null)} onShowShortcuts={() => setOpen('shortcuts')} />
      ) : null}
      {open === 'shortcuts' ? <ShortcutHelp onClose={() => setOpen(null)} areSingleKeysOn={areOn} /> : null}
    </ShortcutsProvider>
  );
}

/** The shortcuts that work on every page. */
function PageShortcuts({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const client = useQueryClient();
  const permissions = usePermissions();
  useShortcut({ keys: '?', label: 'Show the shortcuts', group: 'Everywhere', run: onShowShortcuts });
  useShortcut({
    keys: 'r',
    label: 'Refresh what is shown',
    group: 'Everywhere',
    run: () => {
      announce('Refreshing');
      void client.invalidateQueries();
    },
  });
  return consolePages
    .filter(({ needs }) => needs === null || permissions?.includes(needs))
    .map((page) => <PageShortcut key={page.href} page={page} />);
}

function PageShortcut({ page }: { page: ConsolePage }) {
  const router = useRouter();
  useShortcut({ keys: `g ${page.key}`, label: page.title, group: 'Go to', run: () => router.push(page.href) });
  return null;
}
