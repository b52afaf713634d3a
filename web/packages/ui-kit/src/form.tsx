import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, Select } from '@mantine/core';
import { ProblemError, messages, useList } from '@dure/sdk';
import { Note, reason } from './parts';
import { found } from './hangul';

const useT = messages({
  offline: ['서버에 닿지 못했습니다. 적은 것은 그대로 있습니다.', 'The server could not be reached. What you typed is still here.'],
  nobody: ['맞는 사람이 없습니다', 'Nobody matches'],
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

/** One person of the company, found by name, initial consonants or with the input method off. */
export function PersonPicker({ label, value, onChange }: { label: string; value: string | null; onChange: (id: string | null) => void }) {
  const t = useT();
  const people = useList<{ id: string; name: string; loginId: string }>('/api/organisation/people', 200);
  return (
    <Select label={label} value={value} onChange={onChange} searchable clearable nothingFoundMessage={t('nobody')}
      data={people.rows.map((person) => ({ value: person.id, label: `${person.name} (${person.loginId})` }))}
      filter={({ options, search }) => options.filter((option) => 'label' in option && found(option.label, search))} />
  );
}
