import { useState } from 'react';
import { formatTime, messages, useGet, useList } from '@dure/sdk';
import { Answer, DataTable, Facts, Modal, Page, Tag, type Tone } from '@dure/ui-kit';

const useT = messages({
  title: ['고객사', 'Tenants'],
  about: ['가입부터 삭제까지, 회사마다의 상태입니다.', 'Every company, from sign-up to deletion.'],
  name: ['회사', 'Company'],
  host: ['주소', 'Host'],
  state: ['상태', 'State'],
  since: ['언제부터', 'Since'],
  signed: ['가입', 'Signed up'],
  number: ['사업자등록번호', 'Business number'],
  contact: ['담당자', 'Contact'],
  email: ['이메일', 'E-mail'],
  phone: ['전화', 'Phone'],
  reason: ['까닭', 'Reason'],
  domains: ['도메인', 'Domains'],
  close: ['닫기', 'Close'],
});

interface Tenant { id: string; name: string; host: string; state: string; stateSince: string; stateReason: string | null; signedUpAt: string }
interface Details { tenant: Tenant; businessNumber: string | null; contact: { name: string; email: string; phone: string } | null; domains: { host?: string; state?: string }[] }

const tone = (state: string): Tone => (state === 'OPEN' ? 'good' : /AWAIT|ARREARS|LIMITED/.test(state) ? 'wait' : 'bad');

export default function Tenants() {
  const t = useT();
  const list = useList<Tenant>('/api/operator/tenants');
  const [open, setOpen] = useState<Tenant | null>(null);
  return (
    <Page title={t('title')} about={t('about')}>
      <DataTable label={t('title')} list={list} id={(row) => row.id} onOpen={setOpen} columns={[
        { key: 'name', title: t('name'), value: (row) => row.name, render: (row) => <b>{row.name}</b> },
        { key: 'host', title: t('host'), value: (row) => row.host, render: (row) => row.host },
        { key: 'state', title: t('state'), value: (row) => row.state, render: (row) => <Tag tone={tone(row.state)}>{row.state}</Tag> },
        { key: 'since', title: t('since'), value: (row) => row.stateSince, render: (row) => formatTime(row.stateSince) },
        { key: 'signed', title: t('signed'), value: (row) => row.signedUpAt, render: (row) => formatTime(row.signedUpAt), hidden: true },
      ]} />
      <Modal opened={!!open} onClose={() => setOpen(null)} title={open?.name} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>{open && <One id={open.id} />}</Modal>
    </Page>
  );
}

function One({ id }: { id: string }) {
  const t = useT();
  const query = useGet<Details>(`/api/operator/tenants/${id}`);
  return (
    <Answer query={query}>
      {({ tenant, businessNumber, contact, domains }) => (
        <Facts of={[
          [t('host'), tenant.host], [t('state'), <Tag key="s" tone={tone(tenant.state)}>{tenant.state}</Tag>], [t('reason'), tenant.stateReason ?? '–'],
          [t('number'), businessNumber ?? '–'], [t('contact'), contact?.name ?? '–'], [t('email'), contact?.email ?? '–'], [t('phone'), contact?.phone ?? '–'],
          [t('domains'), domains.map((one) => one.host).filter(Boolean).join(', ') || '–'], [t('signed'), formatTime(tenant.signedUpAt)],
        ]} />
      )}
    </Answer>
  );
}
