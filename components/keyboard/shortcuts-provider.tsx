'use client';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { matchKeys } from './match-keys';

/** One key, or two in a row, and what it does. */
export interface Shortcut {
  /** `j`, `?`, `Escape`, or a sequence `g i`. */
  keys: string;
  /** What it does, for the help. */
  label: string;
  /** The heading it stands under in the help. */
  group: 'Everywhere' | 'Go to' | 'This page';
  run: () => void;
}

interface Shortcuts {
  add: (shortcut: Shortcut) => () => void;
  /** Those in force now, for the help. */
  list: () => Shortcut[];
}

const ShortcutsContext = createContext<Shortcuts | null>(null);
const sequenceMs = 1000;
const ownKeys =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"]';

/** Whether the element uses single keys itself: fields to type in, menus, and dialogs over the page. */
function takesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(ownKeys) !== null;
}

export interface ShortcutsProviderProps {
  /** Whether single keys do anything; a person may switch them off. */
  areOn: boolean;
  children: ReactNode;
}

/** Listens for the shortcuts that the parts of the page add. */
export function ShortcutsProvider({ areOn, children }: ShortcutsProviderProps) {
  const added = useRef(new Set<Shortcut>());
  const [shortcuts] = useState<Shortcuts>(() => ({
    add: (shortcut) => {
      added.current.add(shortcut);
      return () => {
        added.current.delete(shortcut);
      };
    },
    list: () => [...added.current],
  }));

  useEffect(() => {
    if (!areOn) return;
    let waiting: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopWaiting = () => {
      clearTimeout(timer);
      waiting = null;
    };
    const handle = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || takesKeys(event.target)) return;
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      // The one added last is nearest to what the person sees.
      const known = [...added.current].reverse();
      const match = matchKeys(
        { key: event.key, hasModifier },
        waiting,
        known.map(({ keys }) => keys),
      );
      stopWaiting();
      if (match.kind === 'none') return;
      event.preventDefault();
      if (match.kind === 'run') {
        known.find(({ keys }) => keys === match.keys)?.run();
        return;
      }
      waiting = match.first;
      timer = setTimeout(stopWaiting, sequenceMs);
    };
    document.addEventListener('keydown', handle);
    return () => {
      stopWaiting();
      document.removeEventListener('keydown', handle);
    };
  }, [areOn]);

  return <ShortcutsContext value={shortcuts}>{children}</ShortcutsContext>;
}

function useShortcuts(): Shortcuts {
  const shortcuts = useContext(ShortcutsContext);
  if (shortcuts === null) throw new Error('Shortcuts need a ShortcutsProvider above them.');
  return shortcuts;
}

/** Adds a shortcut while the component is shown. `run` may change with every render. */
export function useShortcut({ keys, label, group, run }: Shortcut): void {
  const { add } = useShortcuts();
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => add({ keys, label, group, run: () => latest.current() }), [add, keys, label, group]);
}

/** The shortcuts in force when the help is opened. */
export function useShortcutList(): Shortcut[] {
  const { list } = useShortcuts();
  return useMemo(() => list(), [list]);
}
