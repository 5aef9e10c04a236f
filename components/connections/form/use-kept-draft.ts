'use client';
import { useCallback, useSyncExternalStore } from 'react';
import { type ConnectionDraft, isConnectionDraft } from './connection-draft';

const drafts = new Map<string, ConnectionDraft | null>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The browser's storage of this tab; null where the person has switched it off, and drafts then live until reload. */
function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

function parse(text: string | null | undefined): ConnectionDraft | null {
  if (!text) return null;
  const kept: unknown = JSON.parse(text);
  return isConnectionDraft(kept) ? kept : null;
}

function load(key: string): ConnectionDraft | null {
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const draft = parse(tabStorage()?.getItem(key));
  drafts.set(key, draft);
  return draft;
}

function keep(key: string, draft: ConnectionDraft | null) {
  drafts.set(key, draft);
  if (draft === null) tabStorage()?.removeItem(key);
  else tabStorage()?.setItem(key, JSON.stringify(draft));
  for (const listener of listeners) listener();
}

export interface KeptDraft {
  /** What was typed; null when nothing was, or it was cleared. */
  draft: ConnectionDraft | null;
  keepDraft: (draft: ConnectionDraft) => void;
  clearDraft: () => void;
}

/** A form's draft that survives a reload of this tab. It has no place for secrets. */
export function useKeptDraft(key: string): KeptDraft {
  const draft = useSyncExternalStore(
    subscribe,
    () => load(key),
    () => null,
  );
  const keepDraft = useCallback((next: ConnectionDraft) => keep(key, next), [key]);
  const clearDraft = useCallback(() => keep(key, null), [key]);
  return { draft, keepDraft, clearDraft };
}
