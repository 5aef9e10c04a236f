'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { signOut } from '../shell/sign-out';

/** Ends the session, so that another person can sign in. */
export function SignOutButton() {
  const [state, setState] = useState<'resting' | 'leaving' | 'failed'>('resting');

  async function leave() {
    setState('leaving');
    try {
      await signOut();
    } catch {
      setState('failed');
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button isPending={state === 'leaving'} onClick={leave}>
        Sign out
      </Button>
      {state === 'failed' ? (
        <p role="alert" className="text-critical text-table">
          The console did not end the session. Try again in a moment.
        </p>
      ) : null}
    </div>
  );
}
