'use client';
import { useEffect, useState } from 'react';

const batchMs = 1000;
let waiting: string[] = [];
let speak: ((text: string) => void) | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells a screen reader politely. What comes within a second is said together. */
export function announce(text: string): void {
  waiting.push(text);
  clearTimeout(timer);
  timer = setTimeout(() => {
    speak?.([...new Set(waiting)].join('. '));
    waiting = [];
  }, batchMs);
}

/** Where announcements are spoken from. One a page, in the layout. */
export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => {
    speak = setText;
    return () => {
      speak = null;
    };
  }, []);
  return (
    <div aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
