import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api, formatDay, formatTime, inLanguage, messages, onceKey, today, upload, useGet, useList, useMe, useWhole, type Pair } from '@dure/sdk';
import { Answer, Button, DataTable, DepartmentPicker, Empty, FileButton, FormBox, Icon, Loading, Modal, Note, NumberInput, Page, Panel, PeoplePicker, Radio, Select, Switch, Tag, TextInput, Textarea, notify, reason, useForm, type StoredFile } from '@dure/ui-kit';
import { API, RETENTIONS, ROLES, choices, type LineStep, type Retention } from './model';
import { Seal } from './seal';

const useT = messages({
  save: ['저장', 'Save'],
  saved: ['저장했습니다.', 'Saved.'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
  settings: ['결재 규칙', 'Rules of approval'],
  settingsAbout: ['회사 모든 문서에 쓰입니다. 이미 올라간 문서는 올릴 때의 규칙대로 끝납니다.', 'They hold for all documents; those under way keep the rules they began with.'],
  later: ['후결의 뜻', 'What 후결 (later approval) means'],
  laterHours: ['기다리는 시간', 'Hours to wait'],
  prior: ['선결 허용(윗사람이 먼저 결재, 아래는 확인만)', 'Allow prior approval: a senior acts first, juniors only confirm'],
  disagreement: ['합의에서 반대하면', 'When somebody disagrees'],
  assistance: ['협조를 기다린 뒤 다음으로', 'Wait for assistance before going on'],
  reference: ['참조자가 볼 수 있는 때', 'When references see a document'],
  withdraw: ['기안자가 회수할 수 있는 때', 'How long a drafter may withdraw'],
  officers: ['문서 담당자', 'Document officers'],
  officersAbout: ['부서로 온 문서를 접수하고, 부서 합의의 안쪽 결재선을 여는 사람입니다.', 'Who receives what is sent to a department and opens its line for agreements.'],
  department: ['부서', 'Department'],
  people: ['담당자', 'Officers'],
  noOfficers: ['담당자를 둔 부서가 없습니다', 'No department has officers'],
  noOfficersAbout: ['그동안은 부서장이 접수합니다. 부서를 추가하면 다른 사람이 맡을 수 있습니다.', 'Meanwhile the head of a department receives. Add a department to name others.'],
  addDepartment: ['부서 추가', 'Add a department'],
  remove: ['빼기', 'Remove'],
  register: ['문서번호 대장', 'Register of numbers'],
  registerAbout: ['매긴 번호가 빠짐없이 있습니다. 취소된 번호에는 이유가 남습니다.', 'Every number that was given. Cancelled ones keep their reason.'],
  year: ['연도', 'Year'],
  number: ['문서번호', 'Number'],
  state: ['상태', 'State'],
  reasonName: ['이유', 'Reason'],
  title: ['제목', 'Title'],
  form: ['양식', 'Form'],
  at: ['매긴 날', 'Given'],
  issued: ['발급', 'Issued'],
  cancelled: ['취소', 'Cancelled'],
  retention: ['보존 만료', 'End of retention'],
  retentionAbout: ['보존기간이 끝난 문서입니다. 결정하기 전에는 아무것도 지워지지 않습니다.', 'Documents whose time has ended. Nothing is destroyed before somebody decides.'],
  before: ['이 날 전에 끝나는 것', 'Ending before'],
  until: ['만료일', 'Kept until'],
  kept: ['보존기간', 'Kept for'],
  decide: ['{n}건 결정하기', 'Decide on {n}'],
  destroy: ['폐기', 'Destroy'],
  extend: ['보존기간 연장', 'Keep longer'],
  newTerm: ['새 보존기간', 'New term'],
  destroyAbout: ['내용과 첨부파일이 지워지고 되돌릴 수 없습니다. 번호와 결정 기록은 남습니다.', 'Content and files are destroyed for good. The number and this decision stay.'],
  decided: ['{n}건을 처리했습니다.', '{n} decided.'],
  noneExpired: ['만료된 문서가 없습니다', 'Nothing has ended'],
  none: ['아직 없습니다', 'Nothing yet'],
  mine: ['내 도장·결재선', 'My seal and lines'],
  mineAbout: ['결재란에 찍히는 도장과 자주 쓰는 결재선입니다.', 'The seal on documents you approve, and the lines you use often.'],
  seal: ['도장', 'Seal'],
  sealAbout: ['그림을 올리지 않으면 이름으로 만든 도장이 찍힙니다. 이미 찍힌 도장은 바뀌지 않습니다.', 'Without a picture a seal is made of your name. Seals already set do not change.'],
  choosePicture: ['그림 고르기', 'Choose a picture'],
  removePicture: ['그림 빼기', 'Remove the picture'],
  lines: ['저장한 결재선', 'Saved lines'],
  noLines: ['기안할 때 결재선을 저장하면 여기에 모입니다.', 'Lines that you save while drafting are kept here.'],
  lineName: ['이름', 'Name'],
  steps: ['{n}단계', '{n} steps'],
  deleted: ['지웠습니다.', 'Deleted.'],
});

const LATER: Record<'SIGN_LATER' | 'AUTO_APPROVE', Pair> = {
  SIGN_LATER: ['먼저 시행하고 나중에 결재한다(이의를 남길 수 있음)', 'The document goes on; the person signs or objects afterwards'],
  AUTO_APPROVE: ['정한 시간을 기다린 뒤 승인한 것으로 본다(기한후결)', 'The document waits; after the time it counts as approved'],
};
const DISAGREEMENT: Record<'RETURN' | 'RECORD', Pair> = {
  RETURN: ['기안자에게 돌아간다', 'The document goes back to the drafter'],
  RECORD: ['반대를 기록하고 계속 간다', 'It is recorded, and the document goes on'],
};
const REFERENCE: Record<'SUBMISSION' | 'COMPLETION', Pair> = { SUBMISSION: ['상신한 때부터', 'From submission'], COMPLETION: ['완결된 때부터', 'From completion'] };
const WITHDRAW: Record<'FIRST_ACT' | 'COMPLETION', Pair> = { FIRST_ACT: ['다른 사람이 처리하기 전까지', 'Until somebody else has acted'], COMPLETION: ['완결 전까지', 'Until completion'] };

interface Settings {
  laterApproval: keyof typeof LATER; laterApprovalHours: number; priorApproval: boolean; disagreement: keyof typeof DISAGREEMENT; assistanceBlocks: boolean;
  referenceFrom: keyof typeof REFERENCE; withdrawUntil: keyof typeof WITHDRAW;
}

function Choice<K extends string>({ label, of, value, onChange }: { label: string; of: Record<K, Pair>; value: K; onChange: (value: K) => void }) {
  return <Radio.Group label={label} value={value} onChange={(next) => onChange(next as K)}><div className="a-radios">{choices<K>(of).map((one) => <Radio key={one.value} value={one.value} label={one.label} />)}</div></Radio.Group>;
}

export function SettingsPage() {
  const t = useT();
  const query = useQuery({ queryKey: ['edit', 'settings'], gcTime: 0, queryFn: () => answer<Settings>(`${API}/settings`) });
  return <Page title={t('settings')} about={t('settingsAbout')}><Answer query={query}>{({ value, etag }) => <SettingsForm key={etag} settings={value} etag={etag} again={() => void query.refetch()} />}</Answer></Page>;
}

function SettingsForm({ settings, etag, again }: { settings: Settings; etag: string | null; again: () => void }) {
  const t = useT();
  const form = useForm<Settings>(settings, async (values) => {
    await api(`${API}/settings`, { method: 'PUT', body: values, headers: etag ? { 'If-Match': etag } : {} });
    notify(t('saved'));
    again();
  });
  const { values, set } = form;
  return (
    <Panel><FormBox form={form} submit={t('save')}>
      <Choice label={t('later')} of={LATER} value={values.laterApproval} onChange={(laterApproval) => set({ laterApproval })} />
      {values.laterApproval === 'AUTO_APPROVE' && <NumberInput label={t('laterHours')} maw={180} min={1} max={8784} value={values.laterApprovalHours} error={form.error('laterApprovalHours')} onChange={(value) => set({ laterApprovalHours: Number(value) })} />}
      <Choice label={t('disagreement')} of={DISAGREEMENT} value={values.disagreement} onChange={(disagreement) => set({ disagreement })} />
      <Choice label={t('reference')} of={REFERENCE} value={values.referenceFrom} onChange={(referenceFrom) => set({ referenceFrom })} />
      <Choice label={t('withdraw')} of={WITHDRAW} value={values.withdrawUntil} onChange={(withdrawUntil) => set({ withdrawUntil })} />
      <Switch label={t('prior')} checked={values.priorApproval} onChange={(event) => set({ priorApproval: event.currentTarget.checked })} />
      <Switch label={t('assistance')} checked={values.assistanceBlocks} onChange={(event) => set({ assistanceBlocks: event.currentTarget.checked })} />
    </FormBox></Panel>
  );
}

interface Officers { departmentId: string; accountIds: string[] }

export function OfficersPage() {
  const t = useT();
  const query = useQuery({ queryKey: ['edit', 'officers'], gcTime: 0, refetchOnWindowFocus: false, queryFn: () => answer<{ items: Officers[] }>(`${API}/officers`) });
  return <Page title={t('officers')} about={t('officersAbout')}><Answer query={query}>{({ value, etag }) => <OfficersForm key={query.dataUpdatedAt} officers={value.items} etag={etag} again={() => void query.refetch()} />}</Answer></Page>;
}

function OfficersForm({ officers, etag, again }: { officers: Officers[]; etag: string | null; again: () => void }) {
  const t = useT();
  const form = useForm({ rows: officers }, async ({ rows }) => {
    await api(`${API}/officers`, { method: 'PUT', body: { items: rows.filter((row) => row.departmentId && row.accountIds.length > 0) }, headers: etag ? { 'If-Match': etag } : {} });
    notify(t('saved'));
    again();
  });
  const { rows } = form.values;
  const change = (index: number, what: Partial<Officers>) => form.set({ rows: rows.map((row, at) => (at === index ? { ...row, ...what } : row)) });
  return (
    <Panel><FormBox form={form} submit={t('save')} actions={<Button variant="default" leftSection={<Icon name="plus" size={15} />} onClick={() => form.set({ rows: [...rows, { departmentId: '', accountIds: [] }] })}>{t('addDepartment')}</Button>}>
      {rows.length === 0 && <Empty title={t('noOfficers')} icon="users">{t('noOfficersAbout')}</Empty>}
      {rows.map((row, index) => (
        <div className="a-officer" key={index}>
          <DepartmentPicker label={t('department')} value={row.departmentId || null} onChange={(id) => change(index, { departmentId: id ?? '' })} />
          <PeoplePicker label={t('people')} value={row.accountIds} onChange={(accountIds) => change(index, { accountIds })} />
          <Button variant="default" onClick={() => form.set({ rows: rows.filter((_, at) => at !== index) })}>{t('remove')}</Button>
        </div>
      ))}
    </FormBox></Panel>
  );
}

interface Registered { number: string; state: 'ISSUED' | 'CANCELLED'; reason: string | null; documentId: string | null; title: string | null; issuedAt: string; cancelledAt: string | null }

export function RegisterPage() {
  const t = useT();
  const [year, setYear] = useState(() => today().slice(0, 4));
  const list = useList<Registered>(`${API}/register?year=${year}`);
  return (
    <Page title={t('register')} about={t('registerAbout')} actions={<Select aria-label={t('year')} w={110} allowDeselect={false} value={year} onChange={(value) => setYear(value!)} data={Array.from({ length: 10 }, (_, back) => String(Number(today().slice(0, 4)) - back))} />}>
      <DataTable label={t('register')} list={list} id={(row) => row.number + (row.documentId ?? '')} empty={<Panel><Empty title={t('none')} icon="list" /></Panel>} columns={[
        { key: 'number', title: t('number'), value: (row) => row.number, render: (row) => (row.documentId ? <Link to={`/app/approval/documents/${row.documentId}`}>{row.number}</Link> : row.number) },
        { key: 'title', title: t('title'), value: (row) => row.title, render: (row) => row.title ?? '–' },
        { key: 'at', title: t('at'), value: (row) => row.issuedAt, render: (row) => formatTime(row.issuedAt) },
        { key: 'state', title: t('state'), value: (row) => row.state, render: (row) => <Tag tone={row.state === 'ISSUED' ? 'good' : 'bad'}>{t(row.state === 'ISSUED' ? 'issued' : 'cancelled')}</Tag> },
        { key: 'reason', title: t('reasonName'), value: (row) => row.reason, render: (row) => row.reason ?? '–' },
      ]} />
    </Page>
  );
}

interface Expiring { id: string; title: string; number: string | null; formName: string; retention: Retention; retainUntil: string }

export function RetentionPage() {
  const t = useT();
  const [before, setBefore] = useState(today);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState(false);
  const list = useList<Expiring>(`${API}/retention?before=${before}`);
  const ids = list.rows.filter((row) => chosen.has(row.id)).map((row) => row.id);
  return (
    <Page title={t('retention')} about={t('retentionAbout')} actions={<TextInput type="date" aria-label={t('before')} value={before} onChange={(event) => event.currentTarget.value && setBefore(event.currentTarget.value)} />}>
      <DataTable label={t('retention')} list={list} id={(row) => row.id} chosen={chosen} onChoose={setChosen} empty={<Panel><Empty title={t('noneExpired')} icon="check" /></Panel>}
        bar={<Button disabled={ids.length === 0} onClick={() => setOpen(true)}>{t('decide', { n: ids.length })}</Button>} columns={[
          { key: 'number', title: t('number'), value: (row) => row.number, render: (row) => row.number ?? '–' },
          { key: 'title', title: t('title'), value: (row) => row.title, render: (row) => <Link to={`/app/approval/documents/${row.id}`}>{row.title}</Link> },
          { key: 'form', title: t('form'), value: (row) => row.formName, render: (row) => row.formName },
          { key: 'kept', title: t('kept'), value: (row) => row.retention, render: (row) => inLanguage(RETENTIONS[row.retention]) },
          { key: 'until', title: t('until'), value: (row) => row.retainUntil, render: (row) => formatDay(row.retainUntil) },
        ]} />
      <Modal opened={open} onClose={() => setOpen(false)} title={t('decide', { n: ids.length })} closeButtonProps={{ 'aria-label': t('close') }}>{open && <Decide ids={ids} onDone={() => { setOpen(false); setChosen(new Set()); }} />}</Modal>
    </Page>
  );
}

function Decide({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({ decision: 'EXTEND', retention: 'Y5', reason: '' }, async (values) => {
    await api(`${API}/retention/decisions`, { method: 'POST', headers: { 'Idempotency-Key': onceKey() }, body: { documentIds: ids, decision: values.decision, retention: values.decision === 'EXTEND' ? values.retention : null, reason: values.reason } });
    notify(t('decided', { n: ids.length }));
    await queries.invalidateQueries({ queryKey: ['list'] });
    onDone();
  });
  return (
    <FormBox form={form} submit={t(form.values.decision === 'EXTEND' ? 'extend' : 'destroy')}>
      <Radio.Group aria-label={t('decide', { n: ids.length })} value={form.values.decision} onChange={(decision) => form.set({ decision })}><div className="a-radios"><Radio value="EXTEND" label={t('extend')} /><Radio value="DESTROY" label={t('destroy')} /></div></Radio.Group>
      {form.values.decision === 'EXTEND'
        ? <Select label={t('newTerm')} allowDeselect={false} value={form.values.retention} error={form.error('retention')} onChange={(retention) => form.set({ retention: retention! })} data={choices(RETENTIONS)} />
        : <Note tone="bad">{t('destroyAbout')}</Note>}
      <Textarea label={t('reasonName')} required autosize minRows={2} {...form.text('reason')} />
    </FormBox>
  );
}

/** One's own seal and saved lines. */
export function MinePage() {
  const t = useT();
  const me = useMe()!;
  const queries = useQueryClient();
  const signature = useGet<{ file: string | null }>(`${API}/signature`);
  const lines = useWhole<{ id: string; name: string; steps: LineStep[] }>(`${API}/lines`);
  const [busy, setBusy] = useState(false);
  const picture = signature.data?.file ?? null;
  const attempt = async (work: () => Promise<unknown>, said: string) => {
    setBusy(true);
    try {
      await work();
      notify(said);
      await queries.invalidateQueries({ predicate: (query) => String(query.queryKey[1]).startsWith(API) });
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    } finally {
      setBusy(false);
    }
  };
  const choose = (file: File | null) => {
    if (!file) return;
    void attempt(async () => {
      const stored = await upload<StoredFile>(`/api/files?${new URLSearchParams({ name: file.name })}`, file, () => {});
      await api(`${API}/signature`, { method: 'PUT', body: { upload: stored.id } });
    }, t('saved'));
  };
  return (
    <Page title={t('mine')} about={t('mineAbout')}>
      <Panel title={t('seal')}>
        <div className="a-mine"><Seal name={me.account.name} picture={picture} size={84} />
          <div><p className="a-tight">{t('sealAbout')}</p>
            <div className="d-actions">
              <FileButton accept="image/png,image/jpeg" onChange={choose}>{(props) => <Button {...props} variant="default" loading={busy} leftSection={<Icon name="upload" size={15} />}>{t('choosePicture')}</Button>}</FileButton>
              {picture && <Button variant="default" onClick={() => void attempt(() => api(`${API}/signature`, { method: 'DELETE' }), t('saved'))}>{t('removePicture')}</Button>}
            </div></div></div>
      </Panel>
      <Panel title={t('lines')}>
        {lines.loading ? <Loading /> : lines.rows.length === 0 ? <p className="d-quiet">{t('noLines')}</p> : lines.rows.map((line) => (
          <div className="d-pairs" key={line.id}><span><b>{line.name}</b> <span className="d-quiet">{t('steps', { n: line.steps.length })} · {line.steps.map((step) => inLanguage(ROLES[step.role])).join(' → ')}</span></span>
            <Button size="compact-xs" variant="default" onClick={() => void attempt(() => api(`${API}/lines/${line.id}`, { method: 'DELETE' }), t('deleted'))}>{t('remove')}</Button></div>
        ))}
      </Panel>
    </Page>
  );
}
