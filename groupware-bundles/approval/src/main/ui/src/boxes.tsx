import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { ProblemError, api, formatDay, inLanguage, messages, onceKey, useGet, useList } from '@dure/sdk';
import { Button, DataTable, DepartmentPicker, Empty, Face, Icon, Modal, Note, Page, Panel, Popover, Select, Tag, TextInput, Textarea, notify, reason, useDebouncedValue, type Column } from '@dure/ui-kit';
import { readAnew } from './acts';
import { API, ROLES, SECURITIES, STATES, STEP_STATES, ago, named, say, type Box, type FormRow, type Row } from './model';
import { BOXES } from './nav';

const useT = messages({
  search: ['제목·번호·기안자로 찾기', 'Find by title, number, drafter'],
  filter: ['거르기', 'Filter'],
  filters: ['거르기 {n}', 'Filter {n}'],
  form: ['양식', 'Form'],
  state: ['상태', 'State'],
  from: ['부터', 'From'],
  to: ['까지', 'To'],
  department: ['부서', 'Department'],
  clear: ['거르기 지우기', 'Clear the filter'],
  title: ['제목', 'Title'],
  number: ['문서번호', 'Number'],
  drafter: ['기안자', 'Drafter'],
  submitted: ['상신', 'Submitted'],
  completed: ['완결', 'Completed'],
  written: ['쓴 때', 'Written'],
  mine: ['내 역할', 'My part'],
  for: ['{name} 대신', 'for {name}'],
  urgent: ['긴급', 'Urgent'],
  later: ['후결 대기', 'Later approval'],
  files: ['첨부 {n}개', '{n} files'],
  bulk: ['{n}건 한꺼번에 처리', 'Act on {n} at once'],
  bulkTitle: ['{n}건을 승인·찬성·확인합니다', 'Approve, agree to or confirm {n} documents'],
  bulkAbout: ['각 문서는 따로 처리되고, 안 된 것은 이유와 함께 남습니다.', 'Each is done by itself; what could not be done stays here with the reason.'],
  comment: ['의견(모두에 같이 적힙니다)', 'Comment (written to each)'],
  go: ['처리', 'Do it'],
  cancel: ['닫기', 'Close'],
  result: ['{n}건 처리했습니다.', '{n} done.'],
  failed: ['처리하지 못했습니다', 'That did not work'],
  some: ['{n}건은 처리하지 못했습니다.', '{n} could not be done.'],
  none: ['문서가 없습니다', 'No documents here'],
  noneWaiting: ['결재할 문서가 없습니다', 'Nothing waits for you'],
  noneWaitingAbout: ['새 문서가 오면 여기와 알림에 바로 나타납니다.', 'What comes appears here and in your notices at once.'],
  noneFound: ['맞는 문서가 없습니다', 'No document matches'],
  write: ['기안하기', 'New document'],
});

const ABOUT: Record<Box, readonly [string, string]> = {
  waiting: ['지금 내가 처리할 문서입니다. 부재자를 대신하는 문서는 누구 대신인지 적혀 있습니다.', 'What you act on now; where you act for somebody absent, it says for whom.'],
  upcoming: ['앞 사람이 처리하면 내 차례가 되는 문서입니다.', 'Your turn comes when those before you have acted.'],
  drafts: ['쓰다 만 문서입니다.', 'What you have begun.'],
  'in-progress': ['내가 올렸거나 처리한, 아직 끝나지 않은 문서입니다.', 'What you submitted or acted on and is not finished.'],
  done: ['내가 올렸거나 처리한 완결 문서입니다.', 'Completed documents of yours.'],
  rejected: ['반려되었거나 거두어들인 문서입니다. 재기안할 수 있습니다.', 'Rejected or withdrawn; they can be redrafted.'],
  referred: ['참조·열람·공람으로 받은 문서입니다.', 'What was referred to you.'],
  received: ['우리 부서나 나에게 온 문서입니다. 접수하고 담당을 정합니다.', 'What was sent to your department or to you.'],
  department: ['우리 부서에서 기안한 문서입니다.', 'What your department has drafted.'],
  archive: ['회사의 모든 완결 문서입니다(비밀 문서 제외).', 'All completed documents of the company except secret ones.'],
};
const FILTERS = ['form', 'from', 'to', 'department'] as const;

/** What a row would be done with when many are ticked. */
const bulkAct = (row: Row): 'approve' | 'agree' | 'acknowledge' | null => {
  if (!row.step) return null;
  if (row.step.state === 'CONFIRMING') return 'acknowledge';
  if (!['ACTIVE', 'HELD'].includes(row.step.state)) return null;
  if (['APPROVAL', 'FINAL', 'DEPUTY', 'PRIOR', 'LATER'].includes(row.step.role)) return 'approve';
  if (['AGREEMENT', 'ASSISTANCE'].includes(row.step.role)) return 'agree';
  return row.step.role === 'RECEIVING' ? null : 'acknowledge';
};

export function BoxPage() {
  const { box } = useParams();
  return box && box in BOXES ? <List key={box} box={box as Box} /> : <Empty title={box ?? ''} icon="search" />;
}

function List({ box }: { box: Box }) {
  const t = useT();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(params.get('text') ?? '');
  const [words] = useDebouncedValue(text.trim(), 300);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState(false);
  const forms = useList<FormRow>(`${API}/forms`, 200);
  const asked = new URLSearchParams();
  if (words) asked.set('text', words);
  for (const name of FILTERS) if (params.get(name)) asked.set(name, params.get(name)!);
  const list = useList<Row>(`${API}/boxes/${box}${asked.size ? `?${asked}` : ''}`, 50);
  const filters = FILTERS.filter((name) => params.get(name)).length;
  const set = (name: (typeof FILTERS)[number], value: string | null) => setParams((now) => {
    const next = new URLSearchParams(now);
    if (value) next.set(name, value);
    else next.delete(name);
    return next;
  }, { replace: true });
  const open = (row: Row) => void navigate(row.state === 'DRAFT' ? `/app/approval/documents/${row.id}/edit` : `/app/approval/documents/${row.id}`);
  const many = box === 'waiting' || box === 'referred';
  const rows = list.rows.filter((row) => chosen.has(row.id));
  const drafts = box === 'drafts';
  const columns: Column<Row>[] = [
    { key: 'title', title: t('title'), value: (row) => row.title, render: (row) => (
      <span className="a-rowtitle">
        {row.urgent && <Tag tone="bad">{t('urgent')}</Tag>}
        {row.security !== 'GENERAL' && <Tag>{inLanguage(SECURITIES[row.security])}</Tag>}
        <b>{row.title}</b>
        {row.attachments > 0 && <span className="a-clip" title={t('files', { n: row.attachments })}><Icon path="M15 7l-6.5 6.5a1.5 1.5 0 0 0 3 3l6.5 -6.5a3 3 0 0 0 -6 -6l-6.5 6.5a4.5 4.5 0 0 0 9 9l6.5 -6.5" size={14} /><span className="d-sr">{t('files', { n: row.attachments })}</span></span>}
      </span>) },
    { key: 'form', title: t('form'), value: (row) => named(row.formName), render: (row) => named(row.formName) },
    ...(drafts ? [] : [{ key: 'drafter', title: t('drafter'), value: (row: Row) => row.drafterName, render: (row: Row) => <span className="a-person"><Face name={row.drafterName} /><span>{row.drafterName}<small>{row.drafterDepartment}</small></span></span> }]),
    ...(many || box === 'received' ? [{ key: 'mine', title: t('mine'), value: (row: Row) => (row.step ? inLanguage(ROLES[row.step.role]) : ''), render: (row: Row) => (row.step ? <><Tag tone={row.step.state === 'DONE' ? 'plain' : 'wait'}>{inLanguage(ROLES[row.step.role])}{!['ACTIVE', 'WAITING'].includes(row.step.state) && ` · ${inLanguage(STEP_STATES[row.step.state].text)}`}</Tag>{row.step.forName && <> <Tag tone="info">{t('for', { name: row.step.forName })}</Tag></>}</> : '–') }] : []),
    { key: 'state', title: t('state'), value: (row) => inLanguage(STATES[row.state].text), render: (row) => <><Tag tone={STATES[row.state].tone}>{inLanguage(STATES[row.state].text)}</Tag>{row.laterPending && <> <Tag tone="wait">{t('later')}</Tag></>}</> },
    ...(drafts ? [] : [{ key: 'number', title: t('number'), hidden: many, value: (row: Row) => row.number, render: (row: Row) => row.number ?? '–' }]),
    { key: 'at', title: ['done', 'department', 'archive'].includes(box) ? t('completed') : drafts ? t('written') : t('submitted'), value: (row) => (['done', 'department', 'archive'].includes(box) ? row.completedAt ?? row.submittedAt : row.submittedAt ?? row.createdAt), render: (row) => {
      const at = ['done', 'department', 'archive'].includes(box) ? row.completedAt ?? row.submittedAt : row.submittedAt ?? row.createdAt;
      return at ? <time dateTime={at} title={formatDay(at)}>{Date.now() - Date.parse(at) < 7 * 86_400_000 ? ago(at) : formatDay(at)}</time> : '–';
    } },
  ];
  const found = asked.size > 0;
  return (
    <Page title={inLanguage(BOXES[box].text)} about={inLanguage(ABOUT[box])} actions={<Button component={Link} to="/app/approval/new" variant="default" leftSection={<Icon name="plus" size={15} />} className="a-onlysmall">{t('write')}</Button>}>
      <DataTable label={inLanguage(BOXES[box].text)} list={list} id={(row) => row.id} onOpen={open} columns={columns} chosen={many ? chosen : undefined} onChoose={many ? setChosen : undefined}
        mayChoose={(row) => bulkAct(row) !== null}
        empty={<Panel><Empty title={found ? t('noneFound') : box === 'waiting' ? t('noneWaiting') : t('none')} icon={found ? 'search' : box === 'waiting' ? 'check' : 'inbox'}>{!found && box === 'waiting' && t('noneWaitingAbout')}</Empty></Panel>}
        bar={(
          <div className="a-filter">
            <TextInput size="xs" w={240} aria-label={t('search')} placeholder={t('search')} leftSection={<Icon name="search" size={15} />} value={text} onChange={(event) => setText(event.currentTarget.value)} />
            <Popover position="bottom-start" withArrow>
              <Popover.Target><Button variant={filters ? 'light' : 'default'} leftSection={<Icon path="M4 4h16v2.172a2 2 0 0 1 -.586 1.414l-4.414 4.414v7l-6 2v-8.5l-4.48 -4.928a2 2 0 0 1 -.52 -1.345v-2.227" size={15} />}>{filters ? t('filters', { n: filters }) : t('filter')}</Button></Popover.Target>
              <Popover.Dropdown aria-label={t('filter')}>
                <div className="d-form a-filterform">
                  <Select size="xs" label={t('form')} clearable searchable clearButtonProps={{ 'aria-label': t('clear') }} comboboxProps={{ withinPortal: false }} value={params.get('form')} onChange={(value) => set('form', value)} data={forms.rows.map((form) => ({ value: form.id, label: say(form.name) }))} />
                  <div className="d-form-row"><TextInput size="xs" type="date" label={t('from')} value={params.get('from') ?? ''} onChange={(event) => set('from', event.currentTarget.value)} /><TextInput size="xs" type="date" label={t('to')} value={params.get('to') ?? ''} onChange={(event) => set('to', event.currentTarget.value)} /></div>
                  {(box === 'archive' || box === 'department') && <DepartmentPicker label={t('department')} value={params.get('department')} onChange={(id) => set('department', id)} />}
                  <Button size="compact-sm" variant="default" disabled={!filters} onClick={() => setParams({}, { replace: true })}>{t('clear')}</Button>
                </div>
              </Popover.Dropdown>
            </Popover>
            {rows.length > 0 && <Button onClick={() => setBulk(true)} leftSection={<Icon name="check" size={15} />}>{t('bulk', { n: rows.length })}</Button>}
          </div>
        )} />
      <Modal opened={bulk} onClose={() => setBulk(false)} title={t('bulkTitle', { n: rows.length })} closeButtonProps={{ 'aria-label': t('cancel') }}>
        {bulk && <Bulk rows={rows} onDone={(left) => { setChosen(new Set(left)); if (left.length === 0) setBulk(false); }} />}
      </Modal>
    </Page>
  );
}

interface BulkResult { documentId: string; ok: boolean; problem: { title?: string; detail?: string } | null }

function Bulk({ rows, onDone }: { rows: Row[]; onDone: (left: string[]) => void }) {
  const t = useT();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<{ title: string; why: string }[]>([]);
  const [general, setGeneral] = useState<string | null>(null);
  const go = async () => {
    setBusy(true);
    setGeneral(null);
    try {
      const results: BulkResult[] = [];
      for (let at = 0; at < rows.length; at += 100) {
        const items = rows.slice(at, at + 100).map((row) => ({ documentId: row.id, act: bulkAct(row), version: row.version, step: row.step!.id, comment: comment.trim() || null }));
        results.push(...(await api<{ results: BulkResult[] }>(`${API}/documents/acts`, { method: 'POST', headers: { 'Idempotency-Key': onceKey() }, body: { items } })).results);
      }
      const left = results.filter((one) => !one.ok);
      const done = results.length - left.length;
      if (done > 0) notify(t('result', { n: done }));
      setFailed(left.map((one) => ({ title: rows.find((row) => row.id === one.documentId)?.title ?? '', why: one.problem?.detail ?? one.problem?.title ?? t('failed') })));
      await readAnew(queries);
      onDone(left.map((one) => one.documentId));
    } catch (error) {
      setGeneral(error instanceof ProblemError ? error.message : reason(error, t('failed')));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="d-form" onSubmit={(event) => { event.preventDefault(); if (!busy) void go(); }}>
      {general && <Note tone="bad" live>{general}</Note>}
      {failed.length > 0
        ? <Note tone="bad" live><b>{t('some', { n: failed.length })}</b>{failed.map((one) => <p className="a-tight" key={one.title}>{one.title}: {one.why}</p>)}</Note>
        : <p className="a-tight">{t('bulkAbout')}</p>}
      <ul className="a-bulk">{rows.map((row) => <li key={row.id}>{row.title}{row.step?.forName && <Tag tone="info">{t('for', { name: row.step.forName })}</Tag>}</li>)}</ul>
      <Textarea label={t('comment')} autosize minRows={2} value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
      <div className="a-end"><Button size="sm" type="submit" loading={busy}>{t('go')}</Button></div>
    </form>
  );
}

/** What waits, on the home screen. */
export function WaitingWidget() {
  const words = useWidgetT();
  const query = useGet<{ items: Row[]; next: string | null }>(`${API}/boxes/waiting?limit=5`);
  const counts = useGet<Record<string, number>>(`${API}/boxes`);
  if (!query.data) return null;
  const total = counts.data?.waiting ?? query.data.items.length;
  return (
    <section className="d-panel">
      <div className="d-panel-head"><h2>{words('title')} {total > 0 && <Tag tone="wait">{total >= 100 ? '99+' : total}</Tag>}</h2><Link to="/app/approval/box/waiting">{words('all')}</Link></div>
      {query.data.items.length === 0 ? <p className="d-quiet">{words('none')}</p> : (
        <ul className="a-widget">
          {query.data.items.map((row) => (
            <li key={row.id}><Link to={`/app/approval/documents/${row.id}`}>{row.title}</Link>
              <small>{named(row.formName)} · {row.drafterName}{row.submittedAt && ` · ${ago(row.submittedAt)}`}{row.step?.forName && ` · ${words('for', { name: row.step.forName })}`}</small></li>
          ))}
        </ul>
      )}
    </section>
  );
}
const useWidgetT = messages({
  title: ['결재 대기', 'Waiting for your approval'],
  all: ['모두 보기', 'Show all'],
  none: ['결재할 문서가 없습니다.', 'Nothing waits for you.'],
  for: ['{name} 대신', 'for {name}'],
});
