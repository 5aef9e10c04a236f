'use client';
import { useQueryStates } from 'nuqs';
import { closeParsers } from '@/lib/queries/cost-close-url';

/** The state of a page of closes as its address holds it, and the way to change it. */
export function useCloseUrl() {
  const [url, setUrl] = useQueryStates(closeParsers, { shallow: true, scroll: false });
  return { url, change: (part: Parameters<typeof setUrl>[0]) => void setUrl(part, { history: 'push' }) };
}

export type CloseUrl = ReturnType<typeof useCloseUrl>;
