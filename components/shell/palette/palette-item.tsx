'use client';
import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { Kbd } from '@/components/ui/kbd';

export interface PaletteItemProps {
  /** Unique in the palette, and what the text is matched against. */
  value: string;
  icon: ReactNode;
  children: ReactNode;
  /** Beside the name, in subdued type. */
  hint?: ReactNode;
  shortcut?: string;
  /** Why it cannot be chosen; null when it can. */
  refusal?: string | null;
  /** Shown whatever the text, because it was found by other means. */
  isFound?: boolean;
  onSelect: () => void;
}

/** One line of the palette. What is forbidden stays in the list, with the reason. */
export function PaletteItem({
  value,
  icon,
  children,
  hint,
  shortcut,
  refusal = null,
  isFound,
  onSelect,
}: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      disabled={refusal !== null}
      forceMount={isFound}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-3 rounded-control px-3 py-1 data-[disabled=true]:cursor-not-allowed data-[selected=true]:bg-sunken data-[disabled=true]:text-subtle [&_svg]:size-4 [&_svg]:shrink-0"
    >
      {icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{children}</span>
        {refusal === null ? null : <span className="block text-meta">{refusal}</span>}
      </span>
      {hint ? <span className="truncate text-meta text-muted">{hint}</span> : null}
      {shortcut ? <Kbd>{shortcut}</Kbd> : null}
    </Command.Item>
  );
}

/** A heading with its lines. */
export function PaletteGroup({
  heading,
  isFound,
  children,
}: {
  heading: string;
  isFound?: boolean;
  children: ReactNode;
}) {
  return (
    <Command.Group
      heading={heading}
      forceMount={isFound}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-subtle"
    >
      {children}
    </Command.Group>
  );
}
