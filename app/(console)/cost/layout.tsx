import type { ReactNode } from 'react';
import { CostNav } from '@/components/cost/cost-nav';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <CostNav />
      {children}
    </>
  );
}
