import { Suspense, lazy } from 'react';
import { Loading } from './parts';

/** One entry; `start` and `end` are local times, `2027-02-01 09:00:00`. */
export interface CalendarEvent {
  id: string;
  title: string;
  start: string;
  end: string;
  tone?: 'jade' | 'blue' | 'yellow' | 'red' | 'grape';
}

export interface CalendarProps {
  label: string;
  events: CalendarEvent[];
  /** The day first shown, `2027-02-01`; today where it is left out. */
  day?: string;
  view?: 'day' | 'week' | 'month' | 'year';
  onOpen?: (id: string) => void;
  /** Somebody chose an empty stretch of time. */
  onChoose?: (start: string, end: string) => void;
}

const Views = lazy(() => import('./calendar-views'));

/** Day, week, month and year. What draws it is loaded with the first one. */
export function Calendar(props: CalendarProps) {
  return <Suspense fallback={<Loading />}><Views {...props} /></Suspense>;
}
