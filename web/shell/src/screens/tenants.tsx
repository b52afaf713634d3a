import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, formatDay, formatTime, messages, useGet, useList } from '@dure/sdk';
import { Answer, Button, DataTable, Empty, Facts, FormBox, Modal, Page, Panel, Select, Tabs, TextInput, notify, reason, useForm } from '@dure/ui-kit';
import { State, stateName } from '../states';

const useT = messages({
  title: ['고객사', 'Tenants'],
  about: ['가입부터 삭제까지, 회사마다의 상태입니다.', 'Every company, from sign-up to deletion.'],
  find: ['이름이나 주소로 찾기', 'Find by name or host'],
  search: ['찾기', 'Search'],
  every: ['모든 상태', 'Every state'],
  none: ['그런 회사가 없습니다', 'There is no such company'],
  name: ['회사', 'Company'],
  host: ['주소', 'Host'],
  state: ['상태', 'State'],
  since: ['언제부터', 'Since'],
  signed: ['가입', 'Signed up'],
  number: ['사업자등록번호', 'Business number'],
  reason: ['까닭', 'Reason'],
  gone: ['지우는 날', 'Deleted on'],
  facts: ['회사', 'Company'],
  contact: ['담당자', 'Contact'],
  person: ['이름', 'Name'],
  email: ['이메일', 'E-mail'],
  phone: ['전화', 'Phone'],
  save: ['저장', 'Save'],
  saved: ['저장했습니다.', 'Saved.'],
  opening: ['열기와 메일', 'Opening and mails'],
  link: ['고객이 보는 진행 상황', 'What the company sees of its opening'],
  domain: ['도메인', 'Domain'],
  look: ['지금 확인', 'Look up now'],
  onboarding: ['안내 메일 다시 보내기', 'Send the onboarding mail again'],
  dns: ['DNS 요청 메일 다시 보내기', 'Send the DNS request again'],
  sent: ['메일을 보냅니다.', 'The mail is on its way.'],
  mails: ['보낸 메일', 'Mails'],
  life: ['상태 바꾸기', 'Change the state'],
  next: ['새 상태', 'New state'],
  why: ['까닭', 'Reason'],
  whyAbout: ['기록에 남고, 고객에게도 보입니다.', 'It stands in the audit log, and the company sees it.'],
  day: ['지우는 날 (비우면 90일 뒤)', 'Deleted on (empty: in 90 days)'],
  change: ['바꾸기', 'Change'],
  changed: ['상태를 바꿨습니다.', 'The state was changed.'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
});

interface Tenant { id: string; name: string; host: string; state: string; stateSince: string; stateReason: string | null; deleteOn: string | null; signedUpAt: string }
interface Contact { name: string; email: string; phone: string }
interface Details {
  tenant: Tenant; businessNumber: string | null; contact: Contact | null; statusUrl: string | null;
  domains: { id: string; host: string | null; mailDomain: string | null; state: string; shared: boolean; checkedAt: string | null }[];
  mails: { id: string; kind: string; to: string; at: string; state: string | null; reason: string | null }[];
}
const STATES = ['AWAITING_DNS', 'OPEN', 'READ_ONLY', 'SUSPENDED', 'CLOSED'];

export default function Tenants() {
  const t = useT();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [state, setState] = useState<string | null>(null);
  const [open, setOpen] = useState<Tenant | null>(null);
  const query = new URLSearchParams({ ...(asked && { text: asked }), ...(state && { state }) }).toString();
  const list = useList<Tenant>(`/api/operator/tenants${query && `?${query}`}`);
  return (
    <Page title={t('title')} about={t('about')}>
      <form role="search" className="d-actions" style={{ marginBottom: 14 }} onSubmit={(event) => { event.preventDefault(); setAsked(text.trim()); }}>
        <TextInput aria-label={t('find')} placeholder={t('find')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Select aria-label={t('state')} placeholder={t('every')} clearable clearButtonProps={{ 'aria-label': t('every') }} value={state} onChange={setState} data={STATES.map((value) => ({ value, label: stateName(value) }))} />
        <Button size="sm" type="submit" variant="default">{t('search')}</Button>
      </form>
      <DataTable label={t('title')} list={list} id={(row) => row.id} onOpen={setOpen} empty={<Empty title={t('none')} icon="building" />} columns={[
        { key: 'name', title: t('name'), value: (row) => row.name, render: (row) => <b>{row.name}</b> },
        { key: 'host', title: t('host'), value: (row) => row.host, render: (row) => row.host },
        { key: 'state', title: t('state'), value: (row) => stateName(row.state), render: (row) => <State of={row.state} /> },
        { key: 'since', title: t('since'), value: (row) => row.stateSince, render: (row) => formatTime(row.stateSince) },
        { key: 'signed', title: t('signed'), value: (row) => row.signedUpAt, render: (row) => formatTime(row.signedUpAt), hidden: true },
      ]} />
      <Modal opened={!!open} onClose={() => setOpen(null)} title={open?.name} size="xl" closeButtonProps={{ 'aria-label': t('close') }}>{open && <One id={open.id} />}</Modal>
    </Page>
  );
}

function One({ id }: { id: string }) {
  const t = useT();
  const query = useGet<Details>(`/api/operator/tenants/${id}`);
  return (
    <Answer query={query}>
      {(details) => (
        <Tabs defaultValue="facts" keepMounted={false}>
          <Tabs.List>{(['facts', 'contact', 'opening', 'life'] as const).map((tab) => <Tabs.Tab key={tab} value={tab}>{t(tab)}</Tabs.Tab>)}</Tabs.List>
          <Tabs.Panel value="facts" pt="md">
            <Facts of={[
              [t('host'), details.tenant.host], [t('state'), <State key="s" of={details.tenant.state} />], [t('since'), formatTime(details.tenant.stateSince)],
              [t('reason'), details.tenant.stateReason ?? '–'], [t('gone'), formatDay(details.tenant.deleteOn)], [t('number'), details.businessNumber ?? '–'],
              [t('signed'), formatTime(details.tenant.signedUpAt)],
            ]} />
          </Tabs.Panel>
          <Tabs.Panel value="contact" pt="md"><ContactForm id={id} contact={details.contact} /></Tabs.Panel>
          <Tabs.Panel value="opening" pt="md"><Opening id={id} details={details} /></Tabs.Panel>
          <Tabs.Panel value="life" pt="md"><Life id={id} state={details.tenant.state} /></Tabs.Panel>
        </Tabs>
      )}
    </Answer>
  );
}

function ContactForm({ id, contact }: { id: string; contact: Contact | null }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm<Contact>(contact ?? { name: '', email: '', phone: '' }, async (values) => {
    await api(`/api/operator/tenants/${id}/contact`, { method: 'PUT', body: values });
    notify(t('saved'));
    await queries.invalidateQueries();
  });
  return (
    <FormBox form={form} submit={t('save')}>
      <TextInput label={t('person')} {...form.text('name')} />
      <TextInput label={t('email')} type="email" {...form.text('email')} />
      <TextInput label={t('phone')} type="tel" {...form.text('phone')} />
    </FormBox>
  );
}

function Opening({ id, details }: { id: string; details: Details }) {
  const t = useT();
  const queries = useQueryClient();
  const act = async (path: string, body?: unknown, done?: string) => {
    try {
      await api(`/api/operator/tenants/${id}/${path}`, { method: 'POST', body });
      if (done) notify(done);
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    await queries.invalidateQueries();
  };
  return (
    <div className="d-form">
      {details.statusUrl && <a href={details.statusUrl}>{t('link')}</a>}
      {details.domains.map((domain) => (
        <div className="d-pairs" key={domain.id}>
          <span>{domain.host ?? domain.mailDomain} <State of={domain.state} /></span>
          {!domain.shared && <Button size="compact-xs" variant="default" aria-label={`${t('look')}: ${domain.host ?? domain.mailDomain}`} onClick={() => void act(`domains/${domain.id}/checks`)}>{t('look')}</Button>}
        </div>
      ))}
      <div className="d-actions">
        <Button variant="default" onClick={() => void act('mails', { kind: 'ONBOARDING' }, t('sent'))}>{t('onboarding')}</Button>
        <Button variant="default" onClick={() => void act('mails', { kind: 'DNS_REQUEST' }, t('sent'))}>{t('dns')}</Button>
      </div>
      {details.mails.length > 0 && (
        <Panel title={t('mails')}>
          {details.mails.map((mail) => <div className="d-pairs" key={mail.id}><span>{mail.kind} · {mail.to} · {formatTime(mail.at)}</span><span>{mail.state && <State of={mail.state} />} {mail.reason}</span></div>)}
        </Panel>
      )}
    </div>
  );
}

function Life({ id, state }: { id: string; state: string }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({ state: state as string | null, reason: '', deleteOn: '' }, async (values) => {
    await api(`/api/operator/tenants/${id}/state`, {
      method: 'PUT', body: { state: values.state, reason: values.reason, deleteOn: values.state === 'CLOSED' && values.deleteOn ? values.deleteOn : undefined },
    });
    notify(t('changed'));
    await queries.invalidateQueries();
  });
  return (
    <FormBox form={form} submit={t('change')}>
      <Select label={t('next')} allowDeselect={false} value={form.values.state} onChange={(next) => form.set({ state: next })} error={form.error('state')}
        data={STATES.filter((value) => value !== 'AWAITING_DNS').map((value) => ({ value, label: stateName(value) }))} />
      <TextInput label={t('why')} description={t('whyAbout')} {...form.text('reason')} />
      {form.values.state === 'CLOSED' && <TextInput type="date" label={t('day')} {...form.text('deleteOn')} />}
    </FormBox>
  );
}
