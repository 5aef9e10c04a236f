'use client';
import { Content, List, Root, Trigger } from 'radix-ui/tabs';
import type { ReactNode } from 'react';

export interface Tab<T extends string> {
  value: T;
  label: ReactNode;
  content: ReactNode;
}

export interface TabsProps<T extends string> {
  /** What the tabs are parts of, read aloud. */
  label: string;
  value: T;
  onValueChange: (value: T) => void;
  tabs: ReadonlyArray<Tab<T>>;
}

/** Views of one thing, one at a time. Keep the chosen one in the URL. */
export function Tabs<T extends string>({ label, value, onValueChange, tabs }: TabsProps<T>) {
  function choose(next: string) {
    const tab = tabs.find((candidate) => candidate.value === next);
    if (tab) onValueChange(tab.value);
  }
  return (
    <Root value={value} onValueChange={choose}>
      <List aria-label={label} className="flex gap-1 overflow-x-auto border-b">
        {tabs.map((tab) => (
          <Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px h-9 shrink-0 border-transparent border-b-2 px-3 text-body text-muted -outline-offset-2 hover:text-text data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-text"
          >
            {tab.label}
          </Trigger>
        ))}
      </List>
      {tabs.map((tab) => (
        <Content key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Content>
      ))}
    </Root>
  );
}
