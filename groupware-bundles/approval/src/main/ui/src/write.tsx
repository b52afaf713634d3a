import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ProblemError, answer, api, formatClock, messages, onceKey, useGet, useList, useMe } from '@dure/sdk';
import {
  ActionIcon, Answer, Button, Empty, FilesField, Icon, Loading, Modal, Note, Page, Panel, Select, Switch, Tag, TextInput, Textarea, found, notify, reason, type StoredFile,
} from '@dure/ui-kit';
import { readAnew, useConflict } from './acts';
import { Fields } from './fields';
import { compute } from './formula';
import { LineEditor, Simulation, bare, ordered, preview, simulate } from './line';
import { API, RETENTIONS, SECURITIES, choices, named, say, type Document, type Form, type FormRow, type LineStep, type Linked, type Row, type Plan, type Values } from './model';

const useT = messages({
  choose: ['기안하기', 'New document'],
  chooseAbout: ['양식을 고르세요.', 'Choose a form.'],
  find: ['양식 찾기', 'Find a form'],
  favourites: ['즐겨찾기', 'Favourites'],
  recent: ['최근에 쓴 양식', 'Recently used'],
  others: ['기타', 'Others'],
  star: ['{name} 즐겨찾기', 'Favourite: {name}'],
  noForm: ['맞는 양식이 없습니다', 'No form matches'],
  title: ['제목', 'Title'],
  content: ['내용', 'Content'],
  line: ['결재선', 'Line'],
  files: ['첨부파일', 'Attachments'],
  options: ['문서 설정', 'Settings'],
  retention: ['보존기간', 'Kept for'],
  security: ['보안등급', 'Security'],
  urgent: ['긴급', 'Urgent'],
  department: ['기안 부서', 'Drafted for'],
  linked: ['관련 문서', 'Linked documents'],
  link: ['문서 찾아 연결', 'Find a document to link'],
  unlink: ['{name} 연결 끊기', 'Unlink {name}'],
  save: ['임시저장', 'Save draft'],
  submit: ['상신', 'Submit'],
  check: ['결재선 확인', 'Check the line'],
  checkTitle: ['보내기 전에 확인', 'Before it is sent'],
  checkAbout: ['이 순서로 결재합니다.', 'This is who acts, and in which order.'],
  comment: ['기안 의견', 'Comment'],
  saved: ['임시저장했습니다.', 'The draft was saved.'],
  savedAt: ['{time} 저장됨', 'Saved {time}'],
  unsaved: ['저장하지 않은 내용이 있습니다', 'Not saved yet'],
  submitted: ['상신했습니다.', 'Submitted.'],
  revised: ['고친 내용을 저장했습니다.', 'Your changes were saved.'],
  revise: ['고친 내용 저장', 'Save the changes'],
  reviseAbout: ['고친 내용은 누가 언제 바꿨는지와 함께 남습니다.', 'Changes are kept with who made them and when.'],
  restored: ['지난번에 저장하지 않고 떠난 내용을 되살렸습니다.', 'What you typed last time without saving is back.'],
  discard: ['버리고 새로 쓰기', 'Discard it'],
  failed: ['하지 못했습니다. 적은 것은 그대로 있습니다.', 'That did not work. What you typed is still here.'],
  stale: ['다른 창에서 이 문서가 바뀌었습니다. 적은 것은 그대로 있으니, 새로 읽은 뒤 다시 저장하세요.', 'The document changed elsewhere. What you typed is still here; reload and save again.'],
  invalid: ['고칠 곳이 {n}군데 있습니다.', '{n} things to mend.'],
  cancel: ['닫기', 'Close'],
  locked: ['외부 시스템이 정한 항목은 바꿀 수 없습니다.', 'What the other system has fixed cannot be changed.'],
  back: ['돌아가기', 'Back'],
});

const RECENT = 'dure.approval.recent';
const MOST_RECENT = 6;
/** Ids of the forms that were used last in this browser. */
function recently(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(RECENT) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
function noteUse(id: string) {
  try {
    localStorage.setItem(RECENT, JSON.stringify([id, ...recently().filter((one) => one !== id)].slice(0, MOST_RECENT)));
  } catch {
    // A browser that keeps nothing has no recent forms.
  }
}

/** The forms to choose from, those one uses first. */
export function ChooseForm() {
  const t = useT();
  const queries = useQueryClient();
  const list = useList<FormRow>(`${API}/forms`, 200);
  const lately = recently();
  const [text, setText] = useState('');
  const published = list.rows.filter((form) => form.state === 'PUBLISHED' && (!text || found(say(form.name), text)));
  const star = async (form: FormRow) => {
    try {
      await api(`${API}/forms/${form.id}/favourite`, { method: form.favourite ? 'DELETE' : 'PUT' });
      await queries.invalidateQueries({ queryKey: ['list', `${API}/forms`] });
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
  };
  const groups: [string, FormRow[]][] = [
    [t('favourites'), published.filter((form) => form.favourite)],
    [t('recent'), lately.flatMap((id) => published.find((form) => form.id === id && !form.favourite) ?? [])],
    ...[...new Set(published.map((form) => named(form.category)))].map((category): [string, FormRow[]] => [category || t('others'), published.filter((form) => named(form.category) === category)]),
  ];
  return (
    <Page title={t('choose')} about={t('chooseAbout')} actions={<TextInput aria-label={t('find')} placeholder={t('find')} leftSection={<Icon name="search" size={15} />} value={text} onChange={(event) => setText(event.currentTarget.value)} />}>
      {list.loading ? <Loading /> : published.length === 0 ? <Panel><Empty title={t('noForm')} icon="search" /></Panel> : groups.filter(([, forms]) => forms.length > 0).map(([name, forms]) => (
        <section key={name} className="a-formgroup">
          <h2>{name}</h2>
          <div className="a-forms">
            {forms.map((form) => (
              <div key={form.id} className="a-formcard">
                <Link to={`/app/approval/new/${form.id}`}><Icon path="M14 3v4a1 1 0 0 0 1 1h4|M17 21h-10a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2h7l5 5v11a2 2 0 0 1 -2 2|M9 9h1|M9 13h6|M9 17h6" size={20} />{say(form.name)}</Link>
                <ActionIcon variant="subtle" color="gray" size={30} aria-pressed={form.favourite} aria-label={t('star', { name: say(form.name) })} onClick={() => void star(form)} className="a-star">
                  <Icon path="M12 17.75l-6.172 3.245l1.179 -6.873l-5 -4.867l6.9 -1l3.086 -6.253l3.086 6.253l6.9 1l-5 4.867l1.179 6.873l-6.158 -3.245" size={17} />
                </ActionIcon>
              </div>
            ))}
          </div>
        </section>
      ))}
    </Page>
  );
}

interface Content {
  title: string; values: Values; line: LineStep[]; retention: string; security: string; urgent: boolean; departmentId: string | null; linked: Linked[]; files: StoredFile[]; comment: string;
}
interface Start { form: Form; document: Document | null; etag: string | null; lineLocked: boolean }

export function NewDocument() {
  const { formId } = useParams();
  const query = useGet<Form>(`${API}/forms/${encodeURIComponent(formId!)}`);
  return <Answer query={query}>{(form) => <Writing key={form.id} start={{ form, document: null, etag: null, lineLocked: form.lineRule.locked }} />}</Answer>;
}

/** A draft that goes on, or a document whose content the approver may mend. */
export function EditDocument() {
  const { id } = useParams();
  const query = useQuery({
    queryKey: ['edit', id], gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: Infinity,
    queryFn: async (): Promise<Start> => {
      const { value, etag } = await answer<Document>(`${API}/documents/${encodeURIComponent(id!)}`);
      const form = await api<Form>(`${API}/forms/${value.formId}`);
      return { form, document: value, etag, lineLocked: form.lineRule.locked };
    },
  });
  return <Answer query={query}>{(start) => <Writing key={start.document!.id} start={start} />}</Answer>;
}

const bareSteps = (document: Document): LineStep[] => document.line.filter((step) => step.parent === null && step.role !== 'REPORT')
  .map((step) => ({ order: step.order, role: step.role, accountId: step.who?.accountId ?? null, departmentId: step.who ? null : step.departmentId, forAccountId: step.forWho?.accountId ?? null }));

/** What was typed stays in this tab until it is saved, whatever happens to the page. */
function remembered(key: string): Content | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Content | null;
  } catch {
    return null;
  }
}

function Writing({ start }: { start: Start }) {
  const t = useT();
  const me = useMe()!;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const conflict = useConflict();
  const { form } = start;
  const [document, setDocument] = useState(start.document);
  const [etag, setEtag] = useState(start.etag);
  const definition = document?.definition ?? form.definition;
  const revising = document !== null && document.state !== 'DRAFT';
  const memory = `dure.approval.${start.document?.id ?? form.id}`;
  const initial = useMemo((): Content => ({
    title: document?.title ?? '', values: document?.values ?? Object.fromEntries(form.definition.fields.flatMap((field) => (field.kind === 'table' ? [[field.key, Array.from({ length: Math.max(field.minRows ?? 0, field.required ? 1 : 0) }, () => ({}))]] : []))), line: document ? bareSteps(document) : [],
    retention: document?.retention ?? form.retention, security: document?.security ?? form.security, urgent: document?.urgent ?? false,
    departmentId: document?.drafter.departmentId ?? null, linked: document?.linked ?? [], files: document?.attachments ?? [], comment: '',
  }), []);
  const [restored, setRestored] = useState(() => remembered(memory) !== null);
  const [content, setContent] = useState<Content>(() => remembered(memory) ?? initial);
  const [dirty, setDirty] = useState(restored);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [general, setGeneral] = useState<string | null>(null);
  const [busy, setBusy] = useState<'save' | 'submit' | 'check' | null>(null);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [simulated, setSimulated] = useState<Plan | null>(null);
  const key = useRef(onceKey());
  const computed = useMemo(() => compute(definition, content.values), [definition, content.values]);
  const posts = useGet<{ posts: { departmentId: string; departmentName: string }[] }>(`/api/organisation/people/${me.account.id}`);

  const change = (what: Partial<Content> | ((now: Content) => Partial<Content>)) => {
    key.current = onceKey();
    setDirty(true);
    setContent((now) => ({ ...now, ...(typeof what === 'function' ? what(now) : what) }));
  };
  useEffect(() => {
    if (!dirty) return;
    try {
      sessionStorage.setItem(memory, JSON.stringify(content));
    } catch {
      // A browser that keeps nothing still has the page itself.
    }
  }, [content, dirty, memory]);
  useEffect(() => {
    if (!dirty) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', stay);
    return () => removeEventListener('beforeunload', stay);
  }, [dirty]);
  const forget = () => {
    sessionStorage.removeItem(memory);
    setDirty(false);
    setRestored(false);
  };

  const standard = async (quiet = false) => {
    try {
      const result = await simulate(form.id, computed.values, content.departmentId);
      // Nobody's typing is undone by it: the default is taken only where no line is yet, or when it was asked for.
      setContent((now) => (quiet && now.line.length > 0 ? now : { ...now, line: ordered(result.steps.map((one) => one.step)) }));
    } catch (error) {
      if (!quiet) notify(reason(error, t('failed')), 'bad');
    }
  };
  useEffect(() => {
    if (content.line.length === 0 && !revising) void standard(true);
  }, []);

  const body = (submit: boolean) => {
    const kept = new Set((document?.attachments ?? []).map((file) => file.id));
    return {
      formId: form.id, title: content.title.trim(), values: computed.values, departmentId: content.departmentId,
      line: start.lineLocked ? null : content.line.map(bare), retention: content.retention, security: content.security, urgent: content.urgent,
      linked: content.linked.map((one) => one.id), uploads: content.files.filter((file) => !kept.has(file.id)).map((file) => file.id),
      removed: [...kept].filter((id) => !content.files.some((file) => file.id === id)), submit,
      comment: content.comment.trim() || null,
    };
  };
  const send = async (submit: boolean) => {
    setBusy(submit ? 'submit' : 'save');
    setErrors({});
    setGeneral(null);
    try {
      const saved = document
        ? await answer<Document>(`${API}/documents/${document.id}`, { method: 'PUT', body: body(submit), headers: etag ? { 'If-Match': etag } : {} })
        : await answer<Document>(`${API}/documents`, { method: 'POST', body: body(submit), headers: { 'Idempotency-Key': key.current } });
      forget();
      noteUse(form.id);
      key.current = onceKey();
      setDocument(saved.value);
      setEtag(saved.etag);
      setContent((now) => ({ ...now, files: saved.value.attachments }));
      setSavedAt(new Date());
      await readAnew(queries);
      if (submit || revising) {
        notify(submit ? t('submitted') : t('revised'));
        void navigate(`/app/approval/documents/${saved.value.id}`);
      } else {
        notify(t('saved'));
        if (!document) void navigate(`/app/approval/documents/${saved.value.id}/edit`, { replace: true });
      }
    } catch (error) {
      setSimulated(null);
      const fields = error instanceof ProblemError ? error.fields : {};
      setErrors(fields);
      const count = Object.keys(fields).length;
      const stale = error instanceof ProblemError && error.status === 412;
      setGeneral(count > 0 ? `${t('invalid', { n: count })} ${Object.values(fields).slice(0, 3).join(' ')}` : stale ? t('stale') : conflict(error) ?? reason(error, t('failed')));
      globalThis.document.getElementById('content')?.scrollTo({ top: 0 });
      if (error instanceof ProblemError && error.status === 400) key.current = onceKey();
    } finally {
      setBusy(null);
    }
  };
  const check = async () => {
    setBusy('check');
    try {
      const plan = await simulate(form.id, computed.values, content.departmentId);
      setSimulated(await preview(plan, start.lineLocked ? plan.steps.map((one) => one.step) : content.line));
    } catch (error) {
      const fields = error instanceof ProblemError ? error.fields : {};
      setErrors(fields);
      setGeneral(reason(error, t('failed')) + (Object.keys(fields).length ? ` ${Object.values(fields).slice(0, 3).join(' ')}` : ''));
      globalThis.document.getElementById('content')?.scrollTo({ top: 0 });
    } finally {
      setBusy(null);
    }
  };
  const errorOf = (path: string): string | undefined => errors[path];
  const valueError = (path: string): string | undefined => errors[`values.${path}`] ?? errors[path];
  const departments = posts.data?.posts ?? [];
  return (
    <Page title={named(document?.formName ?? form.name)} about={revising ? t('reviseAbout') : dirty ? t('unsaved') : savedAt ? t('savedAt', { time: formatClock(savedAt) }) : undefined}>
      {general && <Note tone="bad" live>{general}</Note>}
      {restored && <Note tone="info">{t('restored')} <Button size="compact-xs" variant="default" onClick={() => { forget(); setContent(initial); }}>{t('discard')}</Button></Note>}
      {document?.origin && <Note>{t('locked')}</Note>}
      <div className="a-writing">
        <div>
          <Panel>
            <div className="d-form">
              <TextInput label={t('title')} required withAsterisk value={content.title} error={errors.title} maxLength={200} disabled={revising} onChange={(event) => change({ title: event.currentTarget.value })} />
              <Fields definition={definition} computed={computed} locked={document?.lockedFields ?? []} errorOf={valueError}
                set={(name, value) => { change((now) => ({ values: { ...now.values, [name]: value } })); setErrors((now) => Object.fromEntries(Object.entries(now).filter(([path]) => !path.startsWith(`values.${name}`) && !path.startsWith(name)))); }} />
            </div>
          </Panel>
          {!revising && (
            <Panel title={t('files')}><FilesField label={t('files')} files={content.files} onChange={(next) => change((now) => ({ files: next(now.files) }))} />
              {errors.uploads && <p className="d-error">{errors.uploads}</p>}</Panel>
          )}
        </div>
        {!revising && (
          <div>
            <Panel title={t('line')}>
              <LineEditor steps={content.line} locked={start.lineLocked} standard={() => void standard()} errorOf={errorOf} onChange={(line) => { setErrors((now) => Object.fromEntries(Object.entries(now).filter(([path]) => !path.startsWith('line')))); change({ line }); }} />
            </Panel>
            <Panel title={t('options')}>
              <div className="d-form">
                {departments.length > 1 && <Select label={t('department')} allowDeselect={false} value={content.departmentId ?? departments[0]!.departmentId} onChange={(departmentId) => change({ departmentId })} error={errors.departmentId} data={departments.map((post) => ({ value: post.departmentId, label: post.departmentName }))} />}
                <div className="d-form-row">
                  <Select label={t('retention')} allowDeselect={false} value={content.retention} error={errors.retention} onChange={(retention) => change({ retention: retention! })} data={choices(RETENTIONS)} />
                  <Select label={t('security')} allowDeselect={false} value={content.security} error={errors.security} onChange={(security) => change({ security: security! })} data={choices(SECURITIES)} />
                </div>
                <Switch label={t('urgent')} checked={content.urgent} onChange={(event) => change({ urgent: event.currentTarget.checked })} />
                <LinkField linked={content.linked} onChange={(linked) => change({ linked })} />
                <Textarea label={t('comment')} autosize minRows={2} maxRows={8} value={content.comment} onChange={(event) => change({ comment: event.currentTarget.value })} />
              </div>
            </Panel>
          </div>
        )}
      </div>
      <div className="a-writebar">
        {revising
          ? <><Button size="sm" variant="default" component={Link} to={`/app/approval/documents/${document.id}`}>{t('back')}</Button><Button size="sm" loading={busy === 'save'} onClick={() => void send(false)}>{t('revise')}</Button></>
          : <>
            <Button size="sm" variant="default" loading={busy === 'save'} disabled={busy !== null} onClick={() => void send(false)}>{t('save')}</Button>
            <Button size="sm" loading={busy === 'check'} disabled={busy !== null} onClick={() => void check()}>{t('submit')}</Button>
          </>}
      </div>
      <Modal opened={simulated !== null} onClose={() => setSimulated(null)} title={t('checkTitle')} closeButtonProps={{ 'aria-label': t('cancel') }}>
        {simulated && (
          <div className="d-form">
            <p className="a-tight">{t('checkAbout')}</p>
            <Simulation result={simulated} />
            <div className="a-end"><Button size="sm" variant="default" onClick={() => setSimulated(null)}>{t('cancel')}</Button><Button size="sm" loading={busy === 'submit'} data-autofocus onClick={() => void send(true)}>{t('submit')}</Button></div>
          </div>
        )}
      </Modal>
    </Page>
  );
}

/** Other documents that belong to this one. */
function LinkField({ linked, onChange }: { linked: Linked[]; onChange: (linked: Linked[]) => void }) {
  const t = useT();
  const [text, setText] = useState('');
  const [typed, setTyped] = useState(false);
  const list = useList<Row>(typed ? `${API}/boxes/done${text.trim() ? `?text=${encodeURIComponent(text.trim())}` : ''}` : null, 20);
  return (
    <div className="d-form">
      <Select label={t('linked')} placeholder={t('link')} searchable searchValue={text} onSearchChange={setText} value={null} onFocus={() => setTyped(true)} filter={({ options }) => options}
        data={list.rows.filter((row) => !linked.some((one) => one.id === row.id)).map((row) => ({ value: row.id, label: [row.number, row.title].filter(Boolean).join(' · ') }))}
        onChange={(id) => {
          const row = list.rows.find((one) => one.id === id);
          if (row) onChange([...linked, { id: row.id, title: row.title, number: row.number, state: row.state }]);
          setText('');
        }} />
      {linked.length > 0 && <div className="d-actions">{linked.map((one) => <Tag key={one.id} tone="info">{one.number ?? one.title}<ActionIcon variant="transparent" color="gray" size={18} aria-label={t('unlink', { name: one.title })} onClick={() => onChange(linked.filter((other) => other.id !== one.id))}><Icon name="close" size={12} /></ActionIcon></Tag>)}</div>}
    </div>
  );
}
