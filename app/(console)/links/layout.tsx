import type { ReactNode } from 'react';
import { LinksNav } from '@/components/links/links-nav';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <LinksNav />
      {children}
    </>
  );
}
