'use client';
import { useQueryStates } from 'nuqs';
import { showbackParsers } from '@/lib/queries/showback-url';

/** The Teams page's state as its address holds it, and the way to change it; going back undoes it. */
export function useShowbackUrl() {
  const [url, setUrl] = useQueryStates(showbackParsers, { shallow: true, scroll: false });
  return { url, change: (part: Parameters<typeof setUrl>[0]) => void setUrl(part, { history: 'push' }) };
}

export type ShowbackUrl = ReturnType<typeof useShowbackUrl>;
