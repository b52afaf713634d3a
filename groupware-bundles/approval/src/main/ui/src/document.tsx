import { useCallback, useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, answer, formatTime, inLanguage, messages, useGet, useList, useLive, useMe, useWhole } from '@dure/sdk';
import { ActionIcon, Answer, Button, Face, FileLink, Icon, Loading, Modal, Note, Tag, confirm, notify, reason } from '@dure/ui-kit';
import { ActBar, turnOf } from './acts';
import { diff } from './diff';
import { labelOf, plainValue } from './fields';
import { ACTS, API, ASIDE, ROLES, STATES, STEP_STATES, ago, postOf, type Act, type Document, type Form, type HistoryEntry, type Linked, type Question, type Revision, type Role, type Step, type Who } from './model';
import { Paper } from './paper';

const useT = messages({
  line: ['결재선', 'Line'],
  comments: ['의견', 'Comments'],
  noComments: ['아직 의견이 없습니다', 'No comments yet'],
  attachments: ['첨부파일', 'Attachments'],
  linked: ['관련 문서', 'Linked documents'],
  history: ['이력', 'History'],
  revisions: ['바뀐 내용', 'Changes'],
  revision: ['{n}차 수정', 'Revision {n}'],
  print: ['인쇄', 'Print'],
  pdf: ['PDF로 받기', 'Download as PDF'],
  edit: ['고치기', 'Edit'],
  editDraft: ['이어서 쓰기', 'Go on writing'],
  remove: ['임시저장 버리기', 'Throw the draft away'],
  removeAsk: ['임시저장한 문서를 버릴까요?', 'Throw this draft away?'],
  removeAbout: ['되돌릴 수 없습니다.', 'This cannot be undone.'],
  no: ['아니요', 'No'],
  yours: ['내 차례', 'Your turn'],
  yoursFor: ['{name} 대신', 'For {name}'],
  for: ['{name}님을 대신해', 'for {name}'],
  via: ['{name} 공람', 'Circulated to {name}'],
  deputy: ['부재 중 · 대결자 {name}', 'Away · {name} acts'],
  deadline: ['{when}까지 기다린 뒤 승인한 것으로 봅니다', 'Counts as approved after {when}'],
  receipt: ['접수번호 {n}', 'Receipt {n}'],
  assignee: ['담당 {name}', 'Assigned to {name}'],
  later: ['후결 대기', 'Later approval open'],
  urgent: ['긴급', 'Urgent'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  changed: ['{name}님이 방금 문서를 처리해 새로 읽었습니다.', '{name} has just acted, so the document was read anew.'],
  redraftOf: ['재기안한 문서', 'Redraft of'],
  cancels: ['취소하는 문서', 'Cancels'],
  cancelledBy: ['취소한 문서', 'Cancelled by'],
  origin: ['{system}에서 기안', 'Drafted by {system}'],
  asked: ['{name}님에게 물음', 'asked {name}'],
  waitingAnswer: ['답변을 기다립니다', 'Waiting for an answer'],
  close: ['닫기', 'Close'],
  beforeEmpty: ['(없음)', '(empty)'],
  address: ['주소 {address}', 'from {address}'],
  held: ['보류된 문서입니다.', 'This document is on hold.'],
  secret: ['비밀 문서입니다. 결재선에 있는 사람만 볼 수 있습니다.', 'Secret: only people of its line may read it.'],
  system: ['시스템', 'System'],
  destroyed: ['보존기간이 끝나 폐기한 문서입니다. 내용과 첨부파일은 남아 있지 않습니다.', 'This document was destroyed after its time. Its content and files are gone.'],
});

export function DocumentPage() {
  const { id } = useParams();
  const path = `${API}/documents/${encodeURIComponent(id!)}`;
  const queries = useQueryClient();
  const wanted = useSearchParams()[0].get('act');
  const isActing = (document?: Document) => {
    const act = document && (wanted === 'turn' ? turnOf(document) : wanted);
    return !!act && document.allowed.some((one) => one.act === act);
  };
  // A document that others act on changes while it is read, but not under who is about to act: he is told when he does.
  // The poll helps where the live stream is cut.
  const query = useQuery({
    queryKey: ['get', path], queryFn: ({ signal }) => api<Document>(path, { signal }),
    refetchInterval: ({ state }) => (isActing(state.data) ? false : 60_000), refetchOnWindowFocus: ({ state }) => !isActing(state.data),
    refetchOnReconnect: ({ state }) => !isActing(state.data),
  });
  const acting = isActing(query.data);
  const acted = useRef(false);
  const again = useCallback(() => void queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(path) }), [queries, path]);
  useLive('approval', (changed) => { if (!acting && (changed as { id?: string }).id === id) again(); });
  useEffect(() => {
    if (acted.current && !acting) again();
    acted.current = acting;
  }, [acting, again]);
  return <Answer query={query}>{(document) => <Sheet key={document.id} document={document} />}</Answer>;
}

const OTHER_ACTS: Record<string, readonly [string, string]> = {
  edit: ['수정', 'Edited'], complete: ['완결', 'Completed'], draft: ['작성', 'Drafted'], 'auto-approve': ['기한 지나 승인', 'Approved by deadline'], 'auto-approved': ['기한 지나 승인', 'Approved by deadline'],
  destroy: ['폐기', 'Destroyed'], extend: ['보존 연장', 'Kept longer'], cancelled: ['취소됨', 'Cancelled'], numbered: ['번호 부여', 'Numbered'], revise: ['수정', 'Edited'],
};
const actName = (act: string) => inLanguage(ACTS[act as Act] ?? OTHER_ACTS[act] ?? [act, act]);

function Sheet({ document }: { document: Document }) {
  const t = useT();
  const me = useMe()!;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [panel, setPanel] = useState<'history' | 'revisions' | null>(null);
  const path = `${API}/documents/${document.id}`;
  const history = useList<HistoryEntry>(`${path}/history`);
  const questions = useWhole<Question>(`${path}/questions`);
  const seen = useRef({ version: document.version });
  useEffect(() => {
    if (document.version === seen.current.version) return;
    const last = document.line.filter((step) => step.actedAt).sort((a, b) => a.actedAt!.localeCompare(b.actedAt!)).at(-1);
    if (last?.actedBy && last.actedBy.accountId !== me.account.id) notify(t('changed', { name: last.actedBy.name }), 'info');
    seen.current.version = document.version;
  }, [document, me.account.id, t]);
  const asked = questions.rows.filter((one) => one.askedOf?.accountId === me.account.id && !one.answer);
  const wanted = params.get('act');
  const open = wanted === 'turn' ? turnOf(document) : (wanted as Act | null);
  const setOpen = (act: Act | null) => setParams(act ? { act } : {}, { replace: true });
  const mine = new Map(document.allowed.flatMap((one): [string, string][] => (one.step && one.act !== 'exchange-approver' ? [[one.step, one.onBehalfOf?.name ?? '']] : [])));
  const turns = document.allowed.some((one) => one.act === 'reject');
  const form = useGet<Form>(turns ? `${API}/forms/${document.formId}` : null);
  const editable = document.state === 'DRAFT' ? document.drafter.accountId === me.account.id : turns && !!form.data?.approverMayEdit;
  const remove = async () => {
    if (!await confirm({ title: t('removeAsk'), text: t('removeAbout'), yes: t('remove'), no: t('no'), danger: true })) return;
    try {
      const { etag } = await answer<Document>(path);
      await api(path, { method: 'DELETE', headers: etag ? { 'If-Match': etag } : {} });
      void navigate('/app/approval/box/drafts');
      await queries.invalidateQueries({ queryKey: ['list'] });
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
  };
  const comments = history.rows.filter((entry) => entry.comment);
  const related: [string, string | null][] = [[t('redraftOf'), document.redraftOf], [t('cancels'), document.cancels], [t('cancelledBy'), document.cancelledBy]];
  const turn = document.allowed.find((one) => one.step && ['approve', 'agree', 'acknowledge', 'receive', 'finish'].includes(one.act));
  return (
    <div className="a-doc">
      <header className="a-head d-noprint">
        <div className="a-title">
          <Tag tone={STATES[document.state].tone}>{inLanguage(STATES[document.state].text)}</Tag>
          {document.urgent && <Tag tone="bad">{t('urgent')}</Tag>}
          {document.laterPending && <Tag tone="wait">{t('later')}</Tag>}
          {turn && <Tag tone="wait">{turn.onBehalfOf ? t('yoursFor', { name: turn.onBehalfOf.name }) : t('yours')}</Tag>}
          <h1>{document.title}</h1>
          <span className="d-quiet">{document.number}</span>
        </div>
        <div className="a-tools2">
          <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('print')} title={t('print')} onClick={() => window.print()}><Icon path="M17 17h2a2 2 0 0 0 2 -2v-4a2 2 0 0 0 -2 -2h-14a2 2 0 0 0 -2 2v4a2 2 0 0 0 2 2h2|M17 9v-4a2 2 0 0 0 -2 -2h-6a2 2 0 0 0 -2 2v4|M7 15a2 2 0 0 1 2 -2h6a2 2 0 0 1 2 2v4a2 2 0 0 1 -2 2h-6a2 2 0 0 1 -2 -2l0 -4" /></ActionIcon>
          <ActionIcon component="a" href={`${path}.pdf`} download variant="subtle" color="gray" size={34} aria-label={t('pdf')} title={t('pdf')}><Icon name="download" /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('history')} title={t('history')} onClick={() => setPanel('history')}><Icon name="history" /></ActionIcon>
          {document.revision > 1 && <Button size="sm" variant="default" onClick={() => setPanel('revisions')}>{t('revisions')}</Button>}
          {document.state === 'DRAFT' && editable && <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('remove')} title={t('remove')} onClick={() => void remove()}><Icon name="trash" /></ActionIcon>}
          {editable && <Button size="sm" variant={document.state === 'DRAFT' ? 'filled' : 'default'} component={Link} to={`/app/approval/documents/${document.id}/edit`}>{document.state === 'DRAFT' ? t('editDraft') : t('edit')}</Button>}
        </div>
        <div className="a-bar"><ActBar document={document} asked={asked} open={open} setOpen={setOpen} /></div>
      </header>
      <div className="a-desk">
        <div className="a-left">
          <div className="d-noprint">
            {document.state === 'ON_HOLD' && <Note tone="wait">{t('held')}</Note>}
            {document.security === 'SECRET' && <Note tone="wait">{t('secret')}</Note>}
            {document.destroyedAt && <Note tone="bad">{t('destroyed')}</Note>}
            {document.origin && <Note>{t('origin', { system: document.origin.system })} · {document.origin.reference}</Note>}
          </div>
          <Paper document={document} />
        </div>
        <aside className="a-aside d-noprint" aria-label={t('line')}>
          <Line document={document} mine={mine} />
          <section>
            <h2>{t('comments')}<small>{comments.length + questions.rows.length}</small></h2>
            {comments.length + questions.rows.length === 0 && <p className="d-quiet">{t('noComments')}</p>}
            {comments.filter((entry) => entry.act !== 'ask' && entry.act !== 'answer').map((entry, index) => (
              <Said key={index} who={entry.by} at={entry.at} what={actName(entry.act)} behalf={entry.onBehalfOf}>{entry.comment}</Said>
            ))}
            {questions.rows.map((one) => (
              <div key={one.id}>
                <Said who={one.askedBy} at={one.at} what={t('asked', { name: one.askedOf?.name ?? '' })}>{one.text}</Said>
                {one.answer ? <Said who={one.askedOf} at={one.answeredAt} what={inLanguage(ACTS.answer)}>{one.answer}</Said> : <p className="d-quiet a-tight">{t('waitingAnswer')}</p>}
              </div>
            ))}
          </section>
          {document.attachments.length > 0 && (
            <section><h2>{t('attachments')}<small>{document.attachments.length}</small></h2><div className="a-stack">{document.attachments.map((file) => <FileLink key={file.id} file={file} />)}</div></section>
          )}
          {(document.linked.length > 0 || related.some(([, one]) => one)) && (
            <section>
              <h2>{t('linked')}</h2>
              {related.map(([name, one]) => one && <RelatedLink key={name} name={name} id={one} />)}
              {document.linked.map((one) => <DocumentLink key={one.id} linked={one} />)}
            </section>
          )}
        </aside>
      </div>
      <Modal opened={panel !== null} onClose={() => setPanel(null)} size="lg" title={panel === 'history' ? t('history') : t('revisions')} closeButtonProps={{ 'aria-label': t('close') }}>
        {panel === 'history' && <History rows={history.rows} />}
        {panel === 'revisions' && <Revisions document={document} />}
      </Modal>
    </div>
  );
}

function DocumentLink({ linked }: { linked: Linked }) {
  return <Link className="a-linked" to={`/app/approval/documents/${linked.id}`}><span>{linked.title}</span><small>{linked.number ?? inLanguage(STATES[linked.state].text)}</small></Link>;
}

/** A document of which only the id is known here. */
function RelatedLink({ name, id }: { name: string; id: string }) {
  const query = useGet<Document>(`${API}/documents/${id}`);
  return <Link className="a-linked" to={`/app/approval/documents/${id}`}><span><small>{name}</small> {query.data?.title}</span><small>{query.data && (query.data.number ?? inLanguage(STATES[query.data.state].text))}</small></Link>;
}

function Said({ who, at, what, behalf, children }: { who: Who | null; at: string | null; what: string; behalf?: Who | null; children: React.ReactNode }) {
  const t = useT();
  return (
    <div className="a-said">
      <Face name={who?.name ?? '?'} />
      <div><p><b>{who?.name ?? t('system')}</b> <small>{what}{behalf && ` · ${t('for', { name: behalf.name })}`} · <time dateTime={at ?? undefined} title={formatTime(at)}>{at ? ago(at) : ''}</time></small></p><p className="a-bubble">{children}</p></div>
    </div>
  );
}

/** Who has acted, whose turn it is, who comes. */
function Line({ document, mine }: { document: Document; mine: ReadonlyMap<string, string> }) {
  const t = useT();
  const outer = document.line.filter((step) => step.parent === null);
  const inOrder = outer.filter((step) => !ASIDE.has(step.role));
  const done = inOrder.filter((step) => ['APPROVED', 'AGREED', 'DISAGREED', 'PASSED', 'DONE'].includes(step.state)).length;
  return (
    <section>
      <h2>{t('line')}<small>{done} / {inOrder.length}</small></h2>
      <ol className="a-steps">
        <li data-done>
          <Face name={document.drafter.name} />
          <div><b>{document.drafter.name}</b><p className="d-quiet">{postOf(document.drafter)}</p></div>
          <span className="a-stepend"><Tag tone="good">{inLanguage(['기안', 'Draft'])}</Tag><small>{document.submittedAt ? formatTime(document.submittedAt) : ''}</small></span>
        </li>
        {[...inOrder, ...outer.filter((step) => ASIDE.has(step.role))].map((step) => (
          <StepItem key={step.id} step={step} mine={mine.get(step.id)}>
            {document.line.filter((one) => one.parent === step.id).map((one) => <StepItem key={one.id} step={one} mine={mine.get(one.id)} />)}
          </StepItem>
        ))}
      </ol>
    </section>
  );
}

function StepItem({ step, mine, children }: { step: Step; mine: string | undefined; children?: React.ReactNode }) {
  const t = useT();
  const who = step.actedBy ?? step.who;
  const state = STEP_STATES[step.state];
  const waiting = step.state === 'WAITING' || step.state === 'ACTIVE';
  // Who is only told has no turn.
  const quiet = waiting && ASIDE.has(step.role) && step.role !== 'RECEIVING';
  const inside = Array.isArray(children) && children.length > 0;
  return (
    <>
      <li data-done={step.actedAt ? '' : undefined} data-now={['ACTIVE', 'HELD', 'CONFIRMING'].includes(step.state) && !ASIDE.has(step.role) ? '' : undefined} data-inside={step.parent ? '' : undefined}>
        <Face name={who?.name ?? step.departmentName ?? '?'} />
        <div>
          <b>{who?.name ?? step.departmentName}</b>
          <p className="d-quiet">{step.who ? postOf(who) : step.departmentName}</p>
          {step.onBehalf && step.who && <p className="a-behalf">{t('for', { name: step.who.name })}</p>}
          {step.forWho && <p className="a-behalf">{t('for', { name: step.forWho.name })}</p>}
          {step.deputy && !step.actedBy && <p className="a-behalf">{t('deputy', { name: step.deputy.name })}</p>}
          {step.via && <p className="d-quiet">{t('via', { name: step.via.name })}</p>}
          {step.deadline && waiting && <p className="d-quiet">{t('deadline', { when: formatTime(step.deadline) })}</p>}
          {step.assignee && <p className="d-quiet">{t('assignee', { name: step.assignee.name })}</p>}
          {step.receiptNumber && <p className="d-quiet">{t('receipt', { n: step.receiptNumber })}</p>}
        </div>
        <span className="a-stepend">
          <Tag tone={quiet ? 'plain' : mine !== undefined ? 'wait' : state.tone}>{mine === undefined || quiet ? `${inLanguage(ROLES[step.role as Role])}${quiet || step.state === 'APPROVED' ? '' : ` · ${inLanguage(state.text)}`}` : mine ? t('yoursFor', { name: mine }) : t('yours')}</Tag>
          <small>{step.actedAt ? formatTime(step.actedAt) : ''}</small>
        </span>
      </li>
      {inside && children}
    </>
  );
}

function History({ rows }: { rows: HistoryEntry[] }) {
  const t = useT();
  return (
    <ol className="a-history">
      {rows.map((entry, index) => (
        <li key={entry.id ?? index}>
          <b>{actName(entry.act)}</b> {entry.by?.name ?? t('system')} <span className="d-quiet">{postOf(entry.by)}</span>
          {entry.onBehalfOf && <Tag tone="info">{t('for', { name: entry.onBehalfOf.name })}</Tag>}
          <p className="d-quiet">{formatTime(entry.at)}{entry.address && ` · ${t('address', { address: entry.address })}`}</p>
          {entry.detail && !/^[0-9a-f-]{36}$/.test(entry.detail) && <p className="d-quiet">{entry.detail}</p>}
          {entry.comment && <p className="a-bubble">{entry.comment}</p>}
        </li>
      ))}
    </ol>
  );
}

function Revisions({ document }: { document: Document }) {
  const t = useT();
  const list = useList<Revision>(`${API}/documents/${document.id}/revisions`);
  if (list.loading) return <Loading />;
  return (
    <div className="d-form">
      {list.rows.filter((one) => one.changes.length > 0).map((one) => (
        <section key={one.revision}>
          <h3 className="a-revhead">{t('revision', { n: one.revision - 1 })} <small className="d-quiet">{one.by?.name} · {formatTime(one.at)}</small></h3>
          <dl className="a-changes">
            {one.changes.filter((change) => !change.field.endsWith('.id')).map((change) => [
              <dt key={`t${change.field}`}>{labelOf(document.definition, change.field)}</dt>,
              <dd key={`d${change.field}`}>{diff(plainValue(document.definition, change.field, change.before) || t('beforeEmpty'), plainValue(document.definition, change.field, change.after) || t('beforeEmpty'))
                .map((part, index) => (part.kind === 'gone' ? <del key={index}>{part.text}</del> : part.kind === 'new' ? <ins key={index}>{part.text}</ins> : <span key={index}>{part.text}</span>))}</dd>,
            ])}
          </dl>
        </section>
      ))}
    </div>
  );
}

