import { useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ProblemError, answer, api, inLanguage, language, formatTime, messages, useGet, useList, type Pair } from '@dure/sdk';
import { ActionIcon, Answer, Button, DataTable, DepartmentPicker, Empty, Icon, Menu, Modal, Note, NumberInput, Page, Panel, PersonPicker, SegmentedControl, Select, Switch, Tabs, Tag, TextInput, Textarea, confirm, notify, reason } from '@dure/ui-kit';
import { Fields } from './fields';
import { compute, parse } from './formula';
import { API, GIVEN, RETENTIONS, ROLES, SECURITIES, choices, named, say, type Definition, type Field, type Form, type FormRow, type Kind, type RuleStep, type Text, type Values } from './model';

const useT = messages({
  forms: ['양식', 'Forms'],
  formsAbout: ['문서를 쓰는 양식입니다. 고치면 새 버전이 되고, 이미 쓴 문서는 그때의 버전 그대로입니다.', 'What documents are written on. A change makes a new version; documents keep theirs.'],
  add: ['양식 만들기', 'New form'],
  name: ['이름', 'Name'],
  nameKo: ['이름(한국어)', 'Name (Korean)'],
  nameEn: ['이름(영어)', 'Name (English)'],
  code: ['코드', 'Code'],
  codeAbout: ['연동과 가져오기에서 쓰는 이름입니다. 나중에 바꿀 수 없습니다.', 'What integrations know it by; it cannot be changed later.'],
  category: ['분류', 'Category'],
  version: ['버전', 'Version'],
  versions: ['버전', 'Versions'],
  versionsAbout: ['문서는 그것을 쓴 버전을 따릅니다. 가져오면 지금 편집하는 내용이 그 버전의 항목으로 바뀌고, 저장하면 새 버전이 됩니다.', 'Documents follow the version they were written on. Taking one over puts its fields into what you edit; saving makes a new version.'],
  madeAt: ['만든 때', 'Made'],
  madeBy: ['만든 사람', 'Made by'],
  shipped: ['기본 양식', 'Came with the app'],
  current: ['지금 버전', 'Current'],
  look: ['보기', 'Look'],
  lookAt: ['버전 {n} 보기', 'Look at version {n}'],
  takeOver: ['이 버전 가져오기', 'Take over this version'],
  takenOver: ['버전 {n}의 항목을 가져왔습니다. 저장해야 새 버전이 됩니다.', 'The fields of version {n} are in what you edit. Save to make them a new version.'],
  state: ['상태', 'State'],
  published: ['사용 중', 'In use'],
  retired: ['사용 중지', 'Retired'],
  retire: ['사용 중지', 'Retire'],
  publish: ['다시 사용', 'Use again'],
  retireAsk: ['이 양식을 그만 쓸까요?', 'Retire this form?'],
  retireAbout: ['새 문서를 쓸 수 없게 됩니다. 쓴 문서는 그대로입니다.', 'No new documents; those that were written stay.'],
  no: ['아니요', 'No'],
  save: ['새 버전으로 저장', 'Save as a new version'],
  create: ['만들기', 'Create'],
  saved: ['저장했습니다. 버전 {n}입니다.', 'Saved as version {n}.'],
  check: ['검사', 'Check'],
  fine: ['문제가 없습니다.', 'No problems found.'],
  failed: ['하지 못했습니다. 적은 것은 그대로 있습니다.', 'That did not work. What you typed is still here.'],
  fields: ['항목', 'Fields'],
  preview: ['미리보기', 'Preview'],
  numbering: ['번호와 보존', 'Number and retention'],
  line: ['기본 결재선', 'Default line'],
  addField: ['항목 추가', 'Add a field'],
  addColumn: ['열 추가', 'Add a column'],
  noFields: ['아직 항목이 없습니다', 'No fields yet'],
  key: ['이름(수식에서 쓰는 것)', 'Key (used in formulas)'],
  labelKo: ['보이는 이름(한국어)', 'Label (Korean)'],
  labelEn: ['보이는 이름(영어)', 'Label (English)'],
  helpKo: ['도움말(한국어)', 'Hint (Korean)'],
  helpEn: ['도움말(영어)', 'Hint (English)'],
  required: ['반드시 채움', 'Required'],
  multiline: ['여러 줄', 'Several lines'],
  maxLength: ['최대 글자 수', 'Most characters'],
  decimals: ['소수 자리', 'Decimals'],
  unitKo: ['단위(한국어)', 'Unit (Korean)'],
  unitEn: ['단위(영어)', 'Unit (English)'],
  formula: ['수식', 'Formula'],
  formulaAbout: ['예: SUM(items.amount) * 0.1, period.days. 비우면 사람이 적습니다.', 'E.g. SUM(items.amount) * 0.1, period.days. Empty: people type it.'],
  formulaBad: ['수식을 읽을 수 없습니다: {why}', 'This formula cannot be read: {why}'],
  rounding: ['끝자리', 'Rounding'],
  inWords: ['한글 금액도 함께', 'Also in Hangul'],
  currency: ['통화', 'Currency'],
  periodUnit: ['기간 단위', 'Exact to'],
  multiple: ['여럿 고르기', 'Several'],
  options: ['고를 것(한 줄에 하나: 값 = 한국어 / English)', 'Choices (one a line: value = 한국어 / English)'],
  source: ['채울 것', 'What it holds'],
  sums: ['합계를 낼 열', 'Columns to add up'],
  maxRows: ['최대 줄 수', 'Most rows'],
  columns: ['열', 'Columns'],
  edit: ['{name} 고치기', 'Edit {name}'],
  up: ['{name} 위로', 'Move {name} up'],
  down: ['{name} 아래로', 'Move {name} down'],
  remove: ['{name} 지우기', 'Remove {name}'],
  done: ['됐습니다', 'Done'],
  pattern: ['번호 모양', 'Pattern'],
  patternAbout: ['{dept} 부서, {form} 약칭, {company} 회사, {year} 연도, {serial:5} 다섯 자리 일련번호', '{dept} department, {form} code, {company}, {year}, {serial:5} five digits'],
  scope: ['일련번호를 따로 매기는 단위', 'Serial counted for each'],
  retention: ['보존기간', 'Kept for'],
  security: ['보안등급', 'Security'],
  approverMayEdit: ['결재자가 내용을 고칠 수 있음(바뀐 곳이 남습니다)', 'Approvers may edit the content; changes are kept'],
  locked: ['기안자가 결재선을 바꿀 수 없음', 'Drafters cannot change the line'],
  addStep: ['단계 추가', 'Add a step'],
  kind: ['누구', 'Who'],
  role: ['역할', 'Role'],
  level: ['몇 번째 상급자', 'Which superior'],
  from: ['이 금액부터', 'From amount'],
  below: ['이 금액 미만', 'Below amount'],
  person: ['사람', 'Person'],
  department: ['부서', 'Department'],
  noSteps: ['기본 결재선이 없습니다. 기안자가 직접 정합니다.', 'No default line: drafters choose.'],
  nothing: ['없음', 'None'],
  close: ['닫기', 'Close'],
  back: ['목록', 'All forms'],
  meaning: ['다른 앱이 읽을 항목', 'What other apps read'],
  meaningAbout: ['완결되면 휴가·경비 같은 앱이 이 항목을 씁니다.', 'On completion, apps such as leave or expenses take these.'],
  purpose: ['이 양식의 뜻', 'Purpose'],
});

const KINDS: Record<Kind, Pair> = {
  text: ['글', 'Text'], 'rich-text': ['서식 있는 글', 'Rich text'], number: ['숫자', 'Number'], money: ['금액', 'Amount'], date: ['날짜', 'Date'], time: ['시각', 'Time'],
  period: ['기간', 'Period'], select: ['선택', 'Choice'], table: ['표', 'Table'], person: ['사람', 'Person'], department: ['부서', 'Department'], automatic: ['자동', 'Automatic'],
};
const IN_TABLES = (Object.keys(KINDS) as Kind[]).filter((kind) => !['table', 'rich-text', 'automatic'].includes(kind));
const SOURCES: Record<string, Pair> = { DRAFTER: ['기안자', 'Drafter'], POSITION: ['직위', 'Position'], DEPARTMENT: ['부서', 'Department'], COMPANY: ['회사', 'Company'], DATE: ['기안일', 'Date'], NUMBER: ['문서번호', 'Number'] };
const ROUNDINGS: Record<string, Pair> = { HALF_UP: ['반올림', 'Half up'], DOWN: ['절사', 'Down'], UP: ['절상', 'Up'] };
const SCOPES: Record<string, Pair> = { DEPARTMENT: ['부서마다', 'Each department'], FORM: ['양식마다', 'Each form'], COMPANY: ['회사 전체', 'The company'] };
const RULES: Record<RuleStep['kind'], Pair> = { SUPERIOR: ['기안자의 상급자', 'A superior of the drafter'], HEAD: ['부서장', 'Head of a department'], ACCOUNT: ['정한 사람', 'A certain person'], DEPARTMENT: ['부서', 'A department'] };
const MEANINGS: Record<string, { text: Pair; kinds: Kind[] }> = {
  amount: { text: ['금액', 'Amount'], kinds: ['money'] }, days: { text: ['일수', 'Days'], kinds: ['number'] }, hours: { text: ['시간', 'Hours'], kinds: ['number'] },
  period: { text: ['기간', 'Period'], kinds: ['period', 'date'] }, type: { text: ['종류', 'Type'], kinds: ['select'] }, person: { text: ['대상자', 'Person'], kinds: ['person'] },
};

export function FormsPage() {
  const t = useT();
  const navigate = useNavigate();
  const [state, setState] = useState<FormRow['state']>('PUBLISHED');
  const list = useList<FormRow>(`${API}/forms?state=${state}`);
  return (
    <Page title={t('forms')} about={t('formsAbout')} actions={<Button component={Link} to="/app/approval/admin/forms/new" leftSection={<Icon name="plus" size={15} />}>{t('add')}</Button>}>
      <SegmentedControl mb="md" size="xs" aria-label={t('state')} value={state} onChange={(next) => setState(next as FormRow['state'])} data={[{ value: 'PUBLISHED', label: t('published') }, { value: 'RETIRED', label: t('retired') }]} />
      <DataTable label={t('forms')} list={list} id={(row) => row.id} onOpen={(row) => void navigate(`/app/approval/admin/forms/${row.id}`)} columns={[
        { key: 'name', title: t('name'), value: (row) => say(row.name), render: (row) => <b>{say(row.name)}</b> },
        { key: 'code', title: t('code'), value: (row) => row.code, render: (row) => row.code },
        { key: 'category', title: t('category'), value: (row) => named(row.category), render: (row) => named(row.category) || '–' },
        { key: 'version', title: t('version'), right: true, value: (row) => row.version, render: (row) => row.version },
        { key: 'state', title: t('state'), value: (row) => row.state, render: (row) => <Tag tone={row.state === 'PUBLISHED' ? 'good' : 'plain'}>{t(row.state === 'PUBLISHED' ? 'published' : 'retired')}</Tag> },
      ]} />
    </Page>
  );
}

type Draft = Omit<Form, 'id' | 'version' | 'state'>;
const EMPTY: Draft = {
  code: '', name: { ko: '', en: '' }, category: null, definition: { format: 1, purpose: null, fields: [], meaning: {}, rules: [] }, retention: 'Y5', security: 'GENERAL',
  approverMayEdit: false, number: { pattern: '{dept}-{year}-{serial:5}', scope: 'DEPARTMENT' }, lineRule: { locked: false, steps: [] },
};

export function FormPage() {
  const { id } = useParams();
  const fresh = id === 'new';
  const query = useQuery({ queryKey: ['edit', 'form', id], enabled: !fresh, gcTime: 0, refetchOnWindowFocus: false, queryFn: () => answer<Form>(`${API}/forms/${encodeURIComponent(id!)}`) });
  if (fresh) return <Designer form={null} etag={null} />;
  return <Answer query={query}>{({ value, etag }) => <Designer key={`${value.id}-${value.version}-${value.state}`} form={value} etag={etag} />}</Answer>;
}

function Designer({ form, etag }: { form: Form | null; etag: string | null }) {
  const t = useT();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => (form ? { code: form.code, name: form.name, category: form.category, definition: form.definition, retention: form.retention, security: form.security, approverMayEdit: form.approverMayEdit, number: form.number, lineRule: form.lineRule } : EMPTY));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [general, setGeneral] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [values, setValues] = useState<Values>({});
  const set = (what: Partial<Draft>) => setDraft((now) => ({ ...now, ...what }));
  const define = (what: Partial<Definition>) => setDraft((now) => ({ ...now, definition: { ...now.definition, ...what } }));
  const { definition, lineRule } = draft;
  const computed = useMemo(() => compute(definition, values), [definition, values]);
  const refused = (error: unknown) => {
    const fields = error instanceof ProblemError ? error.fields : {};
    setErrors(fields);
    setGeneral(Object.keys(fields).length ? Object.entries(fields).map(([field, message]) => `${field}: ${message}`).join('\n') : reason(error, t('failed')));
    document.getElementById('content')?.scrollTo({ top: 0 });
  };
  const work = async (doing: () => Promise<void>) => {
    setBusy(true);
    setErrors({});
    setGeneral(null);
    try {
      await doing();
    } catch (error) {
      refused(error);
    } finally {
      setBusy(false);
    }
  };
  const save = () => work(async () => {
    const saved = await api<Form>(form ? `${API}/forms/${form.id}` : `${API}/forms`, { method: form ? 'PUT' : 'POST', body: draft, headers: etag ? { 'If-Match': etag } : {} });
    notify(t('saved', { n: saved.version }));
    await queries.invalidateQueries();
    if (!form) void navigate(`/app/approval/admin/forms/${saved.id}`, { replace: true });
  });
  const check = () => work(async () => {
    const { errors: found } = await api<{ errors: { field: string; message: string }[] }>(`${API}/forms/check`, { method: 'POST', body: { definition } });
    if (found.length === 0) notify(t('fine'));
    else {
      setErrors(Object.fromEntries(found.map((one) => [one.field, one.message])));
      setGeneral(found.map((one) => `${one.field}: ${one.message}`).join('\n'));
    }
  });
  const publish = () => work(async () => {
    await api(`${API}/forms/${form!.id}/publish`, { method: 'POST' });
    await queries.invalidateQueries();
  });
  const retire = async () => {
    if (!form || !await confirm({ title: t('retireAsk'), text: t('retireAbout'), yes: t('retire'), no: t('no'), danger: true })) return;
    await work(async () => {
      await api(`${API}/forms/${form.id}/retire`, { method: 'POST' });
      await queries.invalidateQueries();
    });
  };
  return (
    <Page title={form ? say(form.name) : t('add')} about={form ? `${t('version')} ${form.version}` : undefined} actions={<>
      <Button variant="default" component={Link} to="/app/approval/admin/forms">{t('back')}</Button>
      {form?.state === 'PUBLISHED' && <Button variant="default" onClick={() => void retire()}>{t('retire')}</Button>}
      {form?.state === 'RETIRED' && <Button variant="default" onClick={() => void publish()}>{t('publish')}</Button>}
      <Button variant="default" loading={busy} onClick={() => void check()}>{t('check')}</Button>
      <Button loading={busy} onClick={() => void save()}>{form ? t('save') : t('create')}</Button>
    </>}>
      {general && <Note tone="bad" live><span className="a-lines">{general}</span></Note>}
      <Panel>
        <div className="d-form-row">
          <TextInput label={t('nameKo')} value={draft.name.ko} error={errors['name.ko'] ?? errors.name} onChange={(event) => set({ name: { ...draft.name, ko: event.currentTarget.value } })} />
          <TextInput label={t('nameEn')} value={draft.name.en} error={errors['name.en']} onChange={(event) => set({ name: { ...draft.name, en: event.currentTarget.value } })} />
          <TextInput label={t('code')} description={t('codeAbout')} value={draft.code} disabled={form !== null} error={errors.code} onChange={(event) => set({ code: event.currentTarget.value })} />
          <TextInput label={t('category')} value={named(draft.category)} error={errors.category} onChange={(event) => set({ category: typeof draft.category === 'object' && draft.category ? { ...draft.category, [language()]: event.currentTarget.value } : event.currentTarget.value || null })} />
        </div>
      </Panel>
      <Tabs defaultValue="fields" keepMounted={false}>
        <Tabs.List mb="md"><Tabs.Tab value="fields">{t('fields')}</Tabs.Tab><Tabs.Tab value="preview">{t('preview')}</Tabs.Tab><Tabs.Tab value="number">{t('numbering')}</Tabs.Tab><Tabs.Tab value="line">{t('line')}</Tabs.Tab>{form && <Tabs.Tab value="versions">{t('versions')}</Tabs.Tab>}</Tabs.List>
        <Tabs.Panel value="fields">
          <Panel><FieldList fields={definition.fields} kinds={Object.keys(KINDS) as Kind[]} path="fields" errors={errors} onChange={(fields) => define({ fields })} add={t('addField')} /></Panel>
          <Panel title={t('meaning')}>
            <p className="d-quiet a-tight">{t('meaningAbout')}</p>
            <div className="d-form-row">
              <TextInput label={t('purpose')} value={definition.purpose ?? ''} error={errors.purpose ?? errors['definition.purpose']} onChange={(event) => define({ purpose: event.currentTarget.value || null })} />
              {Object.entries(MEANINGS).map(([name, { text, kinds }]) => (
                <Select key={name} label={inLanguage(text)} clearable clearButtonProps={{ 'aria-label': t('nothing') }} placeholder={t('nothing')} value={definition.meaning?.[name] ?? null} onChange={(key) => define({ meaning: { ...definition.meaning, [name]: key } })}
                  data={definition.fields.filter((field) => kinds.includes(field.kind)).map((field) => ({ value: field.key, label: say(field.label) || field.key }))} />
              ))}
            </div>
          </Panel>
        </Tabs.Panel>
        <Tabs.Panel value="preview"><Panel>{definition.fields.length === 0 ? <Empty title={t('noFields')} icon="list" /> : <Fields definition={definition} computed={computed} locked={[]} errorOf={() => undefined} set={(key, value) => setValues((now) => ({ ...now, [key]: value }))} />}</Panel></Tabs.Panel>
        <Tabs.Panel value="number">
          <Panel><div className="d-form">
            <div className="d-form-row">
              <TextInput label={t('pattern')} description={t('patternAbout')} value={draft.number.pattern} error={errors['number.pattern']} onChange={(event) => set({ number: { ...draft.number, pattern: event.currentTarget.value } })} />
              <Select label={t('scope')} allowDeselect={false} value={draft.number.scope} onChange={(scope) => set({ number: { ...draft.number, scope: scope as Form['number']['scope'] } })} data={choices(SCOPES)} />
            </div>
            <div className="d-form-row">
              <Select label={t('retention')} allowDeselect={false} value={draft.retention} onChange={(retention) => set({ retention: retention as Form['retention'] })} data={choices(RETENTIONS)} />
              <Select label={t('security')} allowDeselect={false} value={draft.security} onChange={(security) => set({ security: security as Form['security'] })} data={choices(SECURITIES)} />
            </div>
            <Switch label={t('approverMayEdit')} checked={draft.approverMayEdit} onChange={(event) => set({ approverMayEdit: event.currentTarget.checked })} />
          </div></Panel>
        </Tabs.Panel>
        <Tabs.Panel value="line">
          <Panel><div className="d-form">
            <Switch label={t('locked')} checked={lineRule.locked} onChange={(event) => set({ lineRule: { ...lineRule, locked: event.currentTarget.checked } })} />
            <RuleSteps steps={lineRule.steps} amount={!!definition.meaning?.amount} errors={errors} onChange={(steps) => set({ lineRule: { ...lineRule, steps } })} />
          </div></Panel>
        </Tabs.Panel>
        {form && <Tabs.Panel value="versions"><Versions form={form} onTake={(one) => {
          set({ definition: one.definition });
          notify(t('takenOver', { n: one.version }));
        }} /></Tabs.Panel>}
      </Tabs>
    </Page>
  );
}

interface Version { version: number; createdAt: string; createdBy: string | null; definition: Definition }

/** What the form was like, to be looked at and taken over. */
function Versions({ form, onTake }: { form: Form; onTake: (version: Version) => void }) {
  const t = useT();
  const path = `${API}/forms/${form.id}/versions`;
  const list = useList<Version>(path);
  const [open, setOpen] = useState<number | null>(null);
  const shown = useGet<Version>(open === null ? null : `${path}/${open}`);
  const computed = useMemo(() => (shown.data ? compute(shown.data.definition, {}) : null), [shown.data]);
  return (
    <>
      <p className="d-quiet">{t('versionsAbout')}</p>
      <DataTable label={t('versions')} list={list} id={(row) => String(row.version)} empty={<Panel><Empty title={t('versions')} icon="list" /></Panel>} columns={[
        { key: 'version', title: t('version'), value: (row) => row.version, render: (row) => <>{row.version} {row.version === form.version && <Tag tone="good">{t('current')}</Tag>}</> },
        { key: 'at', title: t('madeAt'), value: (row) => row.createdAt, render: (row) => formatTime(row.createdAt) },
        { key: 'by', title: t('madeBy'), value: (row) => row.createdBy, render: (row) => (row.createdBy ? <Name id={row.createdBy} /> : t('shipped')) },
        { key: 'look', title: t('look'), value: () => null, render: (row) => <Button size="compact-sm" variant="default" aria-label={t('lookAt', { n: row.version })} onClick={() => setOpen(row.version)}>{t('look')}</Button> },
      ]} />
      <Modal opened={open !== null} onClose={() => setOpen(null)} size="lg" title={`${say(form.name)} · ${t('version')} ${open ?? ''}`} closeButtonProps={{ 'aria-label': t('close') }}>
        <Answer query={shown}>{(one) => (
          <div className="d-form">
            <Fields definition={one.definition} computed={computed!} locked={[]} errorOf={() => undefined} set={() => undefined} disabled />
            <div><Button onClick={() => { onTake(one); setOpen(null); }}>{t('takeOver')}</Button></div>
          </div>
        )}</Answer>
      </Modal>
    </>
  );
}

function Name({ id }: { id: string }) {
  const person = useGet<{ name: string }>(`/api/organisation/people/${encodeURIComponent(id)}`);
  return <>{person.data?.name ?? '–'}</>;
}

const swap = <T,>(list: T[], index: number, by: number): T[] => {
  const next = [...list];
  const [one] = next.splice(index, 1);
  next.splice(index + by, 0, one!);
  return next;
};

/** The fields of a form or the columns of a table: added, ordered, changed. */
function FieldList({ fields, kinds, path, errors, onChange, add }: { fields: Field[]; kinds: Kind[]; path: string; errors: Record<string, string>; onChange: (fields: Field[]) => void; add: string }) {
  const t = useT();
  const [open, setOpen] = useState<number | null>(null);
  const fresh = (kind: Kind) => {
    let n = fields.length + 1;
    while (fields.some((field) => field.key === `field${n}`)) n += 1;
    const field: Field = { kind, key: `field${n}`, label: { ko: inLanguage(KINDS[kind]), en: KINDS[kind][1] }, help: null, required: false };
    if (kind === 'select') field.options = [{ value: 'a', label: { ko: '가', en: 'A' } }];
    if (kind === 'table') field.columns = [{ kind: 'text', key: 'name', label: { ko: '품목', en: 'Item' } }];
    if (kind === 'automatic') { field.source = 'DRAFTER'; delete field.required; }
    onChange([...fields, field]);
    setOpen(fields.length);
  };
  const name = (field: Field) => say(field.label) || field.key;
  const broken = (index: number) => Object.entries(errors).find(([field]) => field.startsWith(`${path}[${index}]`) || field.startsWith(`definition.${path}[${index}]`))?.[1];
  return (
    <div className="d-form">
      {fields.length === 0 && <Empty title={t('noFields')} icon="list" />}
      <ul className="a-fieldlist">
        {fields.map((field, index) => (
          <li key={index}>
            <button type="button" className="a-fieldname" title={t('edit', { name: name(field) })} onClick={() => setOpen(index)}>
              <b>{name(field)}{field.required && ' *'}</b> <span className="d-quiet">{field.key}{field.formula && ` = ${field.formula}`}{field.columns && ` (${field.columns.map((column) => say(column.label)).join(', ')})`}</span>
              {broken(index) && <span className="d-error">{broken(index)}</span>}
            </button>
            <Tag>{inLanguage(KINDS[field.kind])}</Tag>
            <span className="a-rowacts">
              <ActionIcon variant="subtle" color="gray" size={28} disabled={index === 0} aria-label={t('up', { name: name(field) })} onClick={() => onChange(swap(fields, index, -1))}><Icon name="chevronUp" size={15} /></ActionIcon>
              <ActionIcon variant="subtle" color="gray" size={28} disabled={index === fields.length - 1} aria-label={t('down', { name: name(field) })} onClick={() => onChange(swap(fields, index, 1))}><Icon name="chevronDown" size={15} /></ActionIcon>
              <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('remove', { name: name(field) })} onClick={() => onChange(fields.filter((_, at) => at !== index))}><Icon name="trash" size={15} /></ActionIcon>
            </span>
          </li>
        ))}
      </ul>
      <div><Menu position="bottom-start"><Menu.Target><Button variant="default" leftSection={<Icon name="plus" size={15} />}>{add}</Button></Menu.Target>
        <Menu.Dropdown>{kinds.map((kind) => <Menu.Item key={kind} onClick={() => fresh(kind)}>{inLanguage(KINDS[kind])}</Menu.Item>)}</Menu.Dropdown></Menu></div>
      <Modal opened={open !== null && !!fields[open]} onClose={() => setOpen(null)} size="lg" title={open !== null && fields[open] ? `${inLanguage(KINDS[fields[open].kind])} · ${name(fields[open])}` : ''} closeButtonProps={{ 'aria-label': t('close') }}>
        {open !== null && fields[open] && <FieldForm field={fields[open]} path={`${path}[${open}]`} errors={errors} onChange={(field) => onChange(fields.map((one, at) => (at === open ? field : one)))} onDone={() => setOpen(null)} />}
      </Modal>
    </div>
  );
}

const readOptions = (text: string): Field['options'] => text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
  const [value, words] = line.includes('=') ? line.split(/\s*=\s*/, 2) as [string, string] : [line, line];
  const [ko, en] = words.split(/\s*\/\s*/, 2);
  return { value: value.trim(), label: { ko: ko || value, en: en || ko || value } };
});
const writeOptions = (options: Field['options']) => (options ?? []).map((option) => `${option.value} = ${option.label.ko}${option.label.en !== option.label.ko ? ` / ${option.label.en}` : ''}`).join('\n');

function FieldForm({ field, path, errors, onChange, onDone }: { field: Field; path: string; errors: Record<string, string>; onChange: (field: Field) => void; onDone: () => void }) {
  const t = useT();
  const [options, setOptions] = useState(() => writeOptions(field.options));
  const set = (what: Partial<Field>) => onChange({ ...field, ...what });
  const text = (of: Text | null | undefined, part: 'ko' | 'en', value: string): Text | null => {
    const next = { ko: of?.ko ?? '', en: of?.en ?? '', [part]: value };
    return next.ko || next.en ? next : null;
  };
  const error = (name: string) => errors[`${path}.${name}`] ?? errors[`definition.${path}.${name}`];
  const unit = typeof field.unit === 'object' ? field.unit : null;
  let wrong: string | undefined;
  if (field.formula) {
    try {
      parse(field.formula);
    } catch (problem) {
      wrong = t('formulaBad', { why: problem instanceof Error ? problem.message : '' });
    }
  }
  const figures = field.kind === 'number' || field.kind === 'money';
  return (
    <div className="d-form">
      <div className="d-form-row">
        <TextInput label={t('labelKo')} data-autofocus value={field.label.ko} error={error('label')} onChange={(event) => set({ label: { ...field.label, ko: event.currentTarget.value } })} />
        <TextInput label={t('labelEn')} value={field.label.en} onChange={(event) => set({ label: { ...field.label, en: event.currentTarget.value } })} />
        <TextInput label={t('key')} value={field.key} error={error('key')} onChange={(event) => set({ key: event.currentTarget.value.replace(/[^A-Za-z0-9]/g, '') })} />
      </div>
      <div className="d-form-row">
        <TextInput label={t('helpKo')} value={field.help?.ko ?? ''} onChange={(event) => set({ help: text(field.help, 'ko', event.currentTarget.value) })} />
        <TextInput label={t('helpEn')} value={field.help?.en ?? ''} onChange={(event) => set({ help: text(field.help, 'en', event.currentTarget.value) })} />
      </div>
      {field.kind === 'text' && <div className="d-form-row"><Switch label={t('multiline')} checked={field.multiline ?? false} onChange={(event) => set({ multiline: event.currentTarget.checked })} /><NumberInput label={t('maxLength')} min={1} max={20000} value={field.maxLength ?? ''} error={error('maxLength')} onChange={(value) => set({ maxLength: value === '' ? null : Number(value) })} /></div>}
      {field.kind === 'number' && <div className="d-form-row"><NumberInput label={t('decimals')} min={0} max={6} value={field.decimals ?? 0} error={error('decimals')} onChange={(value) => set({ decimals: Number(value) })} /><TextInput label={t('unitKo')} value={unit?.ko ?? ''} onChange={(event) => set({ unit: text(unit, 'ko', event.currentTarget.value) })} /><TextInput label={t('unitEn')} value={unit?.en ?? ''} onChange={(event) => set({ unit: text(unit, 'en', event.currentTarget.value) })} /></div>}
      {field.kind === 'money' && <div className="d-form-row"><TextInput label={t('currency')} value={field.currency ?? 'KRW'} maxLength={3} error={error('currency')} onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })} /><Switch label={t('inWords')} checked={field.inWords ?? false} onChange={(event) => set({ inWords: event.currentTarget.checked })} /></div>}
      {figures && <div className="d-form-row"><TextInput label={t('formula')} description={t('formulaAbout')} value={field.formula ?? ''} error={wrong ?? error('formula')} onChange={(event) => set({ formula: event.currentTarget.value || null })} /><Select label={t('rounding')} description=" " allowDeselect={false} value={field.rounding ?? 'HALF_UP'} onChange={(rounding) => set({ rounding: rounding as Field['rounding'] })} data={choices(ROUNDINGS)} /></div>}
      {field.kind === 'period' && <Select label={t('periodUnit')} allowDeselect={false} value={typeof field.unit === 'string' ? field.unit : 'DAYS'} onChange={(value) => set({ unit: value as 'DAYS' })} data={choices({ DAYS: ['날', 'Days'], MINUTES: ['시각', 'Minutes'] } as Record<string, Pair>)} />}
      {field.kind === 'select' && <Textarea label={t('options')} autosize minRows={4} value={options} error={error('options')} onChange={(event) => { setOptions(event.currentTarget.value); set({ options: readOptions(event.currentTarget.value) }); }} />}
      {(field.kind === 'select' || field.kind === 'person' || field.kind === 'department') && <Switch label={t('multiple')} checked={field.multiple ?? false} onChange={(event) => set({ multiple: event.currentTarget.checked })} />}
      {field.kind === 'automatic' && <Select label={t('source')} allowDeselect={false} value={field.source ?? 'DRAFTER'} onChange={(source) => set({ source: source! })} data={choices(SOURCES)} />}
      {field.kind === 'table' && (
        <>
          <h3 className="a-revhead">{t('columns')}</h3>
          <FieldList fields={field.columns ?? []} kinds={IN_TABLES} path={`${path}.columns`} errors={errors} onChange={(columns) => set({ columns, sums: (field.sums ?? []).filter((key) => columns.some((column) => column.key === key)) })} add={t('addColumn')} />
          <fieldset className="d-choices"><legend>{t('sums')}</legend>{(field.columns ?? []).filter((column) => column.kind === 'number' || column.kind === 'money').map((column) => (
            <Switch key={column.key} size="xs" label={say(column.label)} checked={field.sums?.includes(column.key) ?? false} onChange={(event) => set({ sums: event.currentTarget.checked ? [...(field.sums ?? []), column.key] : (field.sums ?? []).filter((key) => key !== column.key) })} />
          ))}</fieldset>
          <NumberInput label={t('maxRows')} maw={160} min={1} max={500} value={field.maxRows ?? 100} error={error('maxRows')} onChange={(value) => set({ maxRows: Number(value) })} />
        </>
      )}
      {field.kind !== 'automatic' && !field.formula && <Switch label={t('required')} checked={field.required ?? false} onChange={(event) => set({ required: event.currentTarget.checked })} />}
      <div className="a-end"><Button size="sm" onClick={onDone}>{t('done')}</Button></div>
    </div>
  );
}

function RuleSteps({ steps, amount, errors, onChange }: { steps: RuleStep[]; amount: boolean; errors: Record<string, string>; onChange: (steps: RuleStep[]) => void }) {
  const t = useT();
  const numbered = (list: RuleStep[]) => list.map((step, index) => ({ ...step, order: index + 1 }));
  const change = (index: number, what: Partial<RuleStep>) => onChange(steps.map((step, at) => (at === index ? { ...step, ...what } : step)));
  return (
    <>
      {steps.length === 0 && <p className="d-quiet">{t('noSteps')}</p>}
      {steps.map((step, index) => {
        const name = `${index + 1}`;
        const error = Object.entries(errors).find(([field]) => field.startsWith(`lineRule.steps[${index}]`))?.[1];
        return (
          <div className="a-rule" key={index}>
            <b className="a-order" aria-hidden="true">{step.order}</b>
            <Select label={t('role')} allowDeselect={false} value={step.role} error={error} onChange={(role) => change(index, { role: role as RuleStep['role'] })} data={choices(ROLES, GIVEN)} />
            <Select label={t('kind')} allowDeselect={false} value={step.kind} onChange={(kind) => change(index, { kind: kind as RuleStep['kind'], level: kind === 'SUPERIOR' ? 1 : null, accountId: null, departmentId: null })} data={choices(RULES)} />
            {step.kind === 'SUPERIOR' && <NumberInput label={t('level')} min={1} max={10} value={step.level ?? 1} onChange={(value) => change(index, { level: Number(value) })} />}
            {step.kind === 'ACCOUNT' && <PersonPicker label={t('person')} value={step.accountId} onChange={(accountId) => change(index, { accountId })} />}
            {(step.kind === 'HEAD' || step.kind === 'DEPARTMENT') && <DepartmentPicker label={t('department')} value={step.departmentId} onChange={(departmentId) => change(index, { departmentId })} />}
            {amount && <><NumberInput label={t('from')} thousandSeparator="," hideControls value={step.from ?? ''} onChange={(value) => change(index, { from: value === '' ? null : Number(value) })} /><NumberInput label={t('below')} thousandSeparator="," hideControls value={step.below ?? ''} onChange={(value) => change(index, { below: value === '' ? null : Number(value) })} /></>}
            <span className="a-rowacts">
              <ActionIcon variant="subtle" color="gray" size={30} disabled={index === 0} aria-label={t('up', { name })} onClick={() => onChange(numbered(swap(steps, index, -1)))}><Icon name="chevronUp" size={15} /></ActionIcon>
              <ActionIcon variant="subtle" color="gray" size={30} disabled={index === steps.length - 1} aria-label={t('down', { name })} onClick={() => onChange(numbered(swap(steps, index, 1)))}><Icon name="chevronDown" size={15} /></ActionIcon>
              <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('remove', { name })} onClick={() => onChange(numbered(steps.filter((_, at) => at !== index)))}><Icon name="trash" size={15} /></ActionIcon>
            </span>
          </div>
        );
      })}
      <div><Button variant="default" leftSection={<Icon name="plus" size={15} />} onClick={() => onChange(numbered([...steps, { order: 0, role: 'APPROVAL', kind: 'SUPERIOR', level: 1, departmentId: null, accountId: null, from: null, below: null }]))}>{t('addStep')}</Button></div>
    </>
  );
}
