'use client';
import { Content, Portal, Provider, Root, Trigger } from 'radix-ui/tooltip';
import type { ReactNode } from 'react';
import { Kbd } from './kbd';

export const TooltipProvider = Provider;

export interface TooltipProps {
  content: ReactNode;
  shortcut?: string;
  /** One focusable element; its own name must not depend on the tooltip. */
  children: ReactNode;
  side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A hint shown on hover and on keyboard focus. Needs a TooltipProvider above it. */
export function Tooltip({ content, shortcut, children, side = 'top' }: TooltipProps) {
  return (
    <Root>
      <Trigger asChild>{children}</Trigger>
      <Portal>
        <Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-80 animate-appear items-center gap-2 rounded-control border bg-raised px-2 py-1 text-meta text-text shadow-floating"
        >
          {content}
          {shortcut ? <Kbd>{shortcut}</Kbd> : null}
        </Content>
      </Portal>
    </Root>
  );
}
