import type { ReactNode } from 'react';
import { formatDay, formatNumber, formatWon, messages } from '@dure/sdk';
import { ActionIcon, Button, DepartmentPicker, Icon, MultiSelect, NumberInput, PeoplePicker, PersonPicker, Select, TextInput, Textarea, wonInHangul } from '@dure/ui-kit';
import { lengthOf, placesOf, type Computed } from './formula';
import { say, type Definition, type Field, type Named, type Values } from './model';
import { Rich, RichEditor } from './rich';

const useT = messages({
  from: ['{label} 시작', '{label} from'],
  to: ['{label} 끝', '{label} to'],
  days: ['{n}일', '{n} days'],
  hours: ['{n}시간', '{n} hours'],
  add: ['줄 추가', 'Add a row'],
  remove: ['{n}번째 줄 지우기', 'Remove row {n}'],
  up: ['{n}번째 줄 위로', 'Move row {n} up'],
  cell: ['{column} ({n}번째 줄)', '{column} (row {n})'],
  sum: ['합계', 'Total'],
  auto: ['자동으로 채워집니다', 'Filled in by itself'],
  computed: ['자동 계산', 'Computed'],
  locked: ['바꿀 수 없는 항목입니다', 'This cannot be changed'],
  row: ['{n}번째 줄', 'Row {n}'],
  row0: ['아직 줄이 없습니다', 'No rows yet'],
});

const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)) ? Number(value) : null);
const people = (value: unknown): Named[] => (Array.isArray(value) ? value : value ? [value] : []).map((one: Named | string) => (typeof one === 'string' ? { id: one, name: '' } : one));

export function figure(field: Field, value: unknown): string {
  const amount = asNumber(value);
  if (amount === null) return '';
  if (field.kind === 'money' && (field.currency ?? 'KRW') === 'KRW') return formatWon(amount);
  const places = placesOf(field);
  const text = new Intl.NumberFormat('en-US', { minimumFractionDigits: field.kind === 'money' ? places : 0, maximumFractionDigits: Math.max(places, 0) }).format(amount);
  if (field.kind === 'money') return `${text} ${field.currency}`;
  return field.unit && typeof field.unit === 'object' ? `${text}${say(field.unit)}` : text;
}

/** The length of a period in the words of its unit. */
function Length({ field, value }: { field: Field; value: unknown }) {
  const t = useT();
  const length = lengthOf(value);
  if (!length) return null;
  return <>{field.unit === 'MINUTES' ? t('hours', { n: Math.round(length.minutes / 6) / 10 }) : t('days', { n: length.days })}</>;
}

/** A value as the paper has it. */
export function Value({ field, value }: { field: Field; value: unknown }): ReactNode {
  if (value === null || value === undefined || value === '') return <span className="a-none">–</span>;
  switch (field.kind) {
    case 'rich-text': return <Rich html={String(value)} />;
    case 'text': return <span className="a-lines">{String(value)}</span>;
    case 'number': return figure(field, value);
    case 'money': return <>{figure(field, value)}{field.inWords && <small className="a-words">{wonInHangul(Number(value))}</small>}</>;
    case 'date': return formatDay(String(value));
    case 'period': {
      const { from, to } = value as { from?: string; to?: string };
      const at = (text?: string) => (text ? `${formatDay(text.slice(0, 10))}${text.length > 10 ? ` ${text.slice(11, 16)}` : ''}` : '');
      return <>{at(from)}{to !== from && <> ~ {at(to)}</>} <small>(<Length field={field} value={value} />)</small></>;
    }
    case 'select': return (Array.isArray(value) ? value : [value]).map((one) => say(field.options?.find((option) => option.value === one)?.label) || String(one)).join(', ');
    case 'person': case 'department': return people(value).map((one) => one.name || '–').join(', ');
    default: return String(value);
  }
}

export function SumTable({ field, rows, sums }: { field: Field; rows: Values[]; sums: Record<string, number> | undefined }) {
  const t = useT();
  const columns = field.columns ?? [];
  const first = columns.findIndex((column) => sums && column.key in sums);
  return (
    <div className="a-scroll" tabIndex={0} role="region" aria-label={say(field.label)}><table className="a-grid">
      <thead><tr>{columns.map((column) => <th key={column.key} scope="col">{say(column.label)}</th>)}</tr></thead>
      <tbody>
        {rows.map((row, index) => <tr key={index}>{columns.map((column) => <td key={column.key} data-right={numeric(column) || undefined}><Value field={column} value={row[column.key]} /></td>)}</tr>)}
        {first >= 0 && (
          <tr className="a-sum">
            {first > 0 && <th scope="row" colSpan={first}>{t('sum')}</th>}
            {columns.slice(Math.max(first, 0)).map((column) => <td key={column.key} data-right>{sums && column.key in sums ? figure(column, sums[column.key]) : ''}</td>)}
          </tr>
        )}
      </tbody>
    </table></div>
  );
}
export const numeric = (field: Field): boolean => field.kind === 'number' || field.kind === 'money';

interface Input { field: Field; value: unknown; onChange: (value: unknown) => void; error?: string; label?: string; hideLabel?: boolean; disabled?: boolean }

const RIGHT = { input: { textAlign: 'right' as const } };

/** What one fills a field with. */
function FieldInput({ field, value, onChange, error, label = say(field.label), hideLabel, disabled }: Input): ReactNode {
  const t = useT();
  const common = { label: hideLabel ? undefined : label, 'aria-label': label, description: hideLabel ? undefined : say(field.help) || undefined, error, required: field.required && !hideLabel, withAsterisk: field.required && !hideLabel, disabled };
  if (field.kind === 'automatic' || field.formula) {
    const shown = field.kind === 'automatic' ? (value ? String(value) : '') : figure(field, value);
    return <TextInput {...common} required={false} withAsterisk={false} disabled={false} readOnly variant="filled" value={shown} placeholder={field.kind === 'automatic' ? t('auto') : t('computed')} styles={numeric(field) ? RIGHT : undefined} />;
  }
  switch (field.kind) {
    case 'rich-text': return <RichEditor label={label} help={say(field.help) || undefined} error={error} required={field.required} value={String(value ?? '')} onChange={onChange} disabled={disabled} />;
    case 'text': {
      const text = { ...common, value: String(value ?? ''), maxLength: field.maxLength ?? undefined, onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value || null) };
      return field.multiline ? <Textarea {...text} autosize minRows={hideLabel ? 1 : 3} maxRows={20} /> : <TextInput {...text} />;
    }
    case 'number': case 'money': {
      const unit = field.kind === 'money' ? ((field.currency ?? 'KRW') === 'KRW' ? undefined : field.currency) : typeof field.unit === 'object' ? say(field.unit) : undefined;
      return (
        <NumberInput {...common} value={(asNumber(value) ?? '') as number | ''} onChange={(next) => onChange(next === '' ? null : Number(next))} thousandSeparator="," hideControls
          decimalScale={placesOf(field)} step={field.step ?? 1} suffix={unit ? ` ${unit}` : undefined} allowNegative={(field.min ?? -1) < 0} inputMode="decimal" styles={RIGHT} />
      );
    }
    case 'date': return <TextInput {...common} type="date" value={String(value ?? '')} onChange={(event) => onChange(event.currentTarget.value || null)} />;
    case 'time': return <TextInput {...common} type="time" value={String(value ?? '')} onChange={(event) => onChange(event.currentTarget.value || null)} />;
    case 'period': {
      const period = (value ?? {}) as { from?: string | null; to?: string | null };
      const type = field.unit === 'MINUTES' ? 'datetime-local' : 'date';
      const set = (change: typeof period) => {
        const next = { ...period, ...change };
        // Most are one day: the end follows the beginning until somebody says otherwise.
        if (change.from && (!next.to || next.to < change.from)) next.to = change.from;
        onChange(next.from || next.to ? { from: next.from || null, to: next.to || null } : null);
      };
      return (
        <div className="a-field" role="group" aria-label={label}>
          <div className="d-form-row">
            <TextInput {...common} label={t('from', { label })} aria-label={undefined} type={type} value={period.from ?? ''} onChange={(event) => set({ from: event.currentTarget.value })} />
            <TextInput {...common} label={t('to', { label })} aria-label={undefined} description={common.description && ' '} error={undefined} type={type} min={period.from ?? undefined} value={period.to ?? ''} onChange={(event) => set({ to: event.currentTarget.value })} />
          </div>
          <span className="d-quiet" aria-live="polite"><Length field={field} value={value} /></span>
        </div>
      );
    }
    case 'select': {
      const data = (field.options ?? []).map((option) => ({ value: option.value, label: say(option.label) }));
      return field.multiple
        ? <MultiSelect {...common} data={data} value={Array.isArray(value) ? (value as string[]) : []} onChange={(next) => onChange(next.length ? next : null)} />
        : <Select {...common} data={data} value={(value as string | null) ?? null} onChange={onChange} clearable={!field.required} clearButtonProps={{ 'aria-label': label }} />;
    }
    case 'person':
      return field.multiple
        ? <PeoplePicker {...common} label={label} hideLabel={hideLabel} readOnly={disabled} value={people(value).map((one) => one.id)} onChange={(ids) => onChange(ids.length ? ids.map((id) => ({ id })) : null)} />
        : <PersonPicker {...common} label={label} hideLabel={hideLabel} readOnly={disabled} value={people(value)[0]?.id ?? null} onChange={(id, name) => onChange(id ? { id, name: name ?? '' } : null)} />;
    case 'department':
      return <DepartmentPicker {...common} label={label} hideLabel={hideLabel} readOnly={disabled} value={people(value)[0]?.id ?? null}
        onChange={(id, name) => onChange(id ? (field.multiple ? [{ id, name: name ?? '' }] : { id, name: name ?? '' }) : null)} />;
    default: return null;
  }
}

function TableInput({ field, rows, sums, onChange, errorOf, disabled }: {
  field: Field; rows: Values[]; sums: Record<string, number> | undefined; onChange: (rows: Values[]) => void; errorOf: (path: string) => string | undefined; disabled: boolean;
}) {
  const t = useT();
  const columns = field.columns ?? [];
  const change = (index: number, key: string, value: unknown) => onChange(rows.map((row, at) => (at === index ? { ...row, [key]: value } : row)));
  const swap = (index: number) => onChange(rows.map((row, at) => (at === index ? rows[index - 1]! : at === index - 1 ? rows[index]! : row)));
  return (
    <fieldset className="a-table">
      <legend>{say(field.label)}{field.required && <span aria-hidden="true"> *</span>}</legend>
      {field.help && <p className="d-quiet">{say(field.help)}</p>}
      {rows.length === 0 ? <p className="d-quiet">{t('row0')}</p> : (
        <div className="a-scroll" tabIndex={0} role="region" aria-label={say(field.label)}>
          <table className="a-entry">
            <thead><tr>{columns.map((column) => <th key={column.key} scope="col">{say(column.label)}{column.required && <span aria-hidden="true"> *</span>}</th>)}<td /></tr></thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index} aria-label={t('row', { n: index + 1 })}>
                  {columns.map((column) => (
                    <td key={column.key} data-title={say(column.label)} data-kind={column.kind}>
                      <FieldInput field={column} value={row[column.key]} hideLabel label={t('cell', { column: say(column.label), n: index + 1 })} disabled={disabled}
                        error={errorOf(`${field.key}[${index}].${column.key}`)} onChange={(value) => change(index, column.key, value)} />
                    </td>
                  ))}
                  <td className="a-rowacts">
                    {!disabled && <>
                      <ActionIcon variant="subtle" color="gray" size={28} disabled={index === 0} aria-label={t('up', { n: index + 1 })} onClick={() => swap(index)}><Icon name="chevronUp" size={15} /></ActionIcon>
                      <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('remove', { n: index + 1 })} onClick={() => onChange(rows.filter((_, at) => at !== index))}><Icon name="trash" size={15} /></ActionIcon>
                    </>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!disabled && <Button variant="default" size="compact-sm" leftSection={<Icon name="plus" size={14} />} disabled={rows.length >= (field.maxRows ?? 100)} onClick={() => onChange([...rows, {}])}>{t('add')}</Button>}
      {sums && <p className="a-sums" aria-live="polite">{columns.filter((column) => column.key in sums).map((column) => <span key={column.key}>{say(column.label)} {t('sum')} <b>{figure(column, sums[column.key])}</b></span>)}</p>}
      {errorOf(field.key) && <span className="d-error">{errorOf(field.key)}</span>}
    </fieldset>
  );
}

/** Fields side by side where they are short. */
const short = (field: Field) => !(field.kind === 'table' || field.kind === 'rich-text' || field.kind === 'period' || (field.kind === 'text' && field.multiline));

/** All fields of a form to be filled, with what is computed shown as it changes. */
export function Fields({ definition, computed, set, locked, errorOf, disabled }: {
  definition: Definition; computed: Computed; set: (key: string, value: unknown) => void; locked: readonly string[]; errorOf: (path: string) => string | undefined; disabled?: boolean;
}) {
  const t = useT();
  const groups: Field[][] = [];
  for (const field of definition.fields) {
    const last = groups.at(-1);
    if (short(field) && last && short(last[0]!)) last.push(field);
    else groups.push([field]);
  }
  return (
    <div className="d-form">
      {groups.map((group) => (
        <div key={group[0]!.key} className={group.length > 1 ? 'd-form-row' : undefined}>
          {group.map((field) => {
            const fixed = disabled || locked.includes(field.key);
            const value = computed.values[field.key];
            return (
              <div key={field.key} title={locked.includes(field.key) ? t('locked') : undefined}>
                {field.kind === 'table'
                  ? <TableInput field={field} rows={Array.isArray(value) ? (value as Values[]) : []} sums={computed.sums[field.key]} onChange={(rows) => set(field.key, rows)} errorOf={errorOf} disabled={fixed} />
                  : <FieldInput field={field} value={value} onChange={(next) => set(field.key, next)} error={errorOf(field.key)} disabled={fixed} />}
                {field.kind === 'money' && field.inWords && !!asNumber(value) && <span className="d-quiet">{wonInHangul(Number(value))}</span>}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** Some words about a value, for comparisons. */
export function plainValue(definition: Definition, path: string, value: unknown): string {
  const [, key, , column] = /^(\w+)(?:\[(\d+)\]\.(\w+))?/.exec(path) ?? [];
  const field = definition.fields.find((one) => one.key === key);
  const part = column ? field?.columns?.find((one) => one.key === column) : field;
  if (value === null || value === undefined || value === '') return '';
  // A part of a value, such as an end of a period, stands for itself.
  if (part && ['period', 'person', 'department'].includes(part.kind) && typeof value !== 'object') return String(value);
  if (!part) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (part.kind === 'rich-text') return new DOMParser().parseFromString(String(value), 'text/html').body.innerText;
  if (part.kind === 'number' || part.kind === 'money') return figure(part, value);
  if (part.kind === 'person' || part.kind === 'department') return people(value).map((one) => one.name).join(', ');
  if (part.kind === 'select') return (Array.isArray(value) ? value : [value]).map((one) => say(part.options?.find((option) => option.value === one)?.label) || String(one)).join(', ');
  if (part.kind === 'period') { const { from, to } = value as { from: string; to: string }; return `${from} ~ ${to}`; }
  if (part.kind === 'table' && Array.isArray(value)) {
    return (value as Values[]).map((row) => (part.columns ?? []).map((one) => plainValue({ ...definition, fields: part.columns ?? [] }, one.key, row[one.key])).join(' | ')).join('\n');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The name that a path of a value has for people. */
export function labelOf(definition: Definition, path: string): string {
  const [, key, index, column] = /^(\w+)(?:\[(\d+)\]\.(\w+))?/.exec(path) ?? [];
  const field = definition.fields.find((one) => one.key === key);
  if (!field) return path;
  const part = column ? field.columns?.find((one) => one.key === column) : null;
  return part ? `${say(field.label)} ${formatNumber(Number(index) + 1)} · ${say(part.label)}` : say(field.label);
}
