'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { makeQueryClient } from '@/lib/queries/make-query-client';

/** Leaves for the sign-in page, which leads back here. */
function leaveForSignIn() {
  const here = `${window.location.pathname}${window.location.search}`;
  window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}

/** What is asked of the API, kept for all parts of the page. A session that has ended leads to the sign-in page. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(() => makeQueryClient(leaveForSignIn));
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
