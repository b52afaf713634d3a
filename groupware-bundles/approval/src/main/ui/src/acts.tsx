import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { ProblemError, api, inLanguage, messages, onceKey, type Pair } from '@dure/sdk';
import { Button, Icon, Menu, ActionIcon, Modal, Note, PeoplePicker, PersonPicker, Radio, Select, Textarea, notify, reason } from '@dure/ui-kit';
import { ACTS, API, ROLES, GIVEN, ago, choices, postOf, type Act, type Allowed, type Document, type LineStep, type Outcome, type Role, type Step } from './model';

const useT = messages({
  comment: ['의견', 'Comment'],
  optional: ['남길 말이 있으면 적어 주세요', 'If there is something to say'],
  for: ['{name}님을 대신해 {act}합니다', 'You {act} for {name}'],
  as: ['{role} · {name}', '{role} · {name}'],
  forWhom: ['누구의 자리에서', 'In whose place'],
  myself: ['나 ({role})', 'Myself ({role})'],
  behalf: ['{name} 대신 ({role})', 'For {name} ({role})'],
  back: ['돌려보낼 곳', 'Where it goes'],
  drafter: ['기안자에게 (문서가 반려로 끝납니다)', 'To the drafter (the document ends)'],
  previous: ['바로 앞 결재자에게', 'One step back'],
  whom: ['누구에게', 'Whom'],
  instead: ['새 결재자', 'The new approver'],
  whose: ['바꿀 단계', 'The step to exchange'],
  role: ['역할', 'Role'],
  after: ['들어갈 자리', 'Where'],
  first: ['맨 앞', 'At the beginning'],
  afterStep: ['{n}. {name} 다음', 'After {n}. {name}'],
  inside: ['부서 안에서 결재할 사람(순서대로)', 'Who acts inside the department, in order'],
  whichQuestion: ['질문', 'Question'],
  more: ['다른 처리', 'More'],
  cancel: ['닫기', 'Close'],
  done: ['{act} 처리했습니다.', '{act}: done.'],
  already: ['{name}님이 {ago} 이미 처리했습니다({act}). 문서를 새로 읽었습니다.', '{name} acted {ago} ({act}). The document was read anew.'],
  notNow: ['문서의 상태가 그 사이에 바뀌어 지금은 할 수 없습니다. 문서를 새로 읽었습니다.', 'The document has changed meanwhile, so this is not possible now. It was read anew.'],
  failed: ['하지 못했습니다. 적은 것은 그대로 있습니다.', 'That did not work. What you typed is still here.'],
  withdrawAsk: ['상신한 문서를 거두어들입니다. 다시 올리려면 재기안하세요.', 'Takes the document back. Redraft it to submit it again.'],
  cancelAsk: ['완결된 문서를 취소하는 새 문서를 기안합니다. 그 문서가 완결되면 이 문서가 취소됩니다.', 'Drafts a document that cancels this one when it is completed.'],
  redraftAsk: ['내용을 그대로 옮긴 새 문서를 만듭니다.', 'Makes a new document with the same content.'],
  changed: ['이 창을 연 뒤 {name}님이 문서를 바꿨습니다.', '{name} changed the document after you opened this.'],
});

/** In the order in which people reach for them; the first that is allowed is the page's main act. */
const MAIN: Act[] = ['approve', 'agree', 'acknowledge', 'receive', 'finish', 'submit', 'resume', 'answer'];
const SECOND: Act[] = ['reject', 'disagree', 'object', 'return', 'hold'];
const SAYS: ReadonlySet<Act> = new Set<Act>(['reject', 'disagree', 'object', 'hold', 'ask', 'answer', 'return']);
const SILENT: ReadonlySet<Act> = new Set<Act>(['resume', 'redraft', 'acknowledge', 'submit', 'assign', 'open-line']);
const ABOUT: Partial<Record<Act, 'withdrawAsk' | 'cancelAsk' | 'redraftAsk'>> = { withdraw: 'withdrawAsk', cancel: 'cancelAsk', redraft: 'redraftAsk' };
const ICONS: Partial<Record<Act, string>> = {
  approve: 'M5 12l5 5l10 -10', agree: 'M5 12l5 5l10 -10', acknowledge: 'M5 12l5 5l10 -10', reject: 'M9 14l-4 -4l4 -4|M5 10h11a4 4 0 1 1 0 8h-1',
  return: 'M9 14l-4 -4l4 -4|M5 10h11a4 4 0 1 1 0 8h-1',
};

/** The act that a notice asks for with {@code ?act=turn}: whatever the reader's turn is when he opens it. */
export const turnOf = (document: Document): Act | null => MAIN.find((act) => document.allowed.some((one) => one.act === act)) ?? null;

/** Everything of e-approval that is shown is asked again. */
export const readAnew = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ predicate: (query) => String(query.queryKey[1]).startsWith(API) });

/** The boxes and lists are asked again, and no document under somebody's hands. */
export const readLists = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(API) && !String(queryKey[1]).startsWith(`${API}/documents/`) });

/** What a conflict was, in plain words; null for every other problem. */
export function useConflict() {
  const t = useT();
  return (error: unknown): string | null => {
    if (!(error instanceof ProblemError)) return null;
    if (error.kind === 'already-acted') {
      const act = ACTS[error.body.act as Act];
      return t('already', { name: String(error.body.byName ?? ''), ago: error.body.at ? ago(String(error.body.at)) : '', act: act ? inLanguage(act) : String(error.body.act ?? '') });
    }
    return error.kind === 'not-now' || error.status === 412 ? t('notNow') : null;
  };
}

/** What the caller may do now. */
export function ActBar({ document, asked, open, setOpen }: { document: Document; asked: { id: string; text: string }[]; open: Act | null; setOpen: (act: Act | null) => void }) {
  const t = useT();
  const acts = [...new Set(document.allowed.map((one) => one.act))].filter((act): act is Act => act in ACTS && act !== 'submit' && (act !== 'answer' || asked.length > 0));
  const main = MAIN.find((act) => acts.includes(act));
  const second = SECOND.filter((act) => acts.includes(act) && act !== main);
  const rest = acts.filter((act) => act !== main && !second.includes(act));
  if (acts.length === 0) return null;
  return (
    <>
      <div className="a-acts">
        {rest.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target><ActionIcon variant="default" size={34} aria-label={t('more')} title={t('more')}><Icon name="dots" size={17} /></ActionIcon></Menu.Target>
            <Menu.Dropdown>{rest.map((act) => <Menu.Item key={act} onClick={() => setOpen(act)}>{inLanguage(ACTS[act])}</Menu.Item>)}</Menu.Dropdown>
          </Menu>
        )}
        {second.toReversed().map((act) => (
          <Button key={act} size="sm" variant="default" c={act === 'hold' ? undefined : 'var(--d-red)'} leftSection={ICONS[act] && <Icon path={ICONS[act]} size={16} />} onClick={() => setOpen(act)}>{inLanguage(ACTS[act])}</Button>
        ))}
        {main && <Button size="sm" className="a-main" leftSection={ICONS[main] && <Icon path={ICONS[main]} size={16} />} onClick={() => setOpen(main)}>{inLanguage(ACTS[main])}</Button>}
      </div>
      <Modal opened={open !== null && acts.includes(open)} onClose={() => setOpen(null)} title={open && inLanguage(ACTS[open])} closeButtonProps={{ 'aria-label': t('cancel') }}>
        {open && acts.includes(open) && <ActForm key={open} act={open} document={document} asked={asked} onDone={() => setOpen(null)} />}
      </Modal>
    </>
  );
}

const nameOf = (step: Step | undefined) => step?.who?.name ?? step?.departmentName ?? '';

function ActForm({ act, document, asked, onDone }: { act: Act; document: Document; asked: { id: string; text: string }[]; onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const conflict = useConflict();
  const key = useRef(onceKey());
  // What was read when the dialog opened: an act is on what the person saw.
  const seen = useRef(document.version);
  const ways = document.allowed.filter((one) => one.act === act);
  const [way, setWay] = useState(0);
  const [comment, setComment] = useState('');
  const [to, setTo] = useState('DRAFTER');
  const [account, setAccount] = useState<string | null>(null);
  const [accounts, setAccounts] = useState<string[]>([]);
  const [role, setRole] = useState<Role>('APPROVAL');
  const blocking = document.line.filter((step) => step.parent === null && step.order > 0 && ['WAITING', 'ACTIVE', 'HELD'].includes(step.state));
  const [after, setAfter] = useState(String(document.line.find((step) => step.state === 'ACTIVE')?.order ?? 0));
  const [question, setQuestion] = useState<string | null>(asked[0]?.id ?? null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [general, setGeneral] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const chosen = ways[way] ?? ways[0];
  const step = document.line.find((one) => one.id === chosen?.step);
  const wayName = (one: Allowed) => {
    const at = document.line.find((other) => other.id === one.step);
    const words = at ? inLanguage(ROLES[at.role]) : '';
    if (act === 'exchange-approver') return `${at?.order}. ${nameOf(at)} (${words})`;
    return one.onBehalfOf ? t('behalf', { name: one.onBehalfOf.name, role: words }) : t('myself', { role: words });
  };
  const send = async () => {
    setBusy(true);
    setErrors({});
    setGeneral(null);
    try {
      const outcome = await api<Outcome>(`${API}/documents/${document.id}/acts`, {
        method: 'POST',
        headers: { 'Idempotency-Key': key.current },
        body: {
          act, version: seen.current, step: chosen?.step ?? null, comment: comment.trim() || null,
          ...(act === 'reject' ? { to } : {}),
          ...(['ask', 'assign', 'exchange-approver'].includes(act) ? { account } : {}),
          ...(act === 'open-line' ? { accounts } : {}),
          ...(act === 'answer' ? { question } : {}),
          ...(act === 'add-approver' ? { insert: { order: Number(after) + 1, role, accountId: account, departmentId: null, forAccountId: null } satisfies LineStep } : {}),
        },
      });
      // Said when the document is there anew, so that who acts again at once does it on what he sees.
      await readAnew(queries);
      notify(t('done', { act: inLanguage(ACTS[act]) }));
      onDone();
      if (outcome.created) void navigate(`/app/approval/documents/${outcome.created}/edit`);
    } catch (error) {
      const told = conflict(error);
      if (told) {
        notify(told, 'wait');
        onDone();
        await readAnew(queries);
        return;
      }
      key.current = onceKey();
      const fields = error instanceof ProblemError ? error.fields : {};
      setErrors(fields);
      if (!fields.comment && !fields.account && !fields.accounts) setGeneral(Object.values(fields)[0] ?? reason(error, t('failed')));
    } finally {
      setBusy(false);
    }
  };
  const about = ABOUT[act];
  return (
    <form className="d-form" noValidate onSubmit={(event) => { event.preventDefault(); if (!busy) void send(); }}>
      {general && <Note tone="bad" live>{general}</Note>}
      {document.version !== seen.current && <Note tone="wait" live>{t('notNow')}</Note>}
      {about && <p className="a-tight">{t(about)}</p>}
      {ways.length > 1 && (
        <Select label={act === 'exchange-approver' ? t('whose') : t('forWhom')} allowDeselect={false} value={String(way)} onChange={(value) => setWay(Number(value))}
          data={ways.map((one, index) => ({ value: String(index), label: wayName(one) }))} />
      )}
      {chosen?.onBehalfOf && <Note tone="info">{t('for', { name: chosen.onBehalfOf.name, act: inLanguage(ACTS[act] as Pair).toLowerCase() })}{postOf(chosen.onBehalfOf) && ` · ${postOf(chosen.onBehalfOf)}`}</Note>}
      {ways.length === 1 && act === 'exchange-approver' && step && <p className="a-tight">{wayName(chosen!)}</p>}
      {act === 'reject' && (
        <Radio.Group label={t('back')} value={to} onChange={setTo}>
          <div className="a-radios"><Radio value="DRAFTER" label={t('drafter')} /><Radio value="PREVIOUS" label={t('previous')} /></div>
        </Radio.Group>
      )}
      {act === 'answer' && asked.length > 0 && <Select label={t('whichQuestion')} allowDeselect={false} value={question} onChange={setQuestion} data={asked.map((one) => ({ value: one.id, label: one.text.slice(0, 80) }))} />}
      {act === 'add-approver' && (
        <div className="d-form-row">
          <Select label={t('role')} allowDeselect={false} value={role} onChange={(value) => setRole(value as Role)} data={choices(ROLES, GIVEN)} />
          <Select label={t('after')} allowDeselect={false} value={after} onChange={(value) => setAfter(value ?? '0')}
            data={[{ value: '0', label: t('first') }, ...new Map(blocking.map((one) => [String(one.order), { value: String(one.order), label: t('afterStep', { n: one.order, name: nameOf(one) }) }])).values()]} />
        </div>
      )}
      {['ask', 'assign', 'exchange-approver', 'add-approver'].includes(act) && (
        <PersonPicker label={act === 'exchange-approver' ? t('instead') : t('whom')} required value={account} error={errors.account ?? errors['insert.accountId']} onChange={setAccount} />
      )}
      {act === 'open-line' && <PeoplePicker label={t('inside')} required value={accounts} error={errors.accounts} onChange={setAccounts} />}
      {!SILENT.has(act) && (
        <Textarea label={t('comment')} placeholder={SAYS.has(act) ? undefined : t('optional')} required={SAYS.has(act)} autosize minRows={3} maxRows={10} value={comment} error={errors.comment}
          data-autofocus onChange={(event) => setComment(event.currentTarget.value)} />
      )}
      <div className="a-end">
        <Button size="sm" variant="default" onClick={onDone}>{t('cancel')}</Button>
        <Button size="sm" type="submit" loading={busy} color={['reject', 'disagree', 'object', 'return'].includes(act) ? 'red.9' : undefined}>{inLanguage(ACTS[act])}</Button>
      </div>
    </form>
  );
}
