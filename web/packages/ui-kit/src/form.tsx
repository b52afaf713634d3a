import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { ProblemError, api, messages, useList } from '@dure/sdk';
import { Note, reason } from './parts';
import { found } from './hangul';

const useT = messages({
  offline: ['서버에 닿지 못했습니다. 적은 것은 그대로 있습니다.', 'The server could not be reached. What you typed is still here.'],
  nobody: ['맞는 사람이 없습니다', 'Nobody matches'],
  noDepartment: ['맞는 부서가 없습니다', 'No department matches'],
  clear: ['비우기', 'Clear'],
});

export interface Form<T> {
  values: T;
  /** Props of a text field: value, change and the server's message for it. */
  text(name: keyof T & string): { value: string; onChange: (event: { currentTarget: { value: string } }) => void; error: string | undefined; name: string };
  set(change: Partial<T>): void;
  error(name: string): string | undefined;
  /** What no field stands for. */
  general: unknown;
  busy: boolean;
  submit(event?: FormEvent): void;
}

/**
 * The state of a form: values, the server's messages at their fields, and one submit at a time.
 *
 * save: throws what the API refused; a field named `contact.email` is `contact.email` here too
 */
export function useForm<T extends object>(initial: T, save: (values: T) => Promise<unknown>): Form<T> {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [general, setGeneral] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<T>) => {
    setValues((now) => ({ ...now, ...change }));
    setErrors((now) => Object.fromEntries(Object.entries(now).filter(([name]) => !(name in change))));
  };
  return {
    values,
    set,
    error: (name) => errors[name],
    text: (name) => ({
      name,
      value: String(values[name] ?? ''),
      onChange: (event) => set({ [name]: event.currentTarget.value } as unknown as Partial<T>),
      error: errors[name],
    }),
    general,
    busy,
    submit: (event) => {
      event?.preventDefault();
      if (busy) return;
      setBusy(true);
      setGeneral(null);
      setErrors({});
      save(values).catch((error: unknown) => {
        const fields = error instanceof ProblemError ? error.fields : {};
        setErrors(fields);
        if (!Object.keys(fields).some((name) => name in values)) setGeneral(error);
      }).finally(() => setBusy(false));
    },
  };
}

export function FormBox<T>({ form, submit, children, actions }: { form: Form<T>; submit: string; children: ReactNode; actions?: ReactNode }) {
  const t = useT();
  return (
    <form className="d-form" noValidate onSubmit={form.submit}>
      {form.general !== null && <Note tone="bad" live>{reason(form.general, t('offline'))}</Note>}
      {children}
      <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>{actions}<Button type="submit" loading={form.busy}>{submit}</Button></div>
    </form>
  );
}

interface Someone { id: string; name: string; loginId: string | null; posts?: { departmentName: string; position: string | null }[] }

/** Where somebody works, so that two of one name are told apart. */
const titled = (person: Someone): string => {
  const post = person.posts?.[0];
  return post ? `${person.name} · ${[post.departmentName, post.position].filter(Boolean).join(' ')}` : person.loginId ? `${person.name} (${person.loginId})` : person.name;
};

/** People to choose from: all where they are few, otherwise as the server finds what was typed. */
function usePeople(chosen: string[]) {
  const [typed, setTyped] = useState('');
  const [name] = useDebouncedValue(typed, 250);
  const some = useList<Someone>('/api/organisation/people', 200);
  const search = some.more && name && !/ · /.test(name) ? `/api/organisation/people?name=${encodeURIComponent(name)}` : null;
  const more = useList<Someone>(search, 50);
  const known = [...some.rows, ...more.rows];
  const missing = useQueries({
    queries: some.loading ? [] : chosen.filter((id) => !known.some((person) => person.id === id)).map((id) => {
      const path = `/api/organisation/people/${encodeURIComponent(id)}`;
      return { queryKey: ['get', path], queryFn: () => api<Someone>(path) };
    }),
  });
  const all = [...known, ...missing.flatMap((query) => query.data ?? [])];
  const data = [...new Map(all.map((person) => [person.id, { value: person.id, label: titled(person) }])).values()];
  return { data, typed, setTyped, find: (id: string) => all.find((person) => person.id === id) };
}

interface Choice { label: string; description?: string; error?: string; required?: boolean; readOnly?: boolean; hideLabel?: boolean }
const labels = ({ label, hideLabel, description, error, required, readOnly }: Choice) =>
  ({ label: hideLabel ? undefined : label, 'aria-label': label, description, error, required, readOnly });
const byHangul = ({ options, search }: { options: readonly unknown[]; search: string }) =>
  (options as { value: string; label: string }[]).filter((option) => found(option.label, search));

/** One person of the company, found by name, initial consonants or with the input method off. */
export function PersonPicker({ value, onChange, ...choice }: Choice & { value: string | null; onChange: (id: string | null, name: string | null) => void }) {
  const t = useT();
  const people = usePeople(value ? [value] : []);
  return (
    <Select {...labels(choice)} value={value} onChange={(id) => onChange(id, (id && people.find(id)?.name) || null)} searchable clearable
      clearButtonProps={{ 'aria-label': t('clear') }} nothingFoundMessage={t('nobody')} searchValue={people.typed} onSearchChange={people.setTyped}
      data={people.data} filter={byHangul as never} />
  );
}

/** Several people of the company. */
export function PeoplePicker({ value, onChange, ...choice }: Choice & { value: string[]; onChange: (ids: string[]) => void }) {
  const t = useT();
  const people = usePeople(value);
  return (
    <MultiSelect {...labels(choice)} value={value} onChange={onChange} searchable nothingFoundMessage={t('nobody')} searchValue={people.typed}
      onSearchChange={people.setTyped} data={people.data} filter={byHangul as never} />
  );
}

/** One department of the company. */
export function DepartmentPicker({ value, onChange, ...choice }: Choice & { value: string | null; onChange: (id: string | null, name: string | null) => void }) {
  const t = useT();
  const departments = useList<{ id: string; name: string; path?: string[] }>('/api/organisation/departments', 200);
  return (
    <Select {...labels(choice)} value={value} onChange={(id) => onChange(id, departments.rows.find((one) => one.id === id)?.name ?? null)} searchable
      clearable clearButtonProps={{ 'aria-label': t('clear') }} nothingFoundMessage={t('noDepartment')} filter={byHangul as never}
      data={departments.rows.map((one) => ({ value: one.id, label: one.path?.length ? one.path.join(' › ') : one.name }))} />
  );
}
