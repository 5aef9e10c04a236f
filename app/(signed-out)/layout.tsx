import type { ReactNode } from 'react';
import { SignedOutFrame } from '@/components/sign-in/signed-out-frame';

/** Pages for who is not signed in, or has nothing to see yet. */
export default function SignedOutLayout({ children }: { children: ReactNode }) {
  return <SignedOutFrame>{children}</SignedOutFrame>;
}
