'use client';
import { useId } from 'react';
import { Button, type ButtonProps } from './button';
import { Tooltip } from './tooltip';

export interface RefusableButtonProps extends Omit<ButtonProps, 'asChild'> {
  /** Why it cannot be pressed now, in one sentence; null when it can. */
  refusal: string | null;
}

/** A button that, when it may not be pressed, stays reachable and says why on hover, on focus and to readers. */
export function RefusableButton({ refusal, onClick, children, ...rest }: RefusableButtonProps) {
  const reasonId = useId();
  if (refusal === null) {
    return (
      <Button {...rest} onClick={onClick}>
        {children}
      </Button>
    );
  }
  return (
    <>
      <Tooltip content={refusal}>
        <Button {...rest} type="button" aria-disabled aria-describedby={reasonId}>
          {children}
        </Button>
      </Tooltip>
      <span id={reasonId} hidden>
        {refusal}
      </span>
    </>
  );
}
