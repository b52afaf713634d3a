import 'dayjs/locale/ko';
import '@mantine/dates/styles.layer.css';
import '@mantine/schedule/styles.layer.css';
import { Schedule, type ScheduleLabels } from '@mantine/schedule';
import { messages, useLanguage } from '@dure/sdk';
import type { CalendarProps } from './calendar';

const useT = messages({
  day: ['일', 'Day'],
  week: ['주', 'Week'],
  month: ['월', 'Month'],
  year: ['연', 'Year'],
  allDay: ['종일', 'All day'],
  weekday: ['요일', 'Weekday'],
  timeSlot: ['시간', 'Time slot'],
  today: ['오늘', 'Today'],
  next: ['다음', 'Next'],
  previous: ['이전', 'Previous'],
  more: ['더 보기', 'More'],
  moreLabel: ['+{n}', '+{n} more'],
  selectMonth: ['달 고르기', 'Choose the month'],
  selectYear: ['해 고르기', 'Choose the year'],
  switchToDayView: ['일 보기', 'Day view'],
  switchToWeekView: ['주 보기', 'Week view'],
  switchToMonthView: ['월 보기', 'Month view'],
  switchToYearView: ['연 보기', 'Year view'],
  viewSelectLabel: ['보기', 'View'],
  noEvents: ['일정이 없습니다', 'Nothing is planned'],
  agenda: ['목록', 'Agenda'],
});

const NAMES = ['day', 'week', 'month', 'year', 'allDay', 'weekday', 'timeSlot', 'today', 'next', 'previous', 'more', 'selectMonth', 'selectYear',
  'switchToDayView', 'switchToWeekView', 'switchToMonthView', 'switchToYearView', 'viewSelectLabel', 'noEvents', 'agenda'] as const;

export default function CalendarViews({ label, events, day, view = 'month', onOpen, onChoose }: CalendarProps) {
  const t = useT();
  const language = useLanguage();
  const labels: ScheduleLabels = { ...Object.fromEntries(NAMES.map((name) => [name, t(name)])) as Record<(typeof NAMES)[number], string>, moreLabel: (n) => t('moreLabel', { n }) };
  return (
    <section className="d-calendar" aria-label={label}>
      <Schedule layout="responsive" locale={language} labels={labels} defaultView={view} defaultDate={day} withAgenda
        events={events.map(({ tone = 'jade', ...event }) => ({ ...event, color: tone }))}
        onEventClick={(event) => onOpen?.(String(event.id))}
        withDragSlotSelect={!!onChoose} onSlotDragEnd={onChoose}
        onTimeSlotClick={({ slotStart, slotEnd }) => onChoose?.(slotStart, slotEnd)}
        onDayClick={(date) => onChoose?.(`${date} 09:00:00`, `${date} 10:00:00`)} />
    </section>
  );
}
