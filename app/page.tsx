import { redirect } from 'next/navigation';

/** Every role lands on the Overview for now. */
export default function RootPage() {
  redirect('/overview');
}
