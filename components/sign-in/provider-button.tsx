'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { startSignIn } from './start-sign-in';

export interface ProviderButtonProps {
  /** Next-auth's id of the identity provider. */
  providerId: string;
  /** What people call it. */
  name: string;
  /** Where to go once signed in, an address of this console. */
  callbackUrl: string;
}

/** Leaves for the identity provider. */
export function ProviderButton({ providerId, name, callbackUrl }: ProviderButtonProps) {
  const [state, setState] = useState<'resting' | 'leaving' | 'failed'>('resting');

  async function leave() {
    setState('leaving');
    try {
      window.location.assign(await startSignIn(providerId, { callbackUrl }));
    } catch {
      setState('failed');
    }
  }

  return (
    <div className="flex flex-col gap-2">
      <Button
        variant="primary"
        className="h-auto min-h-8 w-full whitespace-normal! py-1"
        isPending={state === 'leaving'}
        onClick={leave}
      >
        Continue with {name}
      </Button>
      {state === 'failed' ? (
        <p role="alert" className="text-critical text-table">
          Sign-in is not available right now. Try again in a moment.
        </p>
      ) : null}
    </div>
  );
}
