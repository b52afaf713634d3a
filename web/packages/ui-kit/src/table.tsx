import { memo, useCallback, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ActionIcon, Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { formatNumber, messages, type List } from '@dure/sdk';
import { Empty, Failure, Icon, Loading } from './parts';
import { found } from './hangul';

const useT = messages({
  filter: ['목록에서 찾기', 'Find in the list'],
  columns: ['열 고르기', 'Choose columns'],
  export: ['CSV로 내려받기', 'Download as CSV'],
  all: ['모두 고르기', 'Choose all'],
  choose: ['{n}번째 줄 고르기', 'Choose row {n}'],
  more: ['더 보기', 'Show more'],
  count: ['{n}건', '{n} rows'],
  none: ['찾는 것이 없습니다', 'Nothing matches'],
  empty: ['아직 아무것도 없습니다', 'Nothing here yet'],
});

export interface Column<T> {
  key: string;
  title: string;
  render: (row: T) => ReactNode;
  /** What is sorted, searched and exported; without it the column does none of these. */
  value?: (row: T) => string | number | null | undefined;
  right?: boolean;
  hidden?: boolean;
}

const ROW = 40;
const VIRTUAL_FROM = 200;

/** Text as a field of CSV; what a spreadsheet would take for a formula stays text. */
function field(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value !== 'number' ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function download<T>(name: string, columns: Column<T>[], rows: T[]) {
  const lines = [columns.map((column) => field(column.title)), ...rows.map((row) => columns.map((column) => field(column.value?.(row))))];
  const url = URL.createObjectURL(new Blob(['\uFEFF', lines.map((line) => line.join(',')).join('\r\n')], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

interface RowProps<T> {
  row: T;
  id: string;
  index: number;
  columns: Column<T>[];
  onOpen?: (row: T) => void;
  onTick?: (id: string) => void;
  ticked: boolean;
  mayTick: boolean;
}

function PlainRow<T>({ row, id, index, columns, onOpen, onTick, ticked, mayTick }: RowProps<T>) {
  const t = useT();
  const keys = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget) return;
    const next = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key] as 'nextElementSibling' | undefined;
    if (next) {
      event.preventDefault();
      (event.currentTarget[next] as HTMLElement | null)?.focus();
    } else if (event.key === 'Enter' && onOpen) {
      onOpen(row);
    }
  };
  return (
    <tr aria-rowindex={index + 2} data-open={onOpen ? '' : undefined} tabIndex={onOpen ? 0 : undefined} onKeyDown={keys} onClick={onOpen && (() => onOpen(row))}>
      {onTick && <td className="d-tick" onClick={(event) => event.stopPropagation()}><Checkbox size="xs" aria-label={t('choose', { n: index + 1 })}
        disabled={!mayTick} checked={ticked} onChange={() => onTick(id)} /></td>}
      {columns.map((column) => (
        <td key={column.key} data-title={column.title} className={column.right ? 'd-right' : undefined}><span>{column.render(row)}</span></td>
      ))}
    </tr>
  );
}

/** While a list scrolls, only the rows that come into sight are drawn. */
const Row = memo(PlainRow) as typeof PlainRow;

/** A list as a table: found in, sorted, exported, walked by arrow keys; long ones draw only what is seen. */
export function DataTable<T>({ label, columns, list, id, onOpen, empty, bar, chosen, onChoose, mayChoose }: {
  label: string;
  columns: Column<T>[];
  list: List<T>;
  id: (row: T) => string;
  onOpen?: (row: T) => void;
  empty?: ReactNode;
  /** Stands in the place of finding in what is loaded, where the server finds. */
  bar?: ReactNode;
  /** Ids of the rows that are ticked; with them each row can be ticked. */
  chosen?: ReadonlySet<string>;
  onChoose?: (chosen: ReadonlySet<string>) => void;
  mayChoose?: (row: T) => boolean;
}) {
  const t = useT();
  const [text, setText] = useState('');
  const [sort, setSort] = useState<{ key: string; down: boolean } | null>(null);
  const [hidden, setHidden] = useState(() => new Set(columns.filter((column) => column.hidden).map((column) => column.key)));
  const box = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => columns.filter((column) => !hidden.has(column.key)), [columns, hidden]);
  const rows = useMemo(() => {
    const kept = text
      ? list.rows.filter((row) => columns.some((column) => column.value && found(String(column.value(row) ?? ''), text)))
      : list.rows;
    const by = sort && columns.find((column) => column.key === sort.key)?.value;
    if (!by) return kept;
    return [...kept].sort((a, b) => {
      const [x, y] = [by(a) ?? '', by(b) ?? ''];
      const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'ko');
      return sort!.down ? -order : order;
    });
  }, [list.rows, columns, sort, text]);
  const virtual = rows.length > VIRTUAL_FROM;
  const scroller = useVirtualizer({
    count: virtual ? rows.length : 0, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12,
  });
  const may = useMemo(() => (onChoose ? rows.filter((row) => mayChoose?.(row) ?? true).map(id) : []), [rows, id, onChoose, mayChoose]);
  const tickable = useMemo(() => new Set(may), [may]);
  const tick = useCallback((one: string) => {
    const next = new Set(chosen);
    if (!next.delete(one)) next.add(one);
    onChoose?.(next);
  }, [chosen, onChoose]);
  if (list.loading || list.error || list.rows.length === 0) {
    // The bar keeps its place in the tree, so that who types in it stays in it while the server finds.
    return (
      <div>
        {bar && <div className="d-table-bar d-noprint">{bar}</div>}
        {list.loading ? <Loading /> : list.error ? <Failure error={list.error} retry={list.retry} /> : empty ?? <Empty title={t('empty')} />}
      </div>
    );
  }
  const ticked = may.filter((one) => chosen?.has(one));
  const span = shown.length + (onChoose ? 1 : 0);
  const parts = scroller.getVirtualItems();
  const drawn = virtual ? parts.map((part) => part.index) : rows.map((_, index) => index);
  const above = virtual ? parts[0]?.start ?? 0 : 0;
  const below = virtual ? scroller.getTotalSize() - (parts.at(-1)?.end ?? 0) : 0;

  return (
    <div>
      <div className="d-table-bar d-noprint">
        {bar ?? <TextInput size="xs" w={240} aria-label={t('filter')} placeholder={t('filter')} leftSection={<Icon name="search" size={15} />}
          value={text} onChange={(event) => setText(event.currentTarget.value)} />}
        <div style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
          <span className="d-quiet" style={{ whiteSpace: 'nowrap' }} aria-live="polite">{t('count', { n: formatNumber(rows.length) })}{list.more ? '+' : ''}</span>
          <Popover position="bottom-end" withArrow>
            <Popover.Target><ActionIcon variant="default" size={30} aria-label={t('columns')} title={t('columns')}><Icon name="columns" size={16} /></ActionIcon></Popover.Target>
            <Popover.Dropdown aria-label={t('columns')}>
              <div className="d-form">
                {columns.map((column) => (
                  <Checkbox key={column.key} size="xs" label={column.title} checked={!hidden.has(column.key)}
                    disabled={shown.length === 1 && !hidden.has(column.key)}
                    onChange={() => setHidden((now) => {
                      const next = new Set(now);
                      if (!next.delete(column.key)) next.add(column.key);
                      return next;
                    })} />
                ))}
              </div>
            </Popover.Dropdown>
          </Popover>
          <ActionIcon variant="default" size={30} aria-label={t('export')} title={t('export')}
            onClick={() => download(label, shown.filter((column) => column.value), rows)}><Icon name="download" size={16} /></ActionIcon>
        </div>
      </div>
      {rows.length === 0 ? <Empty title={t('none')} icon="search" /> : (
        <div className="d-table-scroll" ref={box} tabIndex={0} role="region" aria-label={label}>
          <table className="d-table" data-virtual={virtual || undefined} aria-rowcount={rows.length + 1}>
            <thead>
              <tr>
                {onChoose && <th scope="col" className="d-tick"><Checkbox size="xs" aria-label={t('all')} disabled={may.length === 0} checked={may.length > 0 && ticked.length === may.length}
                  indeterminate={ticked.length > 0 && ticked.length < may.length} onChange={() => onChoose(new Set(ticked.length === may.length ? [] : may))} /></th>}
                {shown.map((column) => (
                  <th key={column.key} scope="col" className={column.right ? 'd-right' : undefined}
                    aria-sort={sort?.key === column.key ? (sort.down ? 'descending' : 'ascending') : undefined}>
                    {column.value ? (
                      <button type="button" onClick={() => setSort((now) => ({ key: column.key, down: now?.key === column.key && !now.down }))}>
                        {column.title}{sort?.key === column.key && <Icon name={sort.down ? 'chevronDown' : 'chevronUp'} size={13} />}
                      </button>
                    ) : column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {above > 0 && <tr aria-hidden="true"><td style={{ height: above, padding: 0 }} colSpan={span} /></tr>}
              {drawn.map((index) => {
                const row = rows[index]!;
                const key = id(row);
                return (
                  <Row key={key} row={row} id={key} index={index} columns={shown} onOpen={onOpen} onTick={onChoose && tick}
                    ticked={chosen?.has(key) ?? false} mayTick={tickable.has(key)} />
                );
              })}
              {below > 0 && <tr aria-hidden="true"><td style={{ height: below, padding: 0 }} colSpan={span} /></tr>}
            </tbody>
          </table>
        </div>
      )}
      {list.more && (
        <div style={{ textAlign: 'center', marginTop: 12 }}><Button variant="default" loading={list.loadingMore} onClick={list.more}>{t('more')}</Button></div>
      )}
    </div>
  );
}
