'use client';
import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { Slot } from 'radix-ui/slot';
import { type PointerEvent, type ReactNode, useId } from 'react';
import { useCloseMenu } from './menu-context';

const itemClasses =
  'relative flex min-h-8 w-full select-none items-center gap-2 rounded-control px-2 text-left -outline-offset-2 focus:bg-sunken aria-disabled:cursor-not-allowed aria-disabled:text-subtle [&_svg]:size-4 [&_svg]:shrink-0';

/** The pointer carries the focus with it, so that keys go on from where it is. */
const followPointer = {
  tabIndex: -1,
  onPointerMove: ({ currentTarget }: PointerEvent<HTMLElement>) => {
    if (document.activeElement !== currentTarget) currentTarget.focus({ preventScroll: true });
  },
};

export interface MenuItemProps {
  children: ReactNode;
  onSelect?: () => void;
  /** Why it cannot be chosen now; null when it can. The reason is shown, not hidden. */
  refusal?: string | null;
  isDestructive?: boolean;
  /** Draws the one child, e.g. a link, as the item. */
  asChild?: boolean;
}

/** One action of a menu; it closes the menu. */
export function MenuItem({
  children,
  onSelect,
  refusal = null,
  isDestructive = false,
  asChild = false,
}: MenuItemProps) {
  const close = useCloseMenu();
  const className = clsx(itemClasses, isDestructive && refusal === null && 'text-critical');
  function choose() {
    if (refusal !== null) return;
    close();
    onSelect?.();
  }
  if (asChild) {
    return (
      <Slot role="menuitem" className={className} onClick={choose} {...followPointer}>
        {children}
      </Slot>
    );
  }
  return (
    <button
      type="button"
      role="menuitem"
      aria-disabled={refusal !== null || undefined}
      className={className}
      onClick={choose}
      {...followPointer}
    >
      {refusal === null ? (
        children
      ) : (
        <span className="flex flex-col py-1">
          <span className="flex items-center gap-2">{children}</span>
          <span className="text-meta">{refusal}</span>
        </span>
      )}
    </button>
  );
}

export interface MenuCheckboxItemProps {
  isChecked: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  children: ReactNode;
}

/** A choice that is on or off; the menu stays open. */
export function MenuCheckboxItem({ isChecked, onCheckedChange, children }: MenuCheckboxItemProps) {
  return (
    <button
      type="button"
      role="menuitemcheckbox"
      aria-checked={isChecked}
      onClick={() => onCheckedChange(!isChecked)}
      className={clsx(itemClasses, 'pl-8')}
      {...followPointer}
    >
      {isChecked ? <Check aria-hidden className="absolute left-2" /> : null}
      {children}
    </button>
  );
}

export interface MenuRadioGroupProps<T extends string> {
  label: string;
  value: T;
  onValueChange: (value: T) => void;
  options: ReadonlyArray<{ value: T; label: ReactNode }>;
}

/** One of several, under a heading; the menu stays open. */
export function MenuRadioGroup<T extends string>({ label, value, onValueChange, options }: MenuRadioGroupProps<T>) {
  const headingId = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu
    <div role="group" aria-labelledby={headingId}>
      <MenuLabel id={headingId}>{label}</MenuLabel>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="menuitemradio"
          aria-checked={option.value === value}
          onClick={() => onValueChange(option.value)}
          className={clsx(itemClasses, 'pl-8')}
          {...followPointer}
        >
          {option.value === value ? <Check aria-hidden className="absolute left-2" /> : null}
          {option.label}
        </button>
      ))}
    </div>
  );
}

/** A heading inside a menu. */
export function MenuLabel({ children, id }: { children: ReactNode; id?: string }) {
  return (
    <p id={id} className="px-2 pt-2 pb-1 font-medium text-meta text-subtle">
      {children}
    </p>
  );
}

/** A line between groups of a menu. */
export function MenuSeparator() {
  return <hr className="-mx-1 my-1 border-border" />;
}
