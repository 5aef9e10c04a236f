'use client';
import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import {
  CheckboxItem,
  Content,
  Item,
  ItemIndicator,
  Label,
  Portal,
  RadioGroup,
  RadioItem,
  Root,
  Separator,
  Trigger,
} from 'radix-ui/dropdown-menu';
import type { ReactNode } from 'react';

const itemClasses =
  'relative flex min-h-8 select-none items-center gap-2 rounded-control px-2 text-body outline-none data-[disabled]:cursor-not-allowed data-[highlighted]:bg-sunken data-[disabled]:text-subtle [&_svg]:size-4 [&_svg]:shrink-0';

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode;
  /** What the menu is, read aloud. */
  label: string;
  children: ReactNode;
  align?: 'start' | 'end';
}

/** A menu of actions or choices that opens from a button. */
export function Menu({ trigger, label, children, align = 'end' }: MenuProps) {
  return (
    <Root modal={false}>
      <Trigger asChild>{trigger}</Trigger>
      <Portal>
        <Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-appear overflow-y-auto rounded-panel border bg-raised p-1 shadow-floating"
        >
          {children}
        </Content>
      </Portal>
    </Root>
  );
}

export interface MenuItemProps {
  children: ReactNode;
  onSelect?: () => void;
  /** Why it cannot be chosen now; null when it can. The reason is shown, not hidden. */
  refusal?: string | null;
  isDestructive?: boolean;
  /** Draws the one child, e.g. a link, as the item. */
  asChild?: boolean;
}

/** One action of a menu. */
export function MenuItem({
  children,
  onSelect,
  refusal = null,
  isDestructive = false,
  asChild = false,
}: MenuItemProps) {
  const className = clsx(itemClasses, isDestructive && 'text-critical');
  if (asChild) {
    return (
      <Item asChild className={className} onSelect={onSelect}>
        {children}
      </Item>
    );
  }
  return (
    <Item className={className} disabled={refusal !== null} onSelect={onSelect}>
      {refusal === null ? (
        children
      ) : (
        <span className="flex flex-col py-1">
          <span className="flex items-center gap-2">{children}</span>
          <span className="text-meta">{refusal}</span>
        </span>
      )}
    </Item>
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
    <CheckboxItem
      checked={isChecked}
      onCheckedChange={onCheckedChange}
      onSelect={(event) => event.preventDefault()}
      className={clsx(itemClasses, 'pl-8')}
    >
      <ItemIndicator className="absolute left-2">
        <Check aria-hidden />
      </ItemIndicator>
      {children}
    </CheckboxItem>
  );
}

export interface MenuRadioGroupProps<T extends string> {
  label: string;
  value: T;
  onValueChange: (value: T) => void;
  options: ReadonlyArray<{ value: T; label: ReactNode }>;
}

/** One of several, under a heading. */
export function MenuRadioGroup<T extends string>({ label, value, onValueChange, options }: MenuRadioGroupProps<T>) {
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      <RadioGroup value={value}>
        {options.map((option) => (
          <RadioItem
            key={option.value}
            value={option.value}
            onSelect={(event) => {
              event.preventDefault();
              onValueChange(option.value);
            }}
            className={clsx(itemClasses, 'pl-8')}
          >
            <ItemIndicator className="absolute left-2">
              <Check aria-hidden />
            </ItemIndicator>
            {option.label}
          </RadioItem>
        ))}
      </RadioGroup>
    </>
  );
}

/** A heading inside a menu. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Label className="px-2 pt-2 pb-1 font-medium text-meta text-subtle">{children}</Label>;
}

/** A line between groups of a menu. */
export function MenuSeparator() {
  return <Separator className="-mx-1 my-1 h-px bg-border" />;
}
